/**
 * Draws the 256 bits of a signature as 16 by 16 dots, so that the eye sees whether two signatures are the same, and how
 * much of them differs. The rows of dots are read as lines of text: the first one has the first four digits.
 */
import { signatureBits } from '../trace/changes.ts';

/** How the dots are drawn: two or eight in a cell. */
export type SealForm = 'half-blocks' | 'braille';

interface Form {
  /** What each dot of a cell adds to the number of its character: the rows of the cell, from left to right. */
  readonly cell: readonly (readonly number[])[];
  readonly character: (number: number) => string;
}

const BRAILLE = 0x2800;

/** Braille patterns are numbered by their dots (Unicode Standard, Braille Patterns, U+2800 to U+28FF). */
const FORMS: Readonly<Record<SealForm, Form>> = {
  'half-blocks': { cell: [[1], [2]], character: (number) => ' ▀▄█'.charAt(number) },
  braille: {
    cell: [
      [1, 8],
      [2, 16],
      [4, 32],
      [64, 128],
    ],
    character: (number) => String.fromCodePoint(BRAILLE + number),
  },
};

/** The dots in a row, and the rows of dots. */
const DOTS = 16;

/** Returns the width and the height of a seal in cells. */
export function sealSize(form: SealForm): { readonly width: number; readonly height: number } {
  const { cell } = FORMS[form];
  return { width: DOTS / (cell[0]?.length ?? 1), height: DOTS / cell.length };
}

/** Draws a hexadecimal signature as rows of dots; `null` if it has no bits to compare, as with SigV4A. */
export function sealRows(signature: string, form: SealForm): readonly string[] | null {
  const bits = signatureBits(signature);
  return bits && drawn(bits, form);
}

/** Draws a dot for each bit in which two signatures differ; `null` if either has no bits to compare. */
export function changedRows(before: string, after: string, form: SealForm): readonly string[] | null {
  const [old, now] = [signatureBits(before), signatureBits(after)];
  return (
    old &&
    now &&
    drawn(
      now.map((bit, index) => bit !== old[index]),
      form,
    )
  );
}

function drawn(bits: readonly boolean[], form: SealForm): string[] {
  const { cell, character } = FORMS[form];
  const { width, height } = sealSize(form);
  const perRow = DOTS / width;
  const numberAt = (row: number, column: number) =>
    cell.flatMap((weights, y) =>
      weights.map((weight, x) => (bits[(row * cell.length + y) * DOTS + column * perRow + x] ? weight : 0)),
    );
  return Array.from({ length: height }, (_row, row) =>
    Array.from({ length: width }, (_column, column) =>
      character(numberAt(row, column).reduce((sum, weight) => sum + weight, 0)),
    ).join(''),
  );
}

/** The digits in a group, for terminals that cannot draw dots. */
const GROUP = 16;

export interface GroupedDigit {
  readonly digit: string;
  /** Whether it differs from the digit of the other signature. */
  readonly isChanged: boolean;
}

/** Divides a hexadecimal signature into four groups of 16 digits. `other` is `null` if it is compared with none. */
export const digitGroups = (signature: string, other: string | null): readonly (readonly GroupedDigit[])[] =>
  Array.from({ length: signature.length / GROUP }, (_, group) =>
    Array.from(signature.slice(group * GROUP, (group + 1) * GROUP), (digit, at) => ({
      digit,
      isChanged: other !== null && digit !== other[group * GROUP + at],
    })),
  );
