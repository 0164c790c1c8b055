/** Lays out a comparison as two columns: the server's text on the left, and the client's on the right. */

import type { SideName } from '../../sides/difference/byte-alignment.ts';
import type { ComparedLine, ComparedResult, ComparedSides } from '../../views/diagnosis/compared-sides.ts';
import { comparedColumns, isFiller, MARK, sections, withLegend } from '../compared-rows.ts';
import { type GlyphRow, padded, type ShownGlyph, says, widthOf } from '../shown-glyphs.ts';
import { cutGlyphs, type Room } from '../wrapping.ts';
import {
  drawnLines,
  inHue,
  isBrokenAt,
  joinGlyphs,
  lineGlyphs,
  NO_SUCH_LINE,
  type RailRow,
  RESULT_LETTER,
  resultGlyphs,
} from './rail-lines.ts';

/** The cells between the columns, and where the join is in them. */
const BETWEEN = 8;
const JOIN_AT = 2;
/** The server's column is wider, because what both sides have is written there. */
const SERVER = 0.54;

const JOINS = {
  same: '═══',
  sameBelow: '═╎═',
  differs: '═╳═',
  follows: ' ╎ ',
  result: ' ╳ ',
  unknown: ' ? ',
  none: '',
};
type Join = keyof typeof JOINS;

type Columns = Readonly<Record<SideName, number>>;

const columnsIn = (width: number): Columns => {
  const server = Math.floor((width - BETWEEN) * SERVER);
  return { server, client: width - BETWEEN - server };
};

/** Returns the column at which the client's text begins. */
export const clientColumn = (width: number): number => columnsIn(width).server + BETWEEN;

export function wideRail(comparison: ComparedSides, { width, height }: Room): RailRow[] {
  const columns = columnsIn(width);
  const results = resultRows(comparison, columns);
  const most = height - 1 - results.length;
  const lines = drawnLines(comparison, most, (line) => rowsOfLine(line, false, columns).length);
  return [
    headings(comparison, columns),
    ...lines.flatMap((drawn) => {
      if (drawn.kind === 'line') return rowsOfLine(drawn.line, drawn.isBroken, columns);
      return [row(columns, { server: says(drawn.says), join: drawn.isBroken ? 'sameBelow' : 'same', client: SAME })];
    }),
    ...results,
  ];
}

const SAME = says('the same');

interface Cells {
  readonly letter?: RailRow['letter'];
  readonly number?: number | null;
  readonly server: GlyphRow;
  readonly join: Join;
  readonly client: GlyphRow;
}

function row(columns: Columns, { letter = null, number = null, server, join, client }: Cells): RailRow {
  const between = `${' '.repeat(JOIN_AT)}${JOINS[join]}`.padEnd(BETWEEN);
  const left = padded(cutGlyphs(server, columns.server), columns.server);
  return { letter, number, glyphs: [...left, ...joinGlyphs(between), ...cutGlyphs(client, columns.client)] };
}

/** Says what follows from the lines above, without its values. */
export const wideSummary = (text: string, width: number): RailRow =>
  row(columnsIn(width), { letter: RESULT_LETTER, server: says(text), join: 'follows', client: [] });

function headings(comparison: ComparedSides, columns: Columns): RailRow {
  const { says: did } = comparison;
  const heading = (name: string, rest: string) => [...says(name, 'name'), ...says(` ${rest}`)];
  const [server, client] = [heading('THE SERVER', did.server), heading('THE CLIENT', did.client)];
  const isExplained = isBrokenAt(comparison) && widthOf(client) + JOINS_IN_WORDS.length + 2 <= columns.client;
  const explained = isExplained ? joinGlyphs(JOINS_IN_WORDS.padStart(columns.client - widthOf(client))) : [];
  return row(columns, { server, join: 'none', client: [...client, ...explained] });
}

const JOINS_IN_WORDS = '╳ differs  ╎ follows';

function rowsOfLine(line: ComparedLine, isBroken: boolean, columns: Columns): RailRow[] {
  const title = line.title === '' ? [] : [row(columns, { server: says(line.title), join: 'none', client: [] })];
  const { letter, number } = line;
  const textOf = (text: string, side: SideName) => lineGlyphs(text, line, columns[side]);
  if (line.standing === 'differs') return [...title, ...differingRows(line, line.pieces, columns)];
  if (line.standing === 'same') {
    const join = isBroken ? 'sameBelow' : 'same';
    return [row(columns, { letter, number, server: textOf(line.text, 'server'), join, client: SAME })];
  }
  const other = line.standing === 'alone' ? NO_SUCH_LINE : [];
  const join = line.standing === 'alone' ? 'differs' : 'unknown';
  const sides = { server: other, client: other, [line.side]: textOf(line.text, line.side) };
  return [...title, row(columns, { letter, number, ...sides, join })];
}

type Pieces = readonly (readonly [string, string])[];

/** Draws a line that differs: without fillers if it fits, and otherwise only what is around each difference. */
function differingRows(line: ComparedLine, pieces: Pieces, columns: Columns): RailRow[] {
  const { letter, number } = line;
  const all = comparedColumns(pieces);
  const [server, client] = ([0, 1] as const).map((side) => inHue(compactLine(all, side), line)) as [GlyphRow, GlyphRow];
  if (widthOf(server) <= columns.server && widthOf(client) <= columns.client)
    return [
      row(columns, { letter, number, server, join: 'differs', client }),
      row(columns, {
        server: withLegend(marksBelow(server), [server], columns.server),
        join: 'follows',
        client: withLegend(marksBelow(client), [client], columns.client),
      }),
    ];
  const room = Math.min(columns.server, columns.client);
  return sections(all, room).flatMap(({ rows: [one, other], marks }, at) => [
    row(columns, {
      letter: at === 0 ? letter : null,
      number: at === 0 ? number : null,
      server: one,
      join: at === 0 ? 'differs' : 'follows',
      client: other,
    }),
    row(columns, { server: marks, join: 'follows', client: marks }),
  ]);
}

/** Returns one side of aligned columns, with one filler where a piece is missing as a whole. */
function compactLine(columns: ReturnType<typeof comparedColumns>, side: 0 | 1): GlyphRow {
  return columns.flatMap(({ glyphs }, at): readonly ShownGlyph[] => {
    if (!glyphs[side].some(isFiller)) return glyphs[side];
    const isMissing = !(columns[at - 1]?.differs ?? false);
    return isMissing ? glyphs[side].slice(0, 1) : [];
  });
}

const marksBelow = (glyphs: GlyphRow): string =>
  glyphs
    .map((glyph) => (glyph.meaning === 'differs' || isFiller(glyph) ? MARK : ' ').repeat(glyph.width))
    .join('')
    .trimEnd();

function resultRows(comparison: ComparedSides, columns: Columns): RailRow[] {
  const isBroken = isBrokenAt(comparison);
  return comparison.results.flatMap((result) => {
    const { by, captions, follows } = result;
    const arrow = (caption: string) => says(`↓ ${by}${caption === '' ? '' : `  ${caption}`}`);
    // The reason is worth more than what the value is to the client.
    const client = follows === '' ? arrow(captions.client) : [...arrow(''), ...says(`  ${follows}`, 'words')];
    return [
      row(columns, { server: arrow(captions.server), join: isBroken ? 'follows' : 'none', client }),
      row(columns, { letter: RESULT_LETTER, ...resultCells(result, columns) }),
    ];
  });
}

function resultCells(result: ComparedResult, columns: Columns): Pick<Cells, 'server' | 'join' | 'client'> {
  const { standing } = result;
  return {
    server: resultGlyphs(result, 'server', columns.server),
    join: standing === 'same' ? 'same' : standing === 'differs' ? 'result' : 'unknown',
    client: standing === 'same' ? SAME : resultGlyphs(result, 'client', columns.client),
  };
}
