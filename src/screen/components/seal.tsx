/**
 * Draws a signature so that it can be compared at a glance: as dots or, in a terminal that cannot draw them, as groups
 * of digits. It is always beside the digits themselves, and has no color and no sound.
 */
import { createContext, memo, use } from 'react';
import { changedRows, digitGroups, type GroupedDigit, type SealForm, sealRows } from '../../layout/seal.ts';
import { Rows } from './rows.tsx';
import { PLAIN, type ScreenRow, styleText, uniteTexts } from './styled-glyphs.ts';

/** Whether the terminal can draw dots. */
export const DotsContext = createContext(true);

interface SealProps {
  /** The 64 digits of an HMAC-SHA256 signature. Nothing is drawn of any other. */
  readonly signature: string;
  /** Another signature, from which digits are marked where dots cannot be drawn; `null` if there is none. */
  readonly other?: string | null;
  readonly form?: SealForm;
}

/** Draws a signature in at most 16 by 8 cells. */
export const Seal = memo(function Seal({ signature, other = null, form = 'half-blocks' }: SealProps) {
  const dots = sealRows(signature, form);
  if (dots === null) return null;
  return <Rows rows={use(DotsContext) ? rowsOfDots(dots) : groupRows(signature, other)} />;
});

/** Draws a dot for each bit in which a signature differs from another one; nothing where dots cannot be drawn. */
export const ChangedBits = memo(function ChangedBits({
  signature,
  other,
  form = 'half-blocks',
}: SealProps & { readonly other: string }) {
  const dots = changedRows(other, signature, form);
  return use(DotsContext) && dots !== null ? <Rows rows={rowsOfDots(dots)} /> : null;
});

const rowsOfDots = (dots: readonly string[]): ScreenRow[] => dots.map((row) => [styleText(row, 'words')]);

/** Draws the groups of digits, with marks on those that differ from another signature. */
const groupRows = (signature: string, other: string | null): ScreenRow[] =>
  digitGroups(signature, other).map((group) => uniteTexts(group.map(styledDigit)));

/** Draws the groups of digits in one row. */
export const groupRow = (signature: string, other: string): ScreenRow =>
  groupRows(signature, other).flatMap((group, index) => (index === 0 ? group : [styleText(' ', 'words'), ...group]));

const styledDigit = ({ digit, isChanged }: GroupedDigit) => ({
  text: digit,
  width: 1,
  style: { ...PLAIN, underlined: isChanged },
});
