/**
 * Draws the two panes of a screen and the rules above them: the page, and the bytes or the text that is beside or below
 * it.
 */

import { type Cursor, partOf } from './cursor.ts';
import { fillRows, listRows, padRow, rule } from './fitted-rows.ts';
import { hexRows } from './page/hex-rows.ts';
import type { Pane } from './page/page-parts.ts';
import type { CursorOnRows, WindowLine } from './page/page-window.ts';
import { drawLines, windowLines } from './page/page-window.ts';
import { GUTTER, listWidth, type Panes, type Regions, SEPARATOR } from './regions.ts';
import type { BesidePage, ScreenContent } from './screen-content.ts';
import type { ScreenRow } from './styled-glyphs.ts';
import { isIn, styleGlyphs, styleText } from './styled-glyphs.ts';

type Beside<Kind extends BesidePage['kind']> = Extract<BesidePage, { readonly kind: Kind }>;

export function panesOf({ beside }: Pick<ScreenContent, 'beside'>, { hex, alone, texts }: Regions): Panes {
  const rooms = { bytes: hex, nothing: alone, text: texts } as const;
  return rooms[beside.kind];
}

export function paneRows(content: ScreenContent, regions: Regions): ScreenRow[] {
  const { beside, list } = content;
  const panes = panesOf(content, regions);
  const page = list ? listRows(list, panes.textHeight, listWidth(panes)) : pageRows(content, regions);
  const [above, between] = rules(content, regions);
  if (beside.kind === 'nothing') return [above, ...page];
  const other = beside.kind === 'bytes' ? hexView(content, beside, regions) : textBeside(content, beside, regions);
  if (panes.placement === 'below') return [above, ...page, between, ...other];
  const width = GUTTER + panes.textWidth;
  return [above, ...page.map((row, at) => [...padRow(row, width), styleText(' │ ', 'aside'), ...(other[at] ?? [])])];
}

/** Draws the rule above the page, and the rule between the panes if one is below the other. */
function rules(content: ScreenContent, regions: Regions): readonly [above: ScreenRow, between: ScreenRow] {
  const { width } = regions;
  const { placement, textWidth } = panesOf(content, regions);
  const titles = titlesOf(content, regions);
  const isTitled = (pane: Pane) => titles[pane] !== '' && (pane === 'beside' || content.beside.kind === 'text');
  const titled = (pane: Pane, cells: number) => rule(cells, titles[pane], isTitled(pane) && content.pane === pane);
  if (placement === 'below') return [titled('page', width), titled('beside', width)];
  const half = GUTTER + textWidth + 1;
  return titles.page === ''
    ? [titled('beside', width), []]
    : [[...titled('page', half), ...titled('beside', width - half)], []];
}

/**
 * Returns the titles of the panes. The title of a page is already in the bar of stages. On a projector, the pane names
 * the part that is shown.
 */
function titlesOf(content: ScreenContent, { layout }: Regions): Readonly<Record<Pane, string>> {
  const { beside } = content;
  const part = layout === 'projector' ? partTitle(content) : '';
  if (beside.kind === 'text')
    return { ...beside.titles, page: part === '' ? beside.titles.page : `${beside.titles.page}, ${part}` };
  const shown = beside.kind === 'bytes' ? beside.shown : null;
  return { page: part, beside: shown ? `${shown.name}, ${shown.length} bytes` : '' };
}

function partTitle({ rows, cursor, list }: ScreenContent): string {
  const { part, count } = partOf(rows, cursor);
  return list || count === 1 ? '' : `part ${part + 1} of ${count}`;
}

/** Lists the visible lines of each pane, except those of the hex view. */
export function linesInSight(content: ScreenContent, regions: Regions): Readonly<Record<Pane, WindowLine[]>> {
  const { rows, cursor, beside } = content;
  const { layout } = regions;
  const panes = panesOf(content, regions);
  const page: CursorOnRows = { rows, cursor };
  const lead = beside.kind === 'text' && content.pane === 'beside' ? beside : page;
  const sight = { rows: lead.rows, cursor: lead.cursor, ruled: ruledRows(content), layout };
  return {
    page: windowLines(sight, panes.textHeight),
    beside: beside.kind === 'text' ? windowLines(sight, panes.height) : [],
  };
}

/** Lists the rows that have a ruler: the cursor's row and, for two texts, each row that differs from the other side. */
function ruledRows({ rows, cursor, beside, changed }: ScreenContent): ReadonlySet<number> {
  const texts = beside.kind === 'text' ? [{ rows, cursor }, beside] : [{ rows, cursor }];
  const ofCursors = texts.flatMap((text) => (text.rows[text.cursor.row]?.bytes ? [text.cursor.row] : []));
  if (beside.kind !== 'text') return new Set(ofCursors);
  const differing = texts.flatMap((text) =>
    text.rows.flatMap(({ glyphs }, row) => (glyphs.some(({ at }) => at && isIn(changed, at)) ? [row] : [])),
  );
  return new Set([...ofCursors, ...differing]);
}

function pageRows(content: ScreenContent, regions: Regions): ScreenRow[] {
  const nowhere = content.beside.kind === 'text' ? ' ' : '.';
  const drawn = drawLines(linesInSight(content, regions).page, content, { ...content, nowhere });
  return fillRows(drawn, panesOf(content, regions).textHeight);
}

function textBeside(content: ScreenContent, beside: Beside<'text'>, regions: Regions): ScreenRow[] {
  const { rows, cursor } = beside;
  // If the cursor is on text about both sides, nothing is marked in this pane.
  const shown = rows[cursor.row]?.stop === 'none' ? { rows, cursor: NOWHERE } : beside;
  const drawn = drawLines(linesInSight(content, regions).beside, shown, { ...content, nowhere: ' ' });
  return fillRows(drawn, regions.texts.height);
}

const NOWHERE: Cursor = { row: -1, position: null };

function hexView(content: ScreenContent, { shown }: Beside<'bytes'>, { hex }: Regions): ScreenRow[] {
  const { position } = content.cursor;
  if (!shown || !position) return fillRows([[styleText('no bytes on this line', 'aside')]], hex.height);
  const view = { value: position.value, shown, bytesInRow: hex.bytesInRow, height: hex.height };
  return hexRows(view, position).map((row) => styleGlyphs(row, { ...content, position }));
}

export const besideAt = ({ textWidth }: Panes): number => GUTTER + textWidth + SEPARATOR;
