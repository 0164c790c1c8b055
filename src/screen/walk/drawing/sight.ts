import { LEGEND } from '../../../views/map/letters.ts';
import { PREVIEW_BELOW } from '../../breaks/preview.tsx';
import { noticeRows } from '../../components/fitted-rows.ts';
import type { WindowLine } from '../../components/page/page-window.ts';
import { windowLines } from '../../components/page/page-window.ts';
import { isEdge } from '../../components/page/stored-rows.ts';
import { bottomOf, type Pane, type Regions, TOP } from '../../components/regions.ts';
import { usedRows } from '../content/whole-content.ts';
import type { WalkContent } from '../content.ts';
import { inspectorNeeds } from './inspector-rows.ts';
import { TWO_SEALS } from './two-seals.tsx';
import { TYPED_BELOW } from './typed-signature.tsx';

/** What the parts of a walk are given. */
export interface Shown {
  readonly content: WalkContent;
  /** The regions as they are drawn now. */
  readonly regions: Regions;
}

/** The most rows of a notice. */
export const MOST_NOTICE = 3;

/** Returns the number of rows between the rule below the steps and the rows above the keys. */
export function bodyHeight({ notice }: WalkContent, { width, height, form }: Regions): number {
  const bottom = notice ? noticeRows(notice, width, MOST_NOTICE).length + 1 : bottomOf(form);
  return height - TOP - bottom;
}

/**
 * Returns the regions as they are drawn now. A long notice takes rows
 * from the inspector or, in a wide window, from the end of the text.
 */
export function regionsNow(content: WalkContent, regions: Regions): Regions {
  const { texts, hex, form } = regions;
  const body = bodyHeight(content, regions);
  const text = content.typed && form === 'usual' ? withRoomBelow(regions, TYPED_BELOW) : regions.text;
  if (form !== 'wide') return { ...regions, text, inspectorHeight: body - text.height - hex.covers - 1 };
  const inspectorHeight = inspectorHeightOf(content, regions);
  const seals = sealsHeight(content, { ...regions, inspectorHeight });
  const beside = { ...hex, height: bytesHeight(content, hex, body - inspectorHeight - seals - 1) };
  const heights = texts.placement === 'beside' ? { page: body - 1, beside: body - 1 } : texts.heights;
  return { ...regions, inspectorHeight, text: { ...text, height: body }, texts: { ...texts, heights }, hex: beside };
}

/** The fewest rows of the inspector in a column of its own, so that it rarely changes its height. */
const LEAST_INSPECTOR = 11;

/** Returns the rows of the inspector in a column of its own: as many as it needs, within its part of the column. */
function inspectorHeightOf(content: WalkContent, { inspectorHeight, rightWidth }: Regions): number {
  const needed = Math.max(inspectorNeeds(content, rightWidth), LEAST_INSPECTOR);
  return Math.min(inspectorHeight, needed);
}

/** The rows of what the letters mean, with their title and an empty row before them. */
const LEGEND_ROWS = LEGEND.length + 2;

/** Returns the rows of the bytes: all of them, or fewer if what they do not need is enough for the letters. */
function bytesHeight({ beside, typed }: WalkContent, { bytesInRow }: Regions['hex'], room: number): number {
  const length = (beside.kind === 'nothing' ? null : beside.shown)?.stored.length ?? 0;
  const needed = Math.max(Math.ceil(length / bytesInRow), 1);
  return !typed && room - needed >= LEGEND_ROWS ? needed : room;
}

/** Returns whether the column beside the text says what the letters mean. `regions` is as drawn now. */
export function hasLegend(content: WalkContent, regions: Regions): boolean {
  const { inspectorHeight, hex } = regions;
  const used = inspectorHeight + sealsHeight(content, regions) + hex.height + 1;
  return bodyHeight(content, regions) - used >= LEGEND_ROWS;
}

/** Returns the room for a text above at least `rows` rows. */
const withRoomBelow = ({ text, inspectorHeight }: Regions, rows: number): Regions['text'] => ({
  ...text,
  height: text.height - Math.max(rows - inspectorHeight - 1, 0),
});

/** Returns the rows of the list that is open. Unless there is a column beside it, a preview takes rows below it. */
export function listHeight(content: WalkContent, regions: Regions): number {
  const body = bodyHeight(content, regions);
  return content.preview && regions.rightWidth === 0 ? Math.max(body - PREVIEW_BELOW, Math.ceil(body / 2)) : body;
}

/** The fewest rows of bytes that two seals leave. */
const LEAST_BYTES = 4;

/** Returns the rows that two seals take between the inspector and the bytes; 0 if there is no room, or nothing to compare. */
export function sealsHeight(content: WalkContent, regions: Regions): number {
  const room = bodyHeight(content, regions) - regions.inspectorHeight - 1;
  return content.compared && regions.rightWidth > 0 && room >= TWO_SEALS + LEAST_BYTES ? TWO_SEALS : 0;
}

/** Returns the row of the title of the picture below the text; `null` if there is no room for it now. */
export function belowAt({ below, rows, list }: WalkContent, { text }: Regions): number | null {
  const at = text.height - (below?.picture.rows.length ?? 0) - 1;
  return below && !list && at >= usedRows(rows) ? at : null;
}

/** Lists the visible lines of each pane, except those of the hex view. */
export function linesInSight(
  { sight, beside }: WalkContent,
  { text, texts, hex }: Regions,
): Readonly<Record<Pane, WindowLine[]>> {
  if (beside.kind !== 'text') return { page: windowLines(sight, text.height, hex.covers), beside: [] };
  return { page: windowLines(sight, texts.heights.page), beside: windowLines(sight, texts.heights.beside) };
}

/**
 * Says how many lines of the page follow below the window: the longest text first, then shorter ones for less room.
 * Returns nothing if no lines follow, or if all of them are hidden.
 */
export function linesBelow(content: WalkContent, regions: Regions): readonly string[] {
  const { rows, beside, list, whole } = content;
  if (beside.kind === 'text' || list || whole || regions.rightWidth > 0) return [];
  const last = linesInSight(content, regions).page.findLast(({ row }) => row >= 0)?.row ?? rows.length;
  const below = rows.slice(last + 1).filter(({ glyphs }) => glyphs.length > 0);
  if (below.length === 0) return [];
  // More bytes than the page has rows for follow at an edge.
  if (below.some(isEdge)) return ['↓ more lines', '↓ more'];
  const more = `↓ ${below.length} more`;
  return [`${more} ${below.length === 1 ? 'line' : 'lines'}`, more, `↓ ${below.length}`];
}
