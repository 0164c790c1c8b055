/** Draws the text panes of a screen and the hex view of the value under the cursor. */

import type { Row } from '../../../layout/block-rows.ts';
import { fillRows, padRow } from '../../components/fitted-rows.ts';
import { GUTTER } from '../../components/frame/gutter.ts';
import { type RuleTitle, ruleTitle } from '../../components/frame/rules.ts';
import { hexRows } from '../../components/page/hex-rows.ts';
import type { Pane } from '../../components/page/page-parts.ts';
import type { CursorOnRows } from '../../components/page/page-window.ts';
import { drawLines, windowLines } from '../../components/page/page-window.ts';
import type { WindowLine } from '../../components/page/projected.ts';
import { isEdge } from '../../components/page/stored-rows.ts';
import { type Panes, type Regions, SEPARATOR } from '../../components/regions.ts';
import type { ScreenRow } from '../../components/styled-glyphs.ts';
import { isIn, styleGlyphs, styleText } from '../../components/styled-glyphs.ts';
import { NOWHERE, partOf } from './cursor.ts';
import type { BesidePage, ScreenContent } from './screen-content.ts';

type Beside<Kind extends BesidePage['kind']> = Extract<BesidePage, { readonly kind: Kind }>;

export const panesOf = ({ beside }: Pick<ScreenContent, 'beside'>, { text, texts }: Regions): Panes =>
  beside.kind === 'text' ? texts : text;

/** Draws two texts, side by side or one below the other. Each text is below its own title. */
export function textsRows(content: ScreenContent, regions: Regions): ScreenRow[] {
  const { beside } = content;
  if (beside.kind !== 'text') return [];
  const { leftWidth, texts } = regions;
  const server = pageRows(content, regions).slice(0, texts.textHeight);
  const client = textBeside(content, beside, regions).slice(0, texts.height);
  if (texts.placement === 'below') {
    const title = (pane: Pane) => ruleTitle(leftWidth, paneTitle(content, beside, pane));
    return [title('page'), ...fillRows(server, texts.textHeight), title('beside'), ...client];
  }
  const width = GUTTER + texts.textWidth;
  const title = (pane: Pane, cells: number) => ruleTitle(cells, paneTitle(content, beside, pane));
  const rows = fillRows(server, texts.textHeight);
  return [
    [...title('page', width + 1), styleText('┬', 'aside'), ...title('beside', width + 1)],
    ...rows.map((row, at) => [...padRow(row, width), styleText(' │ ', 'aside'), ...(client[at] ?? [])]),
  ];
}

const paneTitle = ({ pane }: ScreenContent, { titles }: Beside<'text'>, of: Pane): RuleTitle => ({
  left: [{ text: titles[of], meaning: 'name' }],
  isFocused: pane === of,
});

/** The cells of a rule around its two titles and the mark of the focus. */
const AROUND_TITLES = 11;

/**
 * Returns the title of the hex view: the name of the value and its length. In a narrow pane, the name is shortened, so
 * that the length is shown.
 */
export function hexTitle(content: ScreenContent, width: number): RuleTitle {
  const { beside, pane } = content;
  const shown = beside.kind === 'nothing' ? null : beside.shown;
  const count = shown ? `${shown.length} bytes` : '';
  const whole = shown ? `Bytes of ${shown.name}` : 'Bytes';
  const isTight = shown !== null && whole.length + count.length + AROUND_TITLES > width;
  return {
    left: [{ text: isTight ? shown.name : whole, meaning: 'name' }],
    right: shown ? [count, String(shown.length)] : [],
    isFocused: beside.kind === 'bytes' && pane === 'beside',
  };
}

/**
 * Returns the name of the part that a projector shows, or of the map in its place. Returns an empty string if the page
 * has only one part.
 */
export function partTitle({ rows, cursor, list, map }: ScreenContent): string {
  const { part, count } = partOf(rows, cursor);
  if (map?.isWhole && !list) return 'map';
  return list || count === 1 ? '' : `part ${part + 1} of ${count}`;
}

/** Lists the visible lines of each pane, except those of the hex view. */
export function linesInSight(content: ScreenContent, regions: Regions): Readonly<Record<Pane, WindowLine[]>> {
  const { rows, cursor, beside } = content;
  const { layout, hex } = regions;
  const panes = panesOf(content, regions);
  const page: CursorOnRows = { rows, cursor };
  const lead = beside.kind === 'text' && content.pane === 'beside' ? beside : page;
  const sight = { rows: lead.rows, cursor: lead.cursor, ruled: ruledRows(content), layout };
  return {
    page: windowLines(sight, panes.textHeight, beside.kind === 'text' ? 0 : hex.covers),
    beside: beside.kind === 'text' ? windowLines(sight, panes.height) : [],
  };
}

/**
 * Says how many lines of the page follow below the window: the longest text first, then shorter ones for less room.
 * Returns nothing if no lines follow, or if all of them are hidden.
 */
export function linesBelow(content: ScreenContent, regions: Regions): readonly string[] {
  const { rows, cursor, beside, list, map } = content;
  if (beside.kind === 'text' || list || map?.isWhole) return [];
  const last = linesInSight(content, regions).page.findLast(({ row }) => row >= 0)?.row ?? rows.length;
  // On a projector, the rows of the other parts are on screens of their own.
  const section = regions.layout === 'projector' ? rows[cursor.row]?.section : null;
  const isBelow = (row: Row) => row.glyphs.length > 0 && (section === null || row.section === section);
  const below = rows.slice(last + 1).filter(isBelow);
  if (below.length === 0) return [];
  // More bytes than the page has rows for follow at an edge.
  if (below.some(isEdge)) return ['↓ more lines', '↓ more'];
  const more = `↓ ${below.length} more`;
  return [`${more} ${below.length === 1 ? 'line' : 'lines'}`, more, `↓ ${below.length}`];
}

/** Lists the rows that differ from the other text. Marks below these rows show the differences. */
function ruledRows({ rows, beside, changed }: ScreenContent): ReadonlySet<number> {
  return beside.kind === 'text' ? rowsWithChanges([rows, beside.rows], changed) : new Set();
}

/** Lists the rows of two texts that are side by side, in which a byte differs from the other text. */
export const rowsWithChanges = (
  texts: readonly (readonly Row[])[],
  changed: ScreenContent['changed'],
): ReadonlySet<number> =>
  new Set(
    texts.flatMap((rows) =>
      rows.flatMap(({ glyphs }, row) => (glyphs.some(({ at }) => at && isIn(changed, at)) ? [row] : [])),
    ),
  );

export function pageRows(content: ScreenContent, regions: Regions): ScreenRow[] {
  const { textWidth, textHeight } = panesOf(content, regions);
  const look = { ...content, width: GUTTER + textWidth };
  return fillRows(drawLines(linesInSight(content, regions).page, content, look), textHeight);
}

function textBeside(content: ScreenContent, beside: Beside<'text'>, regions: Regions): ScreenRow[] {
  const { rows, cursor } = beside;
  // If the cursor is on text about both sides, nothing is marked in this pane.
  const shown = rows[cursor.row]?.stop === 'none' ? { rows, cursor: NOWHERE } : beside;
  const look = { ...content, width: GUTTER + regions.texts.textWidth };
  const drawn = drawLines(linesInSight(content, regions).beside, shown, look);
  return fillRows(drawn, regions.texts.height);
}

export function hexView(content: ScreenContent, { hex }: Regions): ScreenRow[] {
  const { beside, cursor, pane } = content;
  const shown = beside.kind === 'nothing' ? null : beside.shown;
  const { position } = beside.kind === 'text' && pane === 'beside' ? beside.cursor : cursor;
  if (!shown || !position) return fillRows([[styleText(' no bytes on this line', 'aside')]], hex.height);
  return hexRows({ value: position.value, shown, ...hex }, position).map((row) =>
    styleGlyphs(row, { ...content, position }),
  );
}

/** The column where the text beside the page begins. */
export const besideAt = ({ textWidth }: Panes): number => GUTTER + textWidth + SEPARATOR;
