/**
 * Draws the signature while something is typed: its digits and its bits, now and before, how many of them differ, and in
 * which steps something changes. The words come first where there is little room.
 */
import { Box } from 'ink';
import { memo, use } from 'react';
import { sealSize } from '../../../layout/seal.ts';
import type { Room } from '../../../layout/wrapping.ts';
import { aside, type Run, textOf, words } from '../../../views/page.ts';
import { differenceBar, differenceInWords } from '../../../views/whole/signature-difference.ts';
import { fitRuns, noticeRows } from '../../components/fitted-rows.ts';
import { GUTTER } from '../../components/frame/gutter.ts';
import { Rule, useWidth } from '../../components/frame.tsx';
import { Rows } from '../../components/rows.tsx';
import { ChangedBits, DotsContext, groupRow, Seal } from '../../components/seal.tsx';
import { type ScreenRow, styleText } from '../../components/styled-glyphs.ts';
import type { TypedSignature } from '../content/changes.ts';
import { NAMED_SEAL, NamedSeals } from './two-seals.tsx';

interface TypedProps {
  readonly typed: TypedSignature;
  /** The rows, with the title. */
  readonly height: number;
}

const TITLE = 'Signature, as you type';
const SHORT_TITLE = 'Signature';
const HELD = 'of the last valid request';
const NEW = 'new each time';

/** Says how much of the signature has changed. */
export const verdictOf = ({ flipped, isHeld }: TypedSignature): string =>
  isHeld ? HELD : flipped === null ? NEW : differenceInWords(flipped);

function Title({ typed }: Pick<TypedProps, 'typed'>) {
  const verdict = verdictOf(typed);
  const isTight = TITLE.length + verdict.length + 10 > useWidth();
  return <Rule left={[{ text: isTight ? SHORT_TITLE : TITLE, meaning: 'name' }]} right={[verdict]} />;
}

const BRAILLE = sealSize('braille');
const SMALL = BRAILLE.height + 1;
/** The rows of the title, the words, the bar, and the digits in two rows. */
const AROUND = 5;

/** Draws the signature in the column to the right of a text. */
export const TypedInColumn = memo(function TypedInColumn({ typed, height }: TypedProps) {
  const width = useWidth();
  const { now, before, flipped } = typed;
  const hasDots = use(DotsContext);
  const isTall = height >= AROUND + NAMED_SEAL;
  const digits = hasDots || flipped === null ? digitRows(now) : [];
  const bar = hasDots && flipped !== null && isTall ? [barRow(flipped)] : [];
  const says = [[styleText(` ${verdictOf(typed)}`, 'name')], ...bar, ...digits, ...(isTall ? [[]] : [])];
  const seals = flipped === null ? 0 : NAMED_SEAL;
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflowY="hidden">
      <Rule left={[{ text: TITLE, meaning: 'name' }]} />
      {flipped !== null && (
        <Box marginLeft={1} flexShrink={0}>
          <TypedSeals now={now} before={before} isTall={isTall} />
        </Box>
      )}
      <Rows rows={says} />
      <Rows
        rows={
          isTall || flipped === null
            ? changeRows(typed, { width, height: height - 1 - seals - says.length })
            : [stepsRow(typed)]
        }
      />
    </Box>
  );
});

/** Draws two seals or, in less room, three small ones. */
const TypedSeals = ({ isTall, ...digits }: Digits & { readonly isTall: boolean }) =>
  isTall ? (
    <NamedSeals
      signatures={[
        { name: 'now', digits: digits.now },
        { name: 'before', digits: digits.before },
      ]}
    />
  ) : (
    <BrailleSeals {...digits} />
  );

/** Draws the seals in the corner of the whole signature, which has the digits. */
export const TypedInCorner = ({ typed, height }: Pick<TypedProps, 'typed' | 'height'>) => (
  <TypedSeals now={typed.now} before={typed.before} isTall={height >= NAMED_SEAL} />
);

type Digits = Pick<TypedSignature, 'now' | 'before'>;

const SEAL_GAP = 4;
/** The cells of three seals in braille. */
const BRAILLE_WIDTH = 3 * BRAILLE.width + 2 * SEAL_GAP;

/** Draws the signature now, before, and the bits that have changed; nothing where dots cannot be drawn. */
function BrailleSeals({ now, before }: Digits) {
  if (!use(DotsContext)) return null;
  const names = ['now', 'before', 'changed'].map((name) => name.padEnd(BRAILLE.width + SEAL_GAP)).join('');
  return (
    <Box flexDirection="column" width={BRAILLE_WIDTH} flexShrink={0}>
      <Rows rows={[[styleText(names.trimEnd(), 'aside')]]} />
      <Box gap={SEAL_GAP}>
        <Seal signature={now} form="braille" />
        <Seal signature={before} form="braille" />
        <ChangedBits signature={now} other={before} form="braille" />
      </Box>
    </Box>
  );
}

/** The rows of the title, the digits, and seals in braille below their names. */
export const TYPED_BELOW = 2 + SMALL;
const LIST_GAP = 3;

/** Draws the signature below a text or, in fewer rows than `TYPED_BELOW`, only what is most important of it. */
export const TypedBelow = memo(function TypedBelow({
  typed,
  height,
  problem,
}: TypedProps & { readonly problem: readonly Run[] | null }) {
  const width = useWidth();
  const { now, before, flipped } = typed;
  const hasDots = use(DotsContext);
  const isSmall = height < TYPED_BELOW || width < GUTTER + now.length;
  const rows = problem
    ? noticeRows(problem, width, height - (isSmall ? 1 : 2))
    : isSmall
      ? tightRows(typed, { width, height: height - 1 })
      : hasDots || flipped === null
        ? []
        : changeRows(typed, { width, height: height - 3 });
  const list = BRAILLE_WIDTH + LIST_GAP + GUTTER;
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflowY="hidden">
      <Title typed={typed} />
      {!isSmall && <Rows rows={digitsBelow(typed, hasDots)} />}
      {!isSmall && !problem && hasDots && flipped !== null ? (
        <Box marginLeft={GUTTER} gap={LIST_GAP} flexShrink={0}>
          <BrailleSeals now={now} before={before} />
          <Rows rows={changeRows(typed, { width: width - list, height: Math.max(height - 2, SMALL) })} />
        </Box>
      ) : (
        <Rows rows={rows} />
      )}
    </Box>
  );
});

const INDENT = styleText(' '.repeat(GUTTER), 'words');

/** Draws the digits in one row; where dots cannot be drawn, now and before in groups that can be compared. */
function digitsBelow({ now, before, flipped }: TypedSignature, hasDots: boolean): ScreenRow[] {
  if (hasDots || flipped === null) return [[INDENT, styleText(now.slice(0, 64), 'words')]];
  const named = (name: string, digits: string, other: string): ScreenRow => [
    styleText(` ${name}`.padEnd(GUTTER), 'aside'),
    ...groupRow(digits, other),
  ];
  return [named('now', now, before), named('before', before, now)];
}

const HALF = 32;

/** Draws the digits in two rows of 32. Those of SigV4A are more, and go on after them. */
function digitRows(digits: string): ScreenRow[] {
  const shown = digits.length > 2 * HALF ? `${digits.slice(0, 2 * HALF - 1)}…` : digits;
  return [0, HALF].map((at) => [styleText(` ${shown.slice(at, at + HALF)}`, 'words')]);
}

/** Draws the digits in two rows, and after them the steps that change; in one row, only the steps. */
function tightRows(typed: TypedSignature, { width, height }: Room): ScreenRow[] {
  const [first = [], second = []] = digitRows(typed.now);
  const room = width - HALF - 2;
  return height < 2
    ? [stepsRow(typed)]
    : [[...first, styleText(' ', 'words'), ...fitRow(stepsRow(typed), room)], second];
}

const fitRow = (row: ScreenRow, width: number): ScreenRow => fitRuns([words(textOf(row))], width);

/** Lists the numbers of the steps that change. */
function stepsRow({ steps }: TypedSignature): ScreenRow {
  const changed = steps.filter(({ isChanged }) => isChanged).map(({ number }) => number);
  return [styleText(changed.length === 0 ? ' nothing changed' : ` ~ steps ${changed.join(' ')}`, 'words')];
}

const barRow = (flipped: number): ScreenRow => [styleText(` ${differenceBar(flipped)}`, 'words')];

const NAME = 14;
const ACCEPTED = 'A server with the same secret computes this one, too.';

/**
 * Lists the steps that change, with the lines that do, and then those that stay the same, in at most `height` rows. Steps
 * without numbered lines share a row.
 */
function changeRows({ steps }: TypedSignature, { width, height }: Room): ScreenRow[] {
  const changed = steps.filter(({ isChanged }) => isChanged);
  const same = steps.filter(({ isChanged }) => !isChanged).map(({ number }) => number);
  const row = (name: string, says: string): ScreenRow => [
    styleText(' ', 'words'),
    ...fitRuns([words(`${name.padEnd(NAME - 1)} `), aside(says)], width - 1),
  ];
  const rows = [
    ...changed.map(({ number, name, lines }) => ({ name: `~${number} ${name}`, says: inWords(lines) })),
    ...(same.length > 0 ? [{ name: ` ${same.join(' ')}`, says: 'the same' }] : []),
  ];
  const listed: typeof rows = [];
  for (const { name, says } of rows) {
    const last = listed.at(-1);
    const isJoined = last && last.says === '' && says === '' && last.name.length + name.length < width - 2;
    if (isJoined) listed[listed.length - 1] = { name: `${last.name}  ${name}`, says };
    else listed.push({ name, says });
  }
  const list = listed.map(({ name, says }) => row(name, says));
  const sentence = changed.length > 0 ? [[], ...noticeRows([aside(ACCEPTED)], width, 2)] : [];
  return list.length + sentence.length <= height ? [...list, ...sentence] : list.slice(0, height);
}

const inWords = (lines: readonly number[]): string =>
  lines.length === 0 ? '' : `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
