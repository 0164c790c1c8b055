/** Editing in place: what is typed becomes the inputs, which are signed anew with every key. */

import type { EditedId, WalkInputs } from '../../../app/editing/walk-inputs.ts';
import { textOfInput } from '../../../app/editing/walk-inputs.ts';
import type { EditedWalk } from '../../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../../bytes/problem.ts';
import { tagAt } from '../../../pages/bytes/byte-card.ts';
import { isPlace, type Place } from '../../../pages/places.ts';
import { endStep, type History, push, redo, undo } from '../../../trace/history.ts';
import { type Editing, type Open, type ScreenState, walkMode } from '../screen-state.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';
import { inputIds, inputOfPlace, isFixed, withInput } from './inputs.ts';
import { onOpenInput } from './on-input.ts';
import { fieldOf, type TextField } from './text-field.ts';

/** A state, and the inputs that a walk is to be made of; `null` where nothing is to be made. */
export interface Edited {
  readonly state: ScreenState;
  readonly inputs: WalkInputs | null;
}

const FROZEN = 'The signature is as it came, and is never made anew: nothing is edited here.';
const OF_LESSON = 'In a lesson the inputs stay as they are: "sigv4 walk" lets you edit a request.';

/** Why nothing is edited. */
const frozen = ({ walk }: ScreenState): string => (walk.facts.trace.purpose === 'sign' ? OF_LESSON : FROZEN);

const FIXED = 'The payload stands in a form, of which its policy is signed: change the form, and begin the walk again.';

/** The field of the input that the byte under the cursor comes from, or the list of all. */
export function openedEdit(state: ScreenState, view: View): ScreenState {
  const { editing } = state;
  if (!editing) return { ...state, notice: frozen(state) };
  const inputs = editing.history.present;
  const place = placeUnderCursor(state, view);
  const input = place && inputOfPlace(inputs, place);
  const isEditable = input !== null && inputIds(inputs).includes(input);
  return isEditable ? openedField(state, editing, input, view) : { ...state, open: { kind: 'inputs', index: 0 } };
}

export function openedInputs(state: ScreenState): ScreenState {
  return state.editing ? { ...state, open: { kind: 'inputs', index: 0 } } : { ...state, notice: frozen(state) };
}

/** That of the byte, or else the first of its row. */
function placeUnderCursor(state: ScreenState, view: View): Place | null {
  const { row, position } = cursorOf(state, view);
  if (!position) return null;
  const own = tagAt(view.places, position);
  if (isPlace(own)) return own;
  const others = (rowsShown(state, view)[row]?.glyphs ?? []).flatMap(({ at }) =>
    at ? [tagAt(view.places, { value: at.value, byte: at.start })] : [],
  );
  return others.find(isPlace) ?? null;
}

/** The page goes to where the input stands, so that what is typed is seen. */
export function openedField(state: ScreenState, editing: Editing, input: EditedId, view: View): ScreenState {
  if (isFixed(editing.history.present, input)) return { ...state, open: null, notice: FIXED };
  const opened: ScreenState = {
    ...state,
    editing: { ...editing, history: endStep(editing.history), problem: null },
    open: { kind: 'edit', input, field: fieldOf(textOfInput(editing.history.present, input)) },
  };
  return onOpenInput(opened, view);
}

/** What stands in the field now, as the input. */
export function typed(state: ScreenState, open: Extract<Open, { kind: 'edit' }>, field: TextField): Edited {
  const { editing } = state;
  const moved = { ...state, open: { ...open, field } };
  if (!editing || field.text === open.field.text) return { state: moved, inputs: null };
  const inputs = withInput(editing.history.present, open.input, field.text);
  const history = push(editing.history, inputs, open.input);
  return { state: { ...moved, canReopen: false, editing: { ...editing, history } }, inputs };
}

/** Without what was typed since the field was opened. */
export function abandoned(state: ScreenState): Edited {
  const { editing } = state;
  const closed: ScreenState = { ...state, open: null };
  // Only a field that was changed has begun a step.
  if (!editing || editing.history.field === null) return { state: closed, inputs: null };
  const { past, present } = undo(editing.history);
  return withHistory(closed, { past, present, future: [], field: null });
}

export function taken(state: ScreenState): ScreenState {
  const { editing } = state;
  return { ...state, open: null, editing: editing && { ...editing, history: endStep(editing.history) } };
}

/** Other inputs at once, as one step; the region, the date and the keys stay. */
export function replacedInputs(state: ScreenState, inputs: Partial<WalkInputs>): Edited {
  const { editing } = state;
  if (!editing) return { state: { ...state, notice: FROZEN }, inputs: null };
  const history = push(endStep(editing.history), { ...editing.history.present, ...inputs }, null);
  return withHistory(state, history);
}

/** Of what is not edited, back to what was there before. */
export function undone(state: ScreenState): Edited {
  if (!state.editing && state.below) return { state: { ...state, ending: 'back' }, inputs: null };
  if (walkMode(state) === 'diagnosis') return { state: { ...state, notice: 'Nothing was here before.' }, inputs: null };
  return stepped(state, undo, 'Nothing to undo.');
}

/** Puts a walk below another one: what was undone in it before cannot be redone after that. */
export function keptAside(state: ScreenState): ScreenState {
  const { editing } = state;
  return {
    ...state,
    notice: null,
    canReopen: false,
    editing: editing && { ...editing, history: { ...editing.history, future: [] } },
  };
}

export function redone(state: ScreenState): Edited {
  return stepped(state, redo, 'Nothing to redo.');
}

function stepped(state: ScreenState, step: typeof undo<WalkInputs>, otherwise: string): Edited {
  const { editing } = state;
  if (!editing) return { state: { ...state, notice: FROZEN }, inputs: null };
  const history = step(editing.history);
  if (history === editing.history) return { state: { ...state, notice: otherwise }, inputs: null };
  return withHistory(state, history);
}

function withHistory(state: ScreenState, history: History<WalkInputs>): Edited {
  return { state: { ...state, canReopen: false, editing: { history, problem: null } }, inputs: history.present };
}

/** The walk of other inputs takes the place of the one that is shown; what was sent was another request. */
export function recomputed(state: ScreenState, made: EditedWalk | Problem): ScreenState {
  const { editing } = state;
  if (!editing) return state;
  if (isProblem(made)) return { ...state, editing: { ...editing, problem: made } };
  const isSame = made.facts === state.walk.facts;
  return {
    ...state,
    walk: made,
    editing: { ...editing, problem: null },
    sending: isSame ? state.sending : { kind: 'unsent' },
  };
}
