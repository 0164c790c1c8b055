/**
 * Carries out keys while the map has the place of the page. The keys that move choose the byte whose path the map
 * draws. A key that would change only the hidden page says so and changes nothing.
 */
import type { KeyAction } from '../../../app/keys/key-binding.ts';
import { wayMap } from '../../../views/map/way-map.ts';
import type { Cursor } from '../drawing/cursor.ts';
import type { ScreenState } from '../screen-state.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';

/** The keys that move the cursor of the page and, on the map, choose another path. */
const CHOOSES: ReadonlySet<KeyAction> = new Set([
  ...['line-down', 'line-up', 'first-line', 'last-line', 'byte-right', 'byte-left', 'next-span', 'previous-span'],
] as const);

/** The keys that would change only the hidden page. */
const HIDDEN: ReadonlySet<KeyAction> = new Set(['page-down', 'page-up', 'hex', 'next-pane'] as const);

/** The keys that need the page and therefore close the map. */
const NEEDS_PAGE: ReadonlySet<KeyAction> = new Set(['search', 'next-match', 'previous-match', 'offset'] as const);

/** Returns whether nothing shows the byte under the cursor except the map. In a wide window, its bytes are beside the map. */
const hasPageHidden = ({ isMapOpen }: ScreenState, { regions }: View): boolean => isMapOpen && regions.rightWidth === 0;

/** Returns whether a key has a meaning on the map. */
export const isOnMap = (action: KeyAction, state: ScreenState, view: View): boolean =>
  !hasPageHidden(state, view) || !(HIDDEN.has(action) || NEEDS_PAGE.has(action));

/** Closes the map before a key that needs the page. */
export const forAction = (state: ScreenState, action: KeyAction): ScreenState =>
  state.isMapOpen && NEEDS_PAGE.has(action) ? { ...state, isMapOpen: false } : state;

/** The most moves that look for another path: a line of a canonical request is seldom longer. */
const MOST_MOVES = 2000;

const WHOLE = 'The map shows all of the signature; m goes back to the page.';
const NO_OTHER = 'No other path follows in this direction; m goes back to the page.';

/**
 * Returns the state after a key on the map. `move` carries out the key on the page. Returns `null` if the key has its
 * usual meaning.
 */
export function moveOnMap(
  state: ScreenState,
  action: KeyAction,
  view: View,
  move: (state: ScreenState) => ScreenState,
): ScreenState | null {
  if (!hasPageHidden(state, view)) return null;
  if (HIDDEN.has(action)) return { ...state, notice: WHOLE };
  return CHOOSES.has(action) ? toOtherPath(state, view, move) : null;
}

function toOtherPath(state: ScreenState, view: View, move: (state: ScreenState) => ScreenState): ScreenState {
  const none = { ...state, notice: NO_OTHER };
  const [before, part] = [pathOf(state, view), sectionOf(state, view)];
  let [now, moves] = [state, 0];
  while (moves < MOST_MOVES) {
    const next = move(now);
    const isStill = isSame(cursorOf(next, view), cursorOf(now, view)) || sectionOf(next, view) !== part;
    if (isStill) return none;
    if (cursorOf(next, view).position !== null && pathOf(next, view) !== before) return next;
    [now, moves] = [next, moves + 1];
  }
  return none;
}

const isSame = (one: Cursor, other: Cursor): boolean =>
  one.row === other.row && one.position?.byte === other.position?.byte;

const sectionOf = (state: ScreenState, view: View) => rowsShown(state, view)[cursorOf(state, view).row]?.section;

/** Identifies the path that the map draws for the byte under the cursor. */
function pathOf(state: ScreenState, view: View): string {
  const map = wayMap(view.facts.trace, view.places, cursorOf(state, view).position);
  return JSON.stringify([map?.of, map?.canonical, map?.toSign, map?.keys.map(({ isOnWay }) => isOnWay)]);
}
