/**
 * Carries out keys while the whole signature has the place of a step. Its cursor is on a line; the step that shows the
 * line in full, and the cursor there, follow it, so that every other key acts on the same byte.
 */
import type { KeyAction } from '../../../app/keys/keys.ts';
import { sharedRow } from '../../../layout/whole/picture.ts';
import type { Position } from '../../../trace/provenance.ts';
import { isPlace } from '../../../views/map/place.ts';
import { onlyTag, tagsIn } from '../../../views/map/tags.ts';
import type { WholeLine } from '../../../views/whole/whole.ts';
import { cursorAt, cursorOnDescription } from '../drawing/cursor.ts';
import { pictureRoom } from '../drawing/picture-room.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';
import type { WalkState } from '../walk-state.ts';
import { toPosition, withCursor } from './following.ts';

/** Returns whether the whole signature is shown. A window that is too small for it shows the step. */
export const isWholeShown = ({ whole }: WalkState, view: View): boolean => whole !== null && view.whole() !== null;

/** Opens the whole signature on the line of the cursor, or goes back to the step. */
export const toggleWhole = (state: WalkState, view: View): WalkState =>
  isWholeShown(state, view) ? { ...state, whole: null } : showWhole(state, view);

/** Opens the whole signature on the line of the cursor, unless it is shown. */
export function showWhole(state: WalkState, view: View): WalkState {
  if (isWholeShown(state, view)) return state;
  const lines = view.whole()?.lines;
  if (!lines) return { ...state, notice: whyNoWhole(view) };
  const { position } = cursorOf(state, view);
  const here = lines.findIndex(({ range }) => position !== null && contains(range, position));
  return here < 0 ? openWhole(state, view) : { ...state, whole: { line: here, before: state.cursors } };
}

/** Says why the whole signature cannot be shown. */
export function whyNoWhole({ regions: { form, layout } }: View): string {
  if (layout === 'projector') return ON_PROJECTOR;
  return form === 'narrow' ? TOO_SMALL : NO_WHOLE;
}

const ON_PROJECTOR = 'The letters for a projector are too large for the picture; leave out --projector to see it.';
const TOO_SMALL = 'The picture of the whole signature needs 80 columns and 24 rows.';
const NO_WHOLE = 'There is no picture of this signature.';

/** Opens the whole signature on the last header that somebody gave; without such headers, on its first line. */
export function openWhole(state: WalkState, view: View): WalkState {
  const whole = view.whole();
  if (!whole) return state;
  const isHeader = ({ range }: WholeLine) => {
    const tag = onlyTag(tagsIn(view.places, range));
    return tag !== null && isPlace(tag) && tag.letter.startsWith('N') && tag.input !== BODY_LENGTH;
  };
  const asked = whole.whole.parts.find(({ name }) => name === 'asked')?.lines ?? [];
  return toLine(state, Math.max(asked.findLastIndex(isHeader), 0), view);
}

/** The input that a program computes for the header Content-Length. */
const BODY_LENGTH = 'content-length';

/** Returns the state after a key that moves; `null` if the key has its usual meaning. */
export function moveInWhole(state: WalkState, action: KeyAction, view: View): WalkState | null {
  const { whole } = state;
  const shown = view.whole();
  if (whole === null || !shown) return null;
  const last = shown.lines.length - 1;
  const to = (line: number) => toLine(state, Math.max(0, Math.min(line, last)), view);
  const row = rowOf(whole.line, view);
  switch (action) {
    case 'line-down':
      return to((row.at(-1) ?? 0) + 1);
    case 'line-up':
      return to(rowOf((row[0] ?? 0) - 1, view)[0] ?? 0);
    case 'byte-right':
    case 'byte-left': {
      const next = whole.line + (action === 'byte-right' ? 1 : -1);
      return row.includes(next) ? to(next) : { ...state, notice: row.length > 1 ? ROW_ENDS : IN_STEPS };
    }
    case 'page-down':
      return to(whole.line + PAGE);
    case 'page-up':
      return to(whole.line - PAGE);
    case 'first-line':
      return to(0);
    case 'last-line':
      return to(last);
    case 'next-stage':
      return { ...leaveWhole(state), step: 0 };
    case 'previous-stage':
      return state;
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
export const isInSharedRow = ({ whole }: WalkState, view: View): boolean =>
  whole !== null && rowOf(whole.line, view).length > 1;

/** The keys that act on what only a step shows. */
const NEEDS_STEP: ReadonlySet<KeyAction> = new Set(['hex', 'next-pane', 'next-span', 'previous-span'] as const);
const IN_STEPS = 'Enter goes into the line first; its step shows the bytes.';

/** Returns whether a key has a meaning while the whole signature is shown. */
export const isOnWhole = (action: KeyAction, state: WalkState, view: View): boolean =>
  !isWholeShown(state, view) || !(NEEDS_STEP.has(action) || action === 'previous-stage');

/** Goes to a line, and in the steps to the byte that it is about. */
export function toLine(state: WalkState, index: number, view: View): WalkState {
  const whole = view.whole();
  const line = whole?.lines[index];
  if (!whole || !line) return state;
  const moved = { ...state, whole: { line: index, before: (state.whole ?? { before: state.cursors }).before } };
  const stage = whole.whole.parts.find(({ lines }) => lines.includes(line))?.stage;
  const step = view.facts.trace.stages.findIndex(({ id }) => id === stage);
  const position = firstOfMost(line, view);
  const there = step < 0 ? null : inStep({ ...moved, step, pane: 'page' }, position, view);
  const found = there ?? toPosition(moved, position, view);
  return found ? { ...found, trail: state.trail } : moved;
}

function inStep(state: WalkState, position: Position, view: View): WalkState | null {
  const rows = view.rowsOf(state.step, 'page', state.windows);
  const cursor = cursorAt(rows, position) ?? cursorOnDescription(rows, position.value);
  return cursor && withCursor(state, cursor);
}

/** Returns the first byte of the first input in a line, or of the line. */
function firstOfMost({ range }: WholeLine, { places }: View): Position {
  const runs = places.runsOf(range.value).filter(({ start, end }) => start < range.end && end > range.start);
  const run = runs.find((one) => isPlace(one.tag));
  return { value: range.value, byte: Math.max(run?.start ?? 0, range.start) };
}

/**
 * Puts the whole signature on the line of the input that is edited, whose bytes an edit moves. If no line shows it, goes
 * to the step.
 */
export function settleWhole(state: WalkState, view: View): WalkState {
  const shown = view.whole();
  if (state.whole === null || !shown) return state;
  const { position, row } = cursorOf(state, view);
  const described = rowsShown(state, view)[row]?.describes;
  const isHere = ({ range }: WholeLine) => (position ? contains(range, position) : range.value === described);
  const now = shown.lines[state.whole.line];
  if (now && isHere(now)) return state;
  if (state.open?.kind !== 'edit') return toLine(state, Math.min(state.whole.line, shown.lines.length - 1), view);
  // A key has no room for what is typed.
  const inTexts = shown.whole.parts.flatMap(({ name, lines }) => (name === 'key' ? [] : lines));
  const line = inTexts.find(isHere);
  return { ...state, whole: line ? { ...state.whole, line: shown.lines.indexOf(line) } : null };
}

/** Forgets the cursors of the steps before the whole signature was opened, because their rows are others now. */
export const onNewRows = (state: WalkState): WalkState =>
  state.whole === null ? state : { ...state, whole: { ...state.whole, before: state.cursors.map(() => null) } };

/** Goes to the steps as they were. */
export const leaveWhole = (state: WalkState): WalkState =>
  state.whole === null ? state : { ...state, cursors: state.whole.before, whole: null };

/** Shows the step before a key that needs it. */
export const forAction = (state: WalkState, action: KeyAction): WalkState =>
  CLOSES.has(action) ? leaveWhole(state) : state;

const CLOSES: ReadonlySet<KeyAction> = new Set(['search', 'next-match', 'previous-match', 'offset'] as const);

const contains = ({ value, start, end }: WholeLine['range'], at: Position): boolean =>
  value === at.value && start <= at.byte && at.byte < end;
