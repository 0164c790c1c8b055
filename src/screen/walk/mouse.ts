/** Finds what is under the mouse, and scrolls it or moves the cursor to it. */
import { cursorOn, moveByRows } from '../components/page/cursor.ts';
import type { MouseEvent } from '../input/input-event.ts';
import { contentOf } from './content.ts';
import { withCursor } from './cursor/following.ts';
import { inWindow, move, onByte, toStage } from './cursor/moving.ts';
import { hitAt } from './drawing/hit.ts';
import { cursorOf, cursorOnRow, rowsShown, type View } from './view.ts';
import { isInWhole, type WalkState } from './walk-state.ts';

/** The number of rows that a turn of the wheel scrolls. */
const WHEEL = 3;

/**
 * Scrolls the pane or the list under the mouse. The cursor moves along with the scrolling, because it must always be
 * visible.
 */
export function scroll(state: WalkState, { button }: MouseEvent, view: View): WalkState {
  const by = button === 'wheel-down' ? WHEEL : -WHEEL;
  const { open } = state;
  if (open && 'index' in open) {
    const last = contentOf(state, view).list?.items.length ?? 1;
    return { ...state, open: { ...open, index: Math.max(0, Math.min(open.index + by, last - 1)) } };
  }
  if (open !== null) return state;
  if (isInWhole(state)) return move(state, { action: by > 0 ? 'line-down' : 'line-up', key: '' }, view);
  const rows = rowsShown(state, view);
  const cursor = cursorOf(state, view);
  return withCursor(state, inWindow(rows, cursor, moveByRows(rows, cursor, by)));
}

type Clicked =
  | { readonly kind: 'state'; readonly state: WalkState }
  /** A click on a hint has the effect of the key that it names. */
  | { readonly kind: 'key'; readonly key: string };

/** Moves the cursor to the place where the user clicked. A click on an item of a list selects the item. */
export function click(state: WalkState, event: MouseEvent, view: View): Clicked {
  const stays = { kind: 'state', state } as const;
  const hit = hitAt(contentOf(state, view), view.regions, event);
  switch (hit?.kind) {
    case 'stage':
      return { kind: 'state', state: toStage({ ...state, open: null }, hit.step - 1, view) };
    case 'line':
      return { kind: 'state', state: withCursor(state, cursorOnRow(state, hit.index, view)) };
    case 'key':
      return { kind: 'key', key: KEY_OF_HINT[hit.shown] ?? hit.shown };
    case 'item':
      return state.open && 'index' in state.open
        ? { kind: 'state', state: { ...state, open: { ...state.open, index: hit.index } } }
        : stays;
    case 'byte': {
      const there = withCursor(state, onByte(state, { value: hit.at.value, byte: hit.at.start }, view));
      return { kind: 'state', state: { ...there, pane: 'beside' } };
    }
    case 'row': {
      const cursor = cursorOn(rowsShown(state, view, hit.pane), hit.row, 0);
      const position = hit.at ? { value: hit.at.value, byte: hit.at.start } : cursor.position;
      return { kind: 'state', state: { ...withCursor(state, { ...cursor, position }), pane: hit.pane } };
    }
    default:
      return stays;
  }
}

/** The keys that the row of keys shows as another character. */
const KEY_OF_HINT: Readonly<Record<string, string>> = {
  '↵': 'return',
  '↑↓': 'down',
  '←→': 'right',
  esc: 'escape',
  space: ' ',
};
