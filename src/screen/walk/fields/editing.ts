/** Edits the inputs in place. After each key, the request is signed again. */

import type { EditedWalk, EditProblem } from '../../../app/walks/shown-walk.ts';
import { type EditedId, textOfInput, type WalkInputs } from '../../../app/walks/walk-inputs.ts';
import { isProblem } from '../../../bytes/problem.ts';
import { CHUNK_SIGNATURES_STAGE } from '../../../sigv4/stages/chunk-signatures.ts';
import { endStep, type History, push, redo, undo, withoutFuture } from '../../../trace/history.ts';
import { ANSWER, ANSWER_BODY } from '../../../views/bytes/shown-bytes.ts';
import type { WalkFacts } from '../../../views/facts.ts';
import { isPlace } from '../../../views/map/place.ts';
import { tagAt } from '../../../views/map/tags.ts';
import { fieldAfterKey, fieldOf, type TextField } from '../../components/text-field.ts';
import { to } from '../../reducing.ts';
import { withCursor } from '../cursor/following.ts';
import type { WalkNext } from '../events.ts';
import { sendingOf } from '../sent-requests.ts';
import { cursorOf, cursorOnRow, rowsShown, type View } from '../view.ts';
import { type Editing, type Open, type WalkState, walkMode } from '../walk-state.ts';
import { partUnderCursor, withPartUnderCursor } from './field-of-row.ts';
import { inputIds, inputLabel, inputOfPlace, isFixed, onOpenInput, setInput } from './inputs.ts';

const FROZEN = 'The signature is shown as it was received and is never computed again, so nothing can be edited here.';
const OF_LESSON = 'In a lesson the inputs cannot be edited: "sigv4 walk" lets you edit a request.';

const whyFrozen = ({ walk }: WalkState): string => (walk.facts.trace.purpose === 'sign' ? OF_LESSON : FROZEN);

const FIXED = 'The payload is in a form whose policy is signed: change the form, and start the walk again.';

/**
 * Opens the field of the input from which the byte under the cursor comes. A fixed byte is between the inputs of its
 * line: if there is only one, opens its field, and otherwise says which ones there are. If there is none, opens the list
 * of all inputs.
 */
export function openEdit(state: WalkState, view: View): WalkState {
  const { editing } = state;
  if (!editing) return { ...state, notice: whyFrozen(state) };
  if (isOfServer(state, view)) return { ...state, notice: OF_SERVER };
  const inputs = editing.history.present;
  const [first, ...others] = inputsUnderCursor(state, view, inputs);
  if (first === undefined) return { ...state, open: { kind: 'inputs', index: 0, field: null } };
  return others.length === 0
    ? openField(state, editing, first, view, 'part')
    : { ...state, notice: fixedByte([first, ...others].map((id) => inputLabel(inputs, id))) };
}

const OF_SERVER = 'The server sent these bytes, so they cannot be edited. E lists the inputs of the request.';

/** Returns whether the byte under the cursor is of the response, whose bytes come from no input. */
function isOfServer(state: WalkState, view: View): boolean {
  const { position } = cursorOf(state, view);
  return position !== null && (position.value === ANSWER || position.value === ANSWER_BODY);
}

const fixedByte = (names: readonly string[]): string =>
  `This byte is fixed. Move to an input of this line (${names.join(', ')}), or press E.`;

export function openInputs(state: WalkState): WalkState {
  return state.editing
    ? { ...state, open: { kind: 'inputs', index: 0, field: null } }
    : { ...state, notice: whyFrozen(state) };
}

/** Returns the editable input of the byte under the cursor. For a byte of no place, returns the inputs of its line. */
function inputsUnderCursor(state: WalkState, view: View, inputs: WalkInputs): readonly EditedId[] {
  const { row, position } = cursorOf(state, view);
  if (!position) return [];
  const own = tagAt(view.places, position);
  const ofLine = (rowsShown(state, view)[row]?.glyphs ?? []).flatMap(({ at }) =>
    at ? [tagAt(view.places, { value: at.value, byte: at.start })] : [],
  );
  const places = isPlace(own) ? [own] : ofLine.filter(isPlace);
  const found = places.flatMap((place) => inputOfPlace(inputs, place) ?? []);
  return [...new Set(found)].filter((input) => inputIds(inputs).includes(input));
}

/**
 * Opens a field, and moves the cursor to the line that shows the input. `shows` says whether the field shows all of the
 * input, or the part that this line shows, such as the value of a header. The caret is at its end.
 */
export function openField(
  state: WalkState,
  editing: Editing,
  input: EditedId,
  view: View,
  shows: 'whole' | 'part' = 'whole',
): WalkState {
  if (isFixed(editing.history.present, input)) return { ...state, open: null, notice: FIXED };
  const field = fieldOf(textOfInput(editing.history.present, input));
  const opened = onOpenInput(
    {
      ...state,
      editing: { ...editing, history: endStep(editing.history) },
      open: { kind: 'edit', input, field, part: 'whole' },
    },
    view,
  );
  return shows === 'whole' ? opened : withPartUnderCursor(opened, view);
}

/**
 * Keeps what was typed, and opens the field of the next line that has an input (`by` is 1), or of the previous one. If
 * there is none, nothing changes.
 */
export function editNextLine(state: WalkState, by: 1 | -1, view: View): WalkState {
  const accepted = acceptInput(state);
  const { editing } = accepted;
  if (!editing) return state;
  for (const there of linesFrom(accepted, by, view)) {
    const [input] = inputsUnderCursor(there, view, editing.history.present);
    if (input !== undefined && !isFixed(editing.history.present, input))
      return openField(there, editing, input, view, 'part');
  }
  return state;
}

/** Lists the states with the cursor on each of the lines after the cursor (`by` is 1) or before it, the nearest first. */
function* linesFrom(state: WalkState, by: 1 | -1, view: View): Generator<WalkState> {
  const rows = rowsShown(state, view);
  for (let row = cursorOf(state, view).row + by; row >= 0 && row < rows.length; row += by)
    yield withCursor(state, cursorOnRow(state, row, view));
}

/**
 * Returns what follows a key in a field. Keys act on the part of the input that its row shows; a key that moves the caret
 * out of this part shows the whole input.
 */
export function keyInInput(state: WalkState, open: Extract<Open, { kind: 'edit' }>, key: string, view: View): WalkNext {
  const { text, caret } = open.field;
  const { start, end } = partUnderCursor(state, view);
  const part: TextField = { text: text.slice(start, end), caret: caret - start };
  const next = fieldAfterKey(part, key);
  if (next.text !== part.text || next.caret !== part.caret)
    return typeInput(state, open, {
      text: text.slice(0, start) + next.text + text.slice(end),
      caret: start + next.caret,
    });
  return MOVES.has(key)
    ? to(state, { open: { ...open, part: 'whole', field: fieldAfterKey(open.field, key) } })
    : to(state);
}

const MOVES: ReadonlySet<string> = new Set(['left', 'right', 'home', 'end', 'ctrl+a', 'ctrl+e']);

export function typeInput(state: WalkState, open: Extract<Open, { kind: 'edit' }>, field: TextField): WalkNext {
  const { editing } = state;
  const moved = { ...state, open: { ...open, field } };
  if (!editing || field.text === open.field.text) return to(moved);
  const inputs = setInput(editing.history.present, open.input, field.text);
  const history = push(editing.history, inputs, open.input);
  return withHistory(moved, editing, history, editing.problem);
}

/** Undoes all typing since the field was opened. */
export function abandonInput(state: WalkState): WalkNext {
  const { editing } = state;
  const closed: WalkState = { ...state, open: null };
  // Opening a field adds no step to the history until the text changes.
  if (!editing || editing.history.field === null) return to(closed);
  const { past, present } = undo(editing.history);
  return withHistory(closed, editing, { past, present, future: [], field: null });
}

export function acceptInput(state: WalkState): WalkState {
  const { editing } = state;
  return { ...state, open: null, editing: editing && { ...editing, history: endStep(editing.history) } };
}

/** Replaces inputs in a single undo step. The Region, the date, and the keys stay the same. */
export function replaceInputs(state: WalkState, inputs: Partial<WalkInputs>): WalkNext {
  const { editing } = state;
  if (!editing) return to(state, { notice: FROZEN });
  const history = push(editing.history, { ...editing.history.present, ...inputs }, null);
  return withHistory(state, editing, history);
}

/** Signs the request in its URL or, if it is presigned, in a header. */
export function changeForm(state: WalkState, { facts: { trace } }: View): WalkNext {
  if (!state.editing) return to(state, { notice: whyFrozen(state) });
  if (!hasOtherForm(trace)) return to(state, { notice: NO_OTHER_FORM });
  const form = trace.scheme === 'query' ? 'header' : 'query';
  return replaceInputs({ ...state, notice: NOW_IN[form] }, { form });
}

/** Returns whether a request can be signed both in a header and in its URL. */
export const hasOtherForm = ({ scheme, values }: WalkFacts['trace']): boolean =>
  scheme !== 'policy' && !values.some(({ stage }) => stage === CHUNK_SIGNATURES_STAGE.id);

const NO_OTHER_FORM = 'A form and a body in signed chunks have no presigned URL.';
const NOW_IN = {
  query: 'Presigned: step 6 has the URL, and y copies it. z undoes the change, and P goes back to a header.',
  header: 'Signed in the Authorization header. z undoes the change.',
} as const;

/** Undoes the last edit, also if it cannot be signed. A walk without edits goes back to the walk below. */
export function undoEdit(state: WalkState): WalkNext {
  if (!state.editing && state.below) return to(state, { ending: 'back' });
  if (walkMode(state) === 'diagnosis') return to(state, { notice: 'There is nothing to go back to.' });
  return stepInHistory(state, undo, 'Nothing to undo.');
}

/** Prepares a walk for another walk to open on top of it. Edits that were undone can no longer be redone. */
export function putBelow(state: WalkState): WalkState {
  const { editing } = state;
  return {
    ...state,
    notice: null,
    canReopen: false,
    editing: editing && { ...editing, history: withoutFuture(editing.history) },
  };
}

export function redoEdit(state: WalkState): WalkNext {
  return stepInHistory(state, redo, 'Nothing to redo.');
}

function stepInHistory(state: WalkState, step: typeof undo<WalkInputs>, otherwise: string): WalkNext {
  const { editing } = state;
  if (!editing) return to(state, { notice: FROZEN });
  const history = step(editing.history);
  if (history === editing.history) return to(state, { notice: otherwise });
  return withHistory(state, editing, history);
}

function withHistory(
  state: WalkState,
  editing: Editing,
  history: History<WalkInputs>,
  problem: Editing['problem'] = null,
): WalkNext {
  const changes = { canReopen: false, editing: { ...editing, history, problem } };
  return to(state, changes, { kind: 'recompute', inputs: history.present });
}

/**
 * Shows the walk for edited inputs, or the problem with them. If exactly this request was sent before, shows its
 * answer. Other steps open at their beginning again, because their lines may have changed.
 */
export function takeRecomputed(state: WalkState, made: EditedWalk | EditProblem): WalkState {
  const { editing } = state;
  if (!editing) return state;
  if (isProblem(made)) return { ...state, editing: { ...editing, problem: made } };
  const isSame = made.facts === state.walk.facts;
  const { pasted = null } = editing.history.present;
  const isKnown = state.baselines.some((baseline) => baseline.pasted === pasted);
  return {
    ...state,
    walk: made,
    baselines: isKnown ? state.baselines : [...state.baselines, { pasted, facts: made.facts }],
    editing: { ...editing, problem: null },
    cursors: isSame ? state.cursors : state.cursors.map((cursor, step) => (step === state.step ? cursor : null)),
    sending: isSame ? state.sending : sendingOf(state, made.facts),
  };
}
