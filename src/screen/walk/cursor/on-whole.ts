/** Carries out keys in the picture of the whole signature. Its cursor is its own: each of its rows is a line. */
import type { KeyAction } from '../../../app/keys/keys.ts';
import { sharedRow } from '../../../layout/whole/picture.ts';
import type { Whole } from '../../../views/whole/whole.ts';
import { cursorAt, cursorOnDescription } from '../../components/page/cursor.ts';
import { cursorOf, cursorOnRow, type View } from '../view.ts';
import { isInWhole, type Spot, type WalkState, WHOLE } from '../walk-state.ts';
import { toPosition, withCursor } from './following.ts';
import { pictureRoom } from './picture-rows.ts';

/** A key, with the action that it has here. */
export interface Pressed {
  readonly action: KeyAction;
  readonly key: string;
}

/** Goes into the step of the line under the cursor or, from a step, to the line of the byte under the cursor. */
export function toggleWhole(state: WalkState, view: View): WalkState {
  if (isInWhole(state)) return intoStep(state, view);
  const { position } = cursorOf(state, view);
  const line = position === null ? null : cursorAt(view.rowsOf(WHOLE), position);
  const there = toWhole(state, view);
  return line && isInWhole(there) ? withCursor(there, cursorOnRow(there, line.row, view)) : there;
}

/** Shows the whole signature as it was left. */
export const toWhole = (state: WalkState, view: View): WalkState =>
  view.whole() ? { ...state, step: WHOLE } : { ...state, notice: whyNoWhole(view) };

/** Says why the whole signature cannot be shown. */
export const whyNoWhole = ({ regions: { form } }: View): string => (form === 'narrow' ? TOO_SMALL : NO_WHOLE);

const TOO_SMALL = 'The picture of the whole signature needs 80 columns and 24 rows.';
const NO_WHOLE = 'There is no picture of this signature.';

/** Shows the first step in a window that has become too small for the whole signature, and leaves a step as it is. */
export const inRoom = (state: WalkState, view: View): WalkState =>
  isInWhole(state) && view.whole() === null ? { ...state, step: 0 } : state;

/** Returns the state after a key that moves; `null` if the key has its usual meaning. */
export function moveInWhole(state: WalkState, { action, key }: Pressed, view: View): WalkState | null {
  const shown = view.whole();
  if (!isInWhole(state) || !shown) return null;
  const { row } = cursorOf(state, view);
  const last = shown.rows.length - 1;
  const to = (line: number) => withCursor(state, cursorOnRow(state, Math.max(0, Math.min(line, last)), view));
  const shared = rowOf(row, view);
  switch (action) {
    case 'line-down':
      return to((shared.at(-1) ?? 0) + 1);
    case 'line-up':
      return to(rowOf((shared[0] ?? 0) - 1, view)[0] ?? 0);
    case 'byte-right':
    case 'byte-left': {
      const next = row + (action === 'byte-right' ? 1 : -1);
      return shared.includes(next) ? to(next) : { ...state, notice: shared.length > 1 ? ROW_ENDS : IN_STEPS };
    }
    case 'next-pane':
      return to(startOfPart(shown.whole, row, key === 'tab' ? 1 : -1));
    case 'page-down':
      return to(row + PAGE);
    case 'page-up':
      return to(row - PAGE);
    case 'first-line':
      return to(0);
    case 'last-line':
      return to(last);
    default:
      return NEEDS_STEP.has(action) ? { ...state, notice: IN_STEPS } : null;
  }
}

const PAGE = 8;
const ROW_ENDS = 'The row ends here.';

/** Returns the lines that share a row with a line, which `h` and `l` go through. */
function rowOf(line: number, view: View): readonly number[] {
  const shown = view.whole();
  return shown ? sharedRow(shown.whole, line, pictureRoom(view.regions)) : [line];
}

/** Returns whether the line under the cursor shares its row with others. */
export const isInSharedRow = (state: WalkState, view: View): boolean =>
  isInWhole(state) && rowOf(cursorOf(state, view).row, view).length > 1;

/** Returns the first line of the next part that has lines, or of the one before; after the last comes the first. */
function startOfPart({ parts }: Whole, line: number, by: 1 | -1): number {
  const filled = parts.filter(({ lines }) => lines.length > 0);
  const starts = filled.map((_, at) => filled.slice(0, at).reduce((sum, { lines }) => sum + lines.length, 0));
  const here = starts.findLastIndex((start) => start <= line);
  return starts.at((here + by) % starts.length) ?? 0;
}

/** The keys that act on what only a step shows. */
const NEEDS_STEP: ReadonlySet<KeyAction> = new Set(['hex', 'next-span', 'previous-span'] as const);
const IN_STEPS = 'Enter goes into the line first; its step shows the bytes.';

/** Returns whether a key has a meaning in the picture, if that is shown. */
export const hasMeaning = (action: KeyAction, state: WalkState): boolean =>
  !isInWhole(state) || !(NEEDS_STEP.has(action) || action === 'previous-stage');

/** Goes from the whole signature into the step that shows its line. */
export function intoStep(state: WalkState, view: View): WalkState {
  const spot = spotOfLine(state, view);
  const { position } = cursorOf(state, view);
  if (spot) return withCursor({ ...state, step: spot.step, pane: 'page' }, spot.cursor);
  const there = position && toPosition({ ...state, step: 0 }, position, view);
  return there ? { ...there, trail: state.trail } : { ...state, step: 0 };
}

/** Returns where its step shows the line under the cursor of the whole signature; `null` if the step does not show it. */
export function spotOfLine(state: WalkState, view: View): Pick<Spot, 'step' | 'cursor'> | null {
  const shown = view.whole();
  const { row, position } = cursorOf(state, view);
  const line = shown?.lines[row];
  if (!shown || !line) return null;
  const stage = shown.whole.parts.find(({ lines }) => lines.includes(line))?.stage;
  const step = view.facts.trace.stages.findIndex(({ id }) => id === stage);
  if (step < 0) return null;
  const rows = view.rowsOf(step, 'page', state.windows);
  const cursor = (position && cursorAt(rows, position)) ?? cursorOnDescription(rows, line.range.value);
  return cursor && { step, cursor };
}
