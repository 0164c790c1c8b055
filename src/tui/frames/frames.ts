/**
 * Contains the frames of a screen: the lines of the terminal, and what has to be written to turn one frame into the
 * next. Only the texts that differ are painted and written, because Ink reads every cell of the screen again for each
 * frame (docs/decisions/05-rows-inside-ink.md).
 */
import type { DrawnScreen, RegionName } from '../../render/screen/drawn-screen.ts';
import { padRow } from '../../render/screen/fitted-rows.ts';
import { PLAIN, type ScreenRow, type StyledText } from '../../render/screen/styled-glyphs.ts';
import { paintRow, type Theme } from '../colors/theme.ts';
import { CLEAR } from '../input/terminal-modes.ts';

export type PlaceName = RegionName | 'divider';

/** The cell of the upper left corner of each region, from 0. */
export type RegionPlaces = ReadonlyMap<PlaceName, { readonly x: number; readonly y: number }>;

/** The lines of the terminal from top to bottom. */
export type Frame = readonly ScreenRow[];

/** Returns the sizes and the arrangement of the regions. Screens with the same shape have the same places. */
export function shapeOf({ margin, above, left, divider, right, below }: DrawnScreen): string {
  const columns = [above, left, right, below].map((regions) =>
    regions.map(({ name, width, rows }) => `${name} ${width} ${rows.length}`).join(),
  );
  return `${margin} ${divider.length} ${columns.join(';')}`;
}

/** Puts the rows of all regions at their places. */
export function frameOf({ above, left, divider, right, below }: DrawnScreen, places: RegionPlaces): Frame {
  const lines: ScreenRow[] = [];
  const put = (name: PlaceName, rows: readonly ScreenRow[]) => {
    const { x, y } = places.get(name) ?? { x: 0, y: 0 };
    for (const [index, row] of rows.entries()) lines[y + index] = [...padRow(lines[y + index] ?? [], x), ...row];
  };
  // A line is filled from the left.
  for (const { name, rows } of [...above, ...left]) put(name, rows);
  if (divider.length > 0) put('divider', divider);
  for (const { name, rows } of [...right, ...below]) put(name, rows);
  return Array.from(lines, (line) => withoutPadding(line ?? []));
}

/** Removes the spaces without a style at the end of a line, so that selecting the line does not copy them. */
function withoutPadding(line: ScreenRow): ScreenRow {
  const last = line.at(-1);
  if (!last || (last.text !== '' && !isAlike(last, { ...last, style: PLAIN }))) return line;
  const text = last.text.replace(/ +$/, '');
  const before = line.slice(0, -1);
  if (text === '') return withoutPadding(before);
  if (text === last.text) return line;
  return [...before, { ...last, text, width: last.width - last.text.length + text.length }];
}

const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';
const HIDDEN_CURSOR = '\x1b[?25l';
const REST_OF_LINE = '\x1b[K';
const cursorTo = (line: number, column: number) => `\x1b[${line + 1};${column + 1}H`;

/**
 * Returns what has to be written so that the terminal shows `after` instead of `before`; empty if they look the same.
 * `before` is `null` if it is unknown what the terminal shows.
 */
export function frameUpdate(before: Frame | null, after: Frame, theme: Theme): string {
  if (before === null) {
    const lines = after.map((row, line) => cursorTo(line, 0) + paintRow(row, theme));
    return update(HIDDEN_CURSOR + CLEAR + lines.join(''));
  }
  const lines = Math.max(before.length, after.length);
  const changes = Array.from({ length: lines }, (_, line) =>
    lineUpdate(before[line] ?? [], after[line] ?? [], line, theme),
  ).join('');
  return changes === '' ? '' : update(changes);
}

const update = (changes: string): string => BEGIN_UPDATE + changes + END_UPDATE;

/** Writes the texts of a line from the first that differs to the last that differs. */
function lineUpdate(before: ScreenRow, after: ScreenRow, line: number, theme: Theme): string {
  if (before === after) return '';
  let first = 0;
  let column = 0;
  for (; isAlike(before[first], after[first]); first++) column += after[first]?.width ?? 0;
  if (first === before.length && first === after.length) return '';
  const [shorter, longer] = [widthFrom(after, first), widthFrom(before, first)];
  let same = 0;
  // What is at the end stays only if it is in the same cells.
  if (shorter === longer)
    while (first + same < Math.min(before.length, after.length) && isAlike(before.at(-1 - same), after.at(-1 - same)))
      same += 1;
  const changed = after.slice(first, after.length - same);
  return cursorTo(line, column) + paintRow(changed, theme) + (shorter < longer ? REST_OF_LINE : '');
}

const widthFrom = (row: ScreenRow, first: number): number =>
  row.slice(first).reduce((sum, { width }) => sum + width, 0);

function isAlike(one: StyledText | undefined, other: StyledText | undefined): boolean {
  if (one === other) return one !== undefined;
  if (!one || !other || one.text !== other.text || one.opens !== other.opens) return false;
  const [style, otherStyle] = [one.style, other.style];
  return (
    style === otherStyle ||
    (style.meaning === otherStyle.meaning &&
      style.hue === otherStyle.hue &&
      style.ground === otherStyle.ground &&
      style.underlined === otherStyle.underlined)
  );
}
