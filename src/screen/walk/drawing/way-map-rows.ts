/**
 * Draws the map as rows. Thin lines show all paths, and heavy lines show the path of the byte under the cursor, so the
 * map needs no colors.
 */

import { glyphsOfWords, widthOf } from '../../../layout/shown-glyphs.ts';
import { cutGlyphs, type Room } from '../../../layout/wrapping.ts';
import { hueOf } from '../../../views/map/letters.ts';
import type { MapLine, WayMap } from '../../../views/map/way-map.ts';
import { padRow } from '../../components/fitted-rows.ts';
import { chip, letterCells } from '../../components/frame/gutter.ts';
import { rowsApart } from '../../components/rows-apart.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from '../../components/styled-glyphs.ts';

/**
 * The columns of the map at which the canonical lines meet, the string to sign begins, and the lines of the string to
 * sign meet.
 */
interface MapColumns {
  readonly meet: number;
  readonly toSign: number;
  readonly sign: number;
}

/** The minimum width of a window in which the map is drawn. */
export const NARROWEST_MAP = 80;
/** The rows of the map in addition to the lines of the canonical request. */
const OTHER_ROWS = 6;
/** The lines at the beginning and at the end that are never omitted. */
const KEPT_LINES = 3;

/** A number of lines that are omitted in one place. */
interface OmittedLines {
  readonly omitted: number;
}

const columnsOf = (width: number): MapColumns =>
  width >= 95 ? { meet: 49, toSign: 57, sign: 87 } : { meet: 41, toSign: 45, sign: 77 };

/**
 * Draws a map for a room that is at least `NARROWEST_MAP` wide. If there is not enough height, omits lines. If there is
 * enough, puts the rows apart.
 */
export function wayMapRows(map: WayMap, { width, height }: Room): ScreenRow[] {
  const columns = columnsOf(width);
  const rows = closeRows(map, columns, height);
  return 2 * rows.length - 1 <= height ? rowsApart(rows, [columns.meet, columns.sign]) : rows;
}

function closeRows(map: WayMap, columns: MapColumns, height: number): ScreenRow[] {
  const lines = linesThatFit(map.canonical, height - OTHER_ROWS);
  const isAnyHeavy = map.canonical.some(({ isOnWay }) => isOnWay) || map.toSign.some(({ isOnWay }) => isOnWay);
  return [
    headingRow(columns),
    ...lines.map((line, index) => lineRow(map, lines, line, index, columns)),
    hashRow(map, columns),
    verticalRow(columns, isAnyHeavy, 'SHA-256', columns.meet + 2),
    verticalRow(columns, isAnyHeavy, 'SIGNING KEY', 1),
    keyRow(map, columns),
    signatureRow(map, columns, isAnyHeavy || map.isSecretOnWay || map.keys.some(({ isOnWay }) => isOnWay)),
  ];
}

/** Omits as few lines in the middle as possible, but never one on the path. A row says how many are omitted there. */
function linesThatFit(lines: readonly MapLine[], most: number): readonly (MapLine | OmittedLines)[] {
  const dispensable = lines
    .slice(KEPT_LINES, -KEPT_LINES)
    .flatMap(({ isOnWay, isHere, number }) => (isOnWay || isHere ? [] : [number]));
  for (let count = Math.max(lines.length - most, 0); count <= dispensable.length; count++) {
    const fitting = without(lines, new Set(dispensable.slice(0, count)));
    if (fitting.length <= most) return fitting;
  }
  return without(lines, new Set(dispensable));
}

function without(lines: readonly MapLine[], numbers: ReadonlySet<number>): (MapLine | OmittedLines)[] {
  const rows: (MapLine | OmittedLines)[] = [];
  for (const own of lines) {
    const last = rows.at(-1);
    if (!numbers.has(own.number)) rows.push(own);
    else if (last && 'omitted' in last) rows[rows.length - 1] = { omitted: last.omitted + 1 };
    else rows.push({ omitted: 1 });
  }
  return rows;
}

const isHeavyLine = (row: MapLine | OmittedLines): boolean => !('omitted' in row) && row.isOnWay;

const faint = (text: string) => styleText(text, 'aside');
const strong = (text: string, isHeavy: boolean) => styleText(text, isHeavy ? 'name' : 'aside');
const line = (length: number, isHeavy: boolean) => strong((isHeavy ? '━' : '─').repeat(Math.max(length, 0)), isHeavy);

function headingRow({ toSign }: MapColumns): ScreenRow {
  return [...padRow([faint(' INPUT                CANONICAL REQUEST')], toSign), faint('STRING TO SIGN')];
}

const NAME_END = 17;
const SOURCE_LINE = 4;

function lineRow(
  map: WayMap,
  lines: readonly (MapLine | OmittedLines)[],
  own: MapLine | OmittedLines,
  index: number,
  { meet, toSign, sign }: MapColumns,
): ScreenRow {
  const isHeavyAbove = lines.slice(0, index).some(isHeavyLine);
  const left =
    'omitted' in own ? omittedCells(own, isHeavyAbove, meet) : lineCells(own, index === 0, isHeavyAbove, meet);
  const signed = map.toSign.slice(0, -1);
  const at = index - (lines.length - signed.length);
  const there = signed[at];
  return there ? [...padRow(left, toSign), ...toSignCells(map, there, at, { toSign, sign })] : left;
}

/** Draws how many lines are omitted, next to the vertical line that connects the other ones. */
function omittedCells({ omitted }: OmittedLines, isHeavyAbove: boolean, meet: number): ScreenRow {
  const says = faint(` … ${omitted} ${omitted === 1 ? 'line' : 'lines'}`);
  return [
    ...padRow([...padRow([], NAME_END + SOURCE_LINE), says], meet),
    strong(isHeavyAbove ? '┃' : '│', isHeavyAbove),
  ];
}

function lineCells(own: MapLine, isFirst: boolean, isHeavyAbove: boolean, meet: number): ScreenRow {
  const { letter, from, number, text, isOnWay, isHere } = own;
  const start: ScreenRow = [
    styleText(isHere ? '>' : ' ', 'name'),
    ...letterCells(letter),
    styleText(` ${from}`.slice(0, NAME_END - 3), 'words'),
  ];
  const hasSource = from !== '';
  const named = [...padRow(start, NAME_END), hasSource ? line(SOURCE_LINE, isOnWay) : faint('    ')];
  const shown = [
    ...named,
    faint(` ${String(number).padStart(2)} `),
    ...(text === '' ? [faint(EMPTY_LINE)] : fitted(text, meet - NAME_END - SOURCE_LINE - 7)),
  ];
  return [...shown, faint(' '), line(meet - widthOf(shown) - 1, isOnWay), junction(isFirst, isHeavyAbove, isOnWay)];
}

/** What a line without text still has. */
const EMPTY_LINE = '\\n';

const fitted = (text: string, width: number): ScreenRow =>
  styleGlyphs(cutGlyphs(glyphsOfWords([{ text, meaning: 'words' }]), width), PLAIN_LOOK);

/** Draws the junction where a line from the left meets the vertical line. */
function junction(isFirst: boolean, isHeavyAbove: boolean, isHeavy: boolean) {
  if (isFirst) return strong(isHeavy ? '┓' : '┐', isHeavy);
  if (isHeavy) return strong(isHeavyAbove ? '┫' : '┪', true);
  return strong(isHeavyAbove ? '┨' : '┤', isHeavyAbove);
}

function toSignCells(
  map: WayMap,
  { letter, number, text, isOnWay }: MapLine,
  at: number,
  { toSign, sign }: Pick<MapColumns, 'toSign' | 'sign'>,
): ScreenRow {
  const before = map.toSign.slice(0, at).some((other) => other.isOnWay);
  const shown: ScreenRow = [
    ...letterCells(letter),
    // A third letter takes the place of the first space.
    faint(`${(letter?.text.length ?? 0) > 2 ? '' : ' '} ${number} `),
    ...fitted(text, sign - toSign - 9),
  ];
  return [...shown, faint(' '), line(sign - toSign - widthOf(shown) - 1, isOnWay), junction(at === 0, before, isOnWay)];
}

const KEPT = 8;
const shortened = (digits: string) =>
  digits.length > 2 * KEPT ? `${digits.slice(0, KEPT)}…${digits.slice(-KEPT)}` : digits;

/** Draws the hash, which connects all lines of the canonical request with the last line of the string to sign. */
function hashRow(map: WayMap, { meet, toSign, sign }: MapColumns): ScreenRow {
  const last = map.toSign.at(-1);
  const isHeavy = map.canonical.some(({ isOnWay }) => isOnWay);
  const corner = [...padRow([], meet), strong(isHeavy ? '┗' : '└', isHeavy), line(toSign - meet - 1, isHeavy)];
  if (!last) return corner;
  const cells = toSignCells(map, { ...last, text: shortened(last.text) }, map.toSign.length - 1, { toSign, sign });
  return [...corner, ...cells];
}

function verticalRow({ sign }: MapColumns, isHeavy: boolean, text: string, at: number): ScreenRow {
  const before = [...padRow([], at), faint(text)];
  return [...padRow(before, sign), strong(isHeavy ? '┃' : '│', isHeavy)];
}

/** Draws the chain of keys, which comes in from the other side. */
function keyRow({ keys, isSecretOnWay }: WayMap, { sign }: MapColumns): ScreenRow {
  const isHeavyFrom = isSecretOnWay ? 0 : keys.findIndex(({ isOnWay }) => isOnWay);
  const isHeavy = (index: number) => isHeavyFrom >= 0 && index >= isHeavyFrom;
  const links = keys.flatMap(
    ({ letter, digits }, index): ScreenRow => [
      strong(isSecretOnWay || (isHeavyFrom >= 0 && index > isHeavyFrom) ? ' ━ ' : ' ─ ', isHeavy(index)),
      chip(letter),
      strong(isHeavy(index) ? ' ━ ' : ' ─ ', isHeavy(index)),
      styleText(digits, isHeavy(index) ? 'name' : 'words'),
    ],
  );
  const start = [faint(' '), ...letterCells({ text: 'X', hue: hueOf('X') }), styleText(' secret', 'words'), ...links];
  const isLastHeavy = isHeavy(keys.length - 1);
  return [...start, faint(' '), line(sign - widthOf(start) - 3, isLastHeavy), styleText('HMAC', 'name')];
}

function signatureRow({ signature }: WayMap, { sign }: MapColumns, isHeavy: boolean): ScreenRow {
  const room = sign - 8;
  const start = [faint(' '), ...letterCells({ text: '#', hue: null }), faint(' '), ...fitted(signature, room)];
  return [...start, faint(' <'), line(sign - widthOf(start) - 2, isHeavy), strong(isHeavy ? '┛' : '┘', isHeavy)];
}
