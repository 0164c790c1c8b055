/** Says what the window shows of the page that the keys control, and moves through its parts on a projector. */
import type { Row } from '../../../layout/block-rows.ts';
import { differingBytes } from '../../../views/bytes/two-texts.ts';
import {
  type Cursor,
  columnInRow,
  cursorOn,
  firstOfPart,
  moveByStops,
  partOf,
  stopsOf,
} from '../../components/page/cursor.ts';
import { type PageSight, windowLines } from '../../components/page/page-window.ts';
import { type Changed, isIn } from '../../components/styled-glyphs.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';
import type { WalkState } from '../walk-state.ts';

/** Returns the number of rows of the window in the pane that the keys control. */
export function pageHeight({ step, pane }: WalkState, { regions, besideOf }: View): number {
  return besideOf(step) === 'text' ? regions.texts.heights[pane] : regions.text.height;
}

export function sightOf(state: WalkState, view: View): PageSight {
  const texts = view.textsOf(state.step);
  const both = [rowsShown(state, view, 'page'), rowsShown(state, view, 'beside')];
  return {
    rows: rowsShown(state, view),
    cursor: cursorOf(state, view),
    ruled: texts ? rowsWithChanges(both, differingBytes(texts)) : new Set(),
    layout: view.regions.layout,
  };
}

/** Lists the rows of two texts in which a byte differs from the other text. Marks below them show the differences. */
const rowsWithChanges = (texts: readonly (readonly Row[])[], changed: Changed): ReadonlySet<number> =>
  new Set(
    texts.flatMap((rows) =>
      rows.flatMap(({ glyphs }, row) => (glyphs.some(({ at }) => at && isIn(changed, at)) ? [row] : [])),
    ),
  );

/** Returns whether rows of the cursor's part are below the window. */
export const isMoreBelow = (state: WalkState, view: View): boolean =>
  hiddenRows(sightOf(state, view), 1, pageHeight(state, view)).length > 0;

/** Returns the indexes of the rows that a window of `height` rows shows. */
const rowsSeen = (sight: PageSight, height: number): number[] =>
  windowLines(sight, height).flatMap(({ row, kind }) => (kind === 'row' ? [row] : []));

/** Lists the rows with text of the cursor's part that are above the window (`by` is -1) or below it (`by` is 1). */
function hiddenRows(sight: PageSight, by: 1 | -1, height: number): number[] {
  const { rows, cursor } = sight;
  const { part } = partOf(rows, cursor);
  const seen = rowsSeen(sight, height);
  const [first, last] = [seen[0] ?? cursor.row, seen.at(-1) ?? cursor.row];
  const isHidden = ({ section, glyphs }: Row, row: number) =>
    section === part && glyphs.length > 0 && (by === 1 ? row > last : row < first);
  return rows.flatMap((row, index) => (isHidden(row, index) ? [index] : []));
}

/**
 * Scrolls to the rows of the part that are not in the window. If there are none, moves to the next part or, if `by` is
 * -1, to the previous part. At the last part, moves to its last stop; at the first part, to its first stop.
 */
export function moveByPart(sight: PageSight, by: 1 | -1, height: number): Cursor {
  const { rows, cursor } = sight;
  const { part, count } = partOf(rows, cursor);
  const hidden = hiddenRows(sight, by, height).at(by === 1 ? 0 : -1);
  if (hidden !== undefined) return scrollTo(sight, by, hidden, height);
  const next = part + by;
  if (next >= 0 && next < count) return firstOfPart(rows, next);
  const own = stopsOf(rows).filter((row) => rows[row]?.section === part);
  return cursorOn(rows, own.at(by === 1 ? -1 : 0) ?? cursor.row, columnInRow(rows, cursor));
}

/** Goes as far as the window can scroll while it still shows the row `hidden`. */
function scrollTo(sight: PageSight, by: 1 | -1, hidden: number, height: number): Cursor {
  const { rows, cursor } = sight;
  const { part } = partOf(rows, cursor);
  let [best, farthest]: [Cursor | null, number] = [null, Number.NEGATIVE_INFINITY];
  const stops = stopsOf(rows).filter((row) => rows[row]?.section === part && (row - cursor.row) * by > 0);
  for (const stop of by === 1 ? stops : stops.toReversed()) {
    const there = cursorOn(rows, stop, columnInRow(rows, cursor));
    const seen = rowsSeen({ ...sight, cursor: there }, height);
    const top = (seen[0] ?? 0) * by;
    if (!seen.includes(hidden) || top <= farthest) continue;
    [best, farthest] = [there, top];
  }
  return best ?? moveByStops(rows, cursor, by);
}
