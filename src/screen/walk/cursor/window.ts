/** Says what the window shows of the page that the keys control. */
import type { Row } from '../../../layout/block-rows.ts';
import { differingBytes } from '../../../views/bytes/two-texts.ts';
import type { PageSight } from '../../components/page/page-window.ts';
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
  };
}

/** Lists the rows of two texts in which a byte differs from the other text. Marks below them show the differences. */
const rowsWithChanges = (texts: readonly (readonly Row[])[], changed: Changed): ReadonlySet<number> =>
  new Set(
    texts.flatMap((rows) =>
      rows.flatMap(({ glyphs }, row) => (glyphs.some(({ at }) => at && isIn(changed, at)) ? [row] : [])),
    ),
  );
