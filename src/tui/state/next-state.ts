/** The reducer of a walk: how each event changes the state of the screen, and which effects follow. */

import type { WalkInputs } from '../../app/editing/walk-inputs.ts';
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import { DIAGNOSIS, type EditedWalk, type Pasted, type ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import { isTooSmall } from '../../render/screen/fitted-rows.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { MouseEvent } from '../input/input-event.ts';
import type { PersonEvent, ShellEvent } from '../session-description.ts';
import {
  abandonInput,
  acceptInput,
  type Edited,
  openEdit,
  openField,
  openInputs,
  putBelow,
  redoEdit,
  replaceInputs,
  takeRecomputed,
  typeInput,
  undoEdit,
} from './fields/editing.ts';
import { inputIds } from './fields/inputs.ts';
import { fieldAfterKey, withText } from './fields/text-field.ts';
import { click, keysOfWheel, move } from './moving.ts';
import { afterKeyInOpen, open, pasteInOpen } from './opening.ts';
import { paletteItems } from './palette.ts';
import { settle } from './placing.ts';
import { canDiagnose, canSend, keyMode, type Open, type ScreenState } from './screen-state.ts';
import { cursorOf, leadsTo, type View } from './view.ts';

export type ScreenEvent =
  | PersonEvent
  | Exclude<ShellEvent, { readonly kind: 'resized' }>
  | { readonly kind: 'progress'; readonly progress: ExchangeProgress }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange }
  | { readonly kind: 'pasted'; readonly pasted: Pasted | Problem }
  | { readonly kind: 'led-on'; readonly found: ShownWalk | Problem }
  | { readonly kind: 'recomputed'; readonly made: EditedWalk | Problem }
  /** The complete facts of the walk whose facts were `first`. */
  | { readonly kind: 'completed'; readonly first: WalkFacts; readonly complete: WalkFacts };

/** What the reducer cannot do itself. */
export type Effect =
  | { readonly kind: 'send' }
  | { readonly kind: 'stop-sending' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'read-paste'; readonly text: string }
  | { readonly kind: 'recompute'; readonly inputs: WalkInputs }
  | { readonly kind: 'lead-on'; readonly way: string }
  | { readonly kind: 'open'; readonly walk: ShownWalk; readonly notice: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'copy'; readonly value: string };

export interface Next {
  readonly state: ScreenState;
  readonly effect: Effect | null;
}

const only = (state: ScreenState): Next => ({ state, effect: null });

export function nextState(state: ScreenState, event: ScreenEvent, view: View): Next {
  const next = afterEvent(state, event, view);
  // Another walk has another view.
  const isInView = next.state.walk === state.walk && next.state.source === state.source;
  return isInView ? { ...next, state: settle(next.state, view) } : next;
}

function afterEvent(state: ScreenState, event: ScreenEvent, view: View): Next {
  if (isTooSmall(view.regions) && isOfPerson(event)) return takeUnseen(state, event);
  switch (event.kind) {
    case 'progress':
      return only(addProgress(state, event.progress));
    case 'answered':
      return only(takeAnswer(state, event.exchange));
    case 'paste':
      return takePaste({ ...state, notice: null }, event.text);
    case 'pasted':
      return openPasted(state, event.pasted);
    case 'led-on':
      return openOnTop(state, event.found, BACK);
    case 'said':
      return only({ ...state, notice: event.text });
    case 'mouse':
      return afterMouse({ ...state, notice: null }, event, view);
    case 'recomputed':
      return only(takeRecomputed(state, event.made));
    case 'completed':
      return only(completeFacts(state, event.first, event.complete));
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, view);
    case 'returned':
      return only(event.ending === 'back' ? { ...state, canReopen: true } : { ...state, ending: event.ending });
    case 'reopened':
      return only({ ...state, ending: null });
  }
}

type EventOfPerson = Extract<ScreenEvent, { kind: 'key' | 'paste' | 'mouse' }>;

const isOfPerson = (event: ScreenEvent): event is EventOfPerson =>
  event.kind === 'key' || event.kind === 'paste' || event.kind === 'mouse';

/** Leaves only the ways out of a window that is too small, because a user cannot act on what is not shown. */
function takeUnseen(state: ScreenState, event: EventOfPerson): Next {
  const action = event.kind === 'key' ? actionOfKey(event.key, 'walk') : null;
  switch (action) {
    case 'leave':
      return only({ ...state, ending: 0 });
    case 'interrupt':
      return only({ ...state, ending: INTERRUPTED });
    case 'suspend':
      return { state, effect: { kind: 'suspend' } };
    default:
      return only(state);
  }
}

const REPORTS = 30;

/** Adds a report; one that comes late changes nothing. */
function addProgress(state: ScreenState, progress: ExchangeProgress): ScreenState {
  const { sending } = state;
  if (sending.kind !== 'sending') return state;
  return { ...state, sending: { ...sending, reports: [...sending.reports, progress].slice(-REPORTS) } };
}

/** Completes the facts, unless an edit has made another walk. */
function completeFacts(state: ScreenState, first: WalkFacts, complete: WalkFacts): ScreenState {
  return state.walk.facts === first ? { ...state, walk: { ...state.walk, facts: complete } } : state;
}

function takeAnswer(state: ScreenState, exchange: RedactedExchange): ScreenState {
  const step = state.cursors.length - 1;
  const cursors = state.cursors.map((old, index) => (index === step ? null : old));
  return { ...state, step, cursors, open: null, sending: { kind: 'answered', exchange } };
}

function afterKey(state: ScreenState, key: string, view: View): Next {
  const action = actionOfKey(key, keyMode(state));
  if (action === 'interrupt') return only({ ...state, ending: INTERRUPTED });
  if (action === 'suspend') return { state, effect: { kind: 'suspend' } };
  const { open } = state;
  if (open?.kind === 'palette' && action === 'choose') return chooseCommand({ ...state, open: null }, open, view);
  if (open?.kind === 'edit') return asNext(afterKeyInEdit(state, open, key, action));
  if (open?.kind === 'inputs' && action === 'choose') return only(chooseInput(state, open.index, view));
  if (state.open !== null) return only(afterKeyInOpen(state, state.open, { key, action }, view));
  return action === null ? only(state) : afterAction(state, action, key, view);
}

const BACK = 'z goes back to what was there.';

function openOnTop(state: ScreenState, found: ShownWalk | Problem, notice: string): Next {
  if (isProblem(found)) return only({ ...state, notice: `${found.says} ${found.fix}` });
  return { state: putBelow(state), effect: { kind: 'open', walk: found, notice } };
}

/** Makes an unsigned request the inputs, and opens a signed one on top. */
function openPasted(state: ScreenState, found: Pasted | Problem): Next {
  if (isProblem(found)) return openOnTop(state, found, '');
  if (found.kind === 'walk') return openOnTop(state, found.walk, `This is what was pasted: ${found.what}. ${BACK}`);
  const { state: edited, inputs } = replaceInputs(state, { ...found.inputs, pasted: found.inputs });
  if (inputs === null) return only(edited);
  return asNext({
    state: { ...edited, step: 0, notice: 'This is what was pasted; z brings back what was there.' },
    inputs,
  });
}

function afterMouse(state: ScreenState, event: MouseEvent, view: View): Next {
  const keys = keysOfWheel(event);
  if (keys.length === 0) return only(click(state, event, view));
  return only(keys.reduce((scrolled, key) => afterKey(scrolled, key, view).state, state));
}

/** Types a paste into the open field, or reads it as a request if none is open. */
function takePaste(state: ScreenState, text: string): Next {
  const { open } = state;
  if (open?.kind === 'edit') return asNext(typeInput(state, open, withText(open.field, text)));
  return open && 'field' in open
    ? only(pasteInOpen(state, text))
    : { state: { ...state, open: null, notice: 'Reading what was pasted…' }, effect: { kind: 'read-paste', text } };
}

function afterKeyInEdit(
  state: ScreenState,
  open: Extract<Open, { kind: 'edit' }>,
  key: string,
  action: KeyAction | null,
): Edited {
  if (action === 'close') return abandonInput(state);
  if (action === 'choose') return { state: acceptInput(state), inputs: null };
  return typeInput(state, open, fieldAfterKey(open.field, key));
}

function chooseInput(state: ScreenState, index: number, view: View): ScreenState {
  const { editing } = state;
  const input = editing && inputIds(editing.history.present)[index];
  return editing && input ? openField(state, editing, input, view) : { ...state, open: null };
}

function asNext({ state, inputs }: Edited): Next {
  return { state, effect: inputs && { kind: 'recompute', inputs } };
}

function chooseCommand(state: ScreenState, { field, index }: Extract<Open, { kind: 'palette' }>, view: View): Next {
  const item = paletteItems(field.text, state, view)[index];
  if (!item) return only({ ...state, notice: `There is no command "${field.text}".` });
  const { editing } = state;
  const { does } = item;
  if (does.kind === 'action') return afterAction(state, does.action, does.key, view);
  return only(editing ? openField(state, editing, does.input, view) : state);
}

function afterAction(state: ScreenState, action: KeyAction, key: string, view: View): Next {
  switch (action) {
    case 'leave':
      return only({ ...state, ending: 0 });
    case 'send':
      if (state.editing?.problem)
        return only({
          ...state,
          notice: 'What was typed cannot be signed, so nothing is sent: fix it, or undo it with z.',
        });
      return canSend(state)
        ? { state: { ...state, sending: { kind: 'sending', reports: [] } }, effect: { kind: 'send' } }
        : only(state);
    case 'diagnose':
      return canDiagnose(state)
        ? openWalk(state, DIAGNOSIS)
        : only({ ...state, notice: 'No server has refused this request. Send it first.' });
    case 'replay': {
      const way = leadsTo(state, view);
      return way === null
        ? only({ ...state, notice: 'This line is not a cause that can be replayed. Choose one that is.' })
        : openWalk(state, way);
    }
    case 'stop-sending':
      if (state.sending.kind === 'sending') return { state, effect: { kind: 'stop-sending' } };
      // There is a lesson to return to.
      return only(state.home === null ? state : { ...state, ending: 0 });
    case 'edit':
      return only(openEdit(state, view));
    case 'edit-any':
      return only(openInputs(state));
    case 'undo':
      return asNext(undoEdit(state));
    case 'redo':
      return state.canReopen ? { state: putBelow(state), effect: { kind: 'reopen' } } : asNext(redoEdit(state));
    case 'copy':
      return copyValue(state, view);
    default:
      return only(open(state, action, view) ?? move(state, { action, key }, view));
  }
}

const openWalk = (state: ScreenState, way: string): Next => ({ state, effect: { kind: 'lead-on', way } });

function copyValue(state: ScreenState, view: View): Next {
  const value = cursorOf(state, view).position?.value;
  if (value === undefined) return only({ ...state, notice: 'This line has no bytes to copy.' });
  return { state, effect: { kind: 'copy', value } };
}
