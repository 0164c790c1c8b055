/** Says what the window shows of the page that the keys control. */
import { differingBytes } from '../../../views/diagnosis/two-texts.ts';
import type { PageSight } from '../../components/page/page-window.ts';
import { hiddenRows } from '../../components/page/part-window.ts';
import { rowsWithChanges } from '../drawing/pane-rows.ts';
import type { ScreenState } from '../screen-state.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';

/** Returns the number of rows of the window. */
export function pageHeight({ step, pane }: ScreenState, { regions, besideOf }: View): number {
  if (besideOf(step) === 'text') return pane === 'beside' ? regions.texts.height : regions.texts.textHeight;
  return regions.text.textHeight;
}

export function sightOf(state: ScreenState, view: View): PageSight {
  const texts = view.textsOf(state.step);
  const both = [rowsShown(state, view, 'page'), rowsShown(state, view, 'beside')];
  return {
    rows: rowsShown(state, view),
    cursor: cursorOf(state, view),
    ruled: texts ? rowsWithChanges(both, differingBytes(texts)) : new Set(),
    layout: view.regions.layout,
  };
}

/** Returns whether rows of the cursor's part are below the window. */
export const isMoreBelow = (state: ScreenState, view: View): boolean =>
  hiddenRows(sightOf(state, view), 1, pageHeight(state, view)).length > 0;
