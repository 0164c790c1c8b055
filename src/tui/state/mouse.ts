/** What the mouse does: a click puts the cursor there, the wheel moves it. */

import { cursorOn } from '../../render/screen/cursor.ts';
import { hitAt } from '../../render/screen/hit.ts';
import type { MouseEvent } from '../input/input-event.ts';
import { contentOf } from './content.ts';
import { onByte, withCursor } from './moving.ts';
import type { ScreenState } from './screen-state.ts';
import { rowsShown, type View } from './view.ts';

/** The keys that an event is as good as; none for one that is no move of the wheel. */
export function keysOfWheel({ button, action }: MouseEvent): readonly string[] {
  if (action !== 'press') return [];
  if (button === 'wheel-down') return ['down', 'down', 'down'];
  return button === 'wheel-up' ? ['up', 'up', 'up'] : [];
}

/** Where a click leads; on an item of a list it chooses that, for `return` to take. */
export function clicked(state: ScreenState, event: MouseEvent, view: View): ScreenState {
  if (event.button !== 'left' || event.action !== 'press') return state;
  const hit = hitAt(contentOf(state, view), view.regions, event);
  switch (hit?.kind) {
    case 'stage':
      return { ...state, step: hit.step, open: null };
    case 'item':
      return state.open && 'index' in state.open ? { ...state, open: { ...state.open, index: hit.index } } : state;
    case 'byte':
      return { ...withCursor(state, onByte(state, { value: hit.at.value, byte: hit.at.start }, view)), pane: 'beside' };
    case 'row': {
      const cursor = cursorOn(rowsShown(state, view, hit.pane), hit.row, 0);
      const position = hit.at ? { value: hit.at.value, byte: hit.at.start } : cursor.position;
      return { ...withCursor(state, { ...cursor, position }), pane: hit.pane };
    }
    default:
      return state;
  }
}
