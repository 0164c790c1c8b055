/**
 * Contains the reducer of a walk, which determines how each event changes the state of the screen and which effects
 * follow.
 */

import type { WalkInputs } from '../../app/editing/walk-inputs.ts';
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import { DIAGNOSIS, type EditedWalk, type Pasted, type ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import { methodOf } from '../../pages/request-parts.ts';
import { isTooSmall } from '../../render/screen/fitted-rows.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { MouseEvent } from '../input/input-event.ts';
import type { ShellEvent, UserEvent } from '../session-description.ts';
import { COPIES, type Copied } from './copying.ts';
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
import { fieldAfterKey, fieldOf, withText } from './fields/text-field.ts';
import { toPosition } from './following.ts';
import { isList, listItems } from './lists.ts';
import { click, move, scroll } from './moving.ts';
import { afterKeyInOpen, open, pasteInOpen } from './opening.ts';
import { paletteItems } from './palette.ts';
import { noticeOfPaste } from './paste-notice.ts';
import { settle } from './placing.ts';
import { canDiagnose, canSend, isLive, keyMode, liveTarget, type Open, type ScreenState } from './screen-state.ts';
import { leadsTo, madeFrom, type View } from './view.ts';

export type ScreenEvent =
  | UserEvent
  | Exclude<ShellEvent, { readonly kind: 'resized' }>
  | { readonly kind: 'progress'; readonly progress: ExchangeProgress }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange }
  | { readonly kind: 'pasted'; readonly pasted: Pasted | Problem }
  | { readonly kind: 'walk-opened'; readonly found: ShownWalk | Problem }
  | { readonly kind: 'clock-read'; readonly date: string }
  | { readonly kind: 'recomputed'; readonly made: EditedWalk | Problem }
  /** The complete facts of a walk. `first` contains the facts with which the walk was opened. */
  | { readonly kind: 'completed'; readonly first: WalkFacts; readonly complete: WalkFacts };

/** An effect that the reducer cannot carry out itself. */
export type Effect =
  | { readonly kind: 'send' }
  | { readonly kind: 'stop-sending' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'read-paste'; readonly text: string }
  | { readonly kind: 'read-clock' }
  | { readonly kind: 'recompute'; readonly inputs: WalkInputs }
  | { readonly kind: 'open-walk'; readonly name: string }
  | { readonly kind: 'open'; readonly walk: ShownWalk; readonly notice: string }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'copy'; readonly what: Copied };

export interface Next {
  readonly state: ScreenState;
  readonly effect: Effect | null;
}

const stateOnly = (state: ScreenState): Next => ({ state, effect: null });

export function nextState(state: ScreenState, event: ScreenEvent, view: View): Next {
  const next = afterEvent(state, event, view);
  const isInView = next.state.walk === state.walk && next.state.source === state.source;
  return isInView ? { ...next, state: settle(next.state, view) } : next;
}

function afterEvent(state: ScreenState, event: ScreenEvent, view: View): Next {
  if (isTooSmall(view.regions) && isFromUser(event)) return takeUnseen(state, event);
  switch (event.kind) {
    case 'progress':
      return stateOnly(addProgress(state, event.progress));
    case 'answered':
      return stateOnly(takeAnswer(state, event.exchange));
    case 'paste':
      return takePaste({ ...state, notice: null }, event.text, view);
    case 'pasted':
      return openPasted(state, event.pasted);
    case 'walk-opened':
      return openOnTop(state, event.found, BACK);
    case 'notice':
      return stateOnly({ ...state, notice: event.text });
    case 'mouse':
      return afterMouse({ ...state, notice: null }, event, view);
    case 'clock-read':
      return asNext(replaceInputs({ ...state, notice: SIGNED_NOW }, { date: event.date }));
    case 'recomputed':
      return stateOnly(takeRecomputed(state, event.made));
    case 'completed':
      return stateOnly(completeFacts(state, event.first, event.complete));
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, view);
    case 'returned':
      return stateOnly(event.ending === 'back' ? { ...state, canReopen: true } : { ...state, ending: event.ending });
    case 'reopened':
      return stateOnly({ ...state, ending: null });
  }
}

type UserInput = Extract<ScreenEvent, { kind: 'key' | 'paste' | 'mouse' }>;

const isFromUser = (event: ScreenEvent): event is UserInput =>
  event.kind === 'key' || event.kind === 'paste' || event.kind === 'mouse';

/** Handles only the keys that leave the screen, because the window is too small to show anything else. */
function takeUnseen(state: ScreenState, event: UserInput): Next {
  const action = event.kind === 'key' ? actionOfKey(event.key, 'walk') : null;
  switch (action) {
    case 'leave':
      return stateOnly({ ...state, ending: 0 });
    case 'interrupt':
      return stateOnly({ ...state, ending: INTERRUPTED });
    case 'suspend':
      return { state, effect: { kind: 'suspend' } };
    default:
      return stateOnly(state);
  }
}

const REPORTS = 30;

/** Adds a progress report. A report that arrives too late changes nothing. */
function addProgress(state: ScreenState, progress: ExchangeProgress): ScreenState {
  const { sending } = state;
  if (sending.kind !== 'sending') return state;
  return { ...state, sending: { ...sending, reports: [...sending.reports, progress].slice(-REPORTS) } };
}

/** Replaces the facts with the complete facts, unless an edit has created another walk in the meantime. */
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
  if (action === 'interrupt') return stateOnly({ ...state, ending: INTERRUPTED });
  if (action === 'suspend') return { state, effect: { kind: 'suspend' } };
  const { open } = state;
  if (open?.kind === 'palette' && action === 'choose') return chooseCommand({ ...state, open: null }, open, view);
  if (open?.kind === 'edit') return asNext(afterKeyInEdit(state, open, key, action));
  if (open?.kind === 'confirm' && action === 'choose') return confirmed({ ...state, open: null }, open.field.text);
  if (open && isList(open) && action === 'choose') {
    const at = listItems(open, state, view)[open.index]?.at ?? -1;
    if (open.kind === 'inputs') return stateOnly(chooseInput(state, at, view));
    const what = open.kind === 'copy' ? COPIES[at]?.what : undefined;
    if (what !== undefined) return { state: { ...state, open: null }, effect: { kind: 'copy', what } };
  }
  if (state.open !== null) return stateOnly(afterKeyInOpen(state, state.open, { key, action }, view));
  if (action !== null) return noticeMove(state, afterAction(state, action, key, view));
  return stateOnly({ ...state, notice: doesNothing(key) });
}

/** Records that the cursor was moved on the current step. Going to another step resets this. */
function noticeMove(before: ScreenState, next: Next): Next {
  const { state } = next;
  if (state.step !== before.step) return { ...next, state: { ...state, isMoved: false, isMapOpen: false } };
  return state.cursors === before.cursors ? next : { ...next, state: { ...state, isMoved: true } };
}

/** Says that a key has no meaning here. Keys that have no name, such as keys with unknown sequences, are not named. */
const doesNothing = (key: string): string =>
  `${/^[ -~]{1,12}$/.test(key) ? `"${key}"` : 'This key'} does nothing here; ? shows the keys.`;

const BACK = 'z goes back.';

function openOnTop(state: ScreenState, found: ShownWalk | Problem, notice: string): Next {
  if (isProblem(found)) return stateOnly({ ...state, notice: `${found.says} ${found.fix}` });
  return { state: putBelow(state), effect: { kind: 'open', walk: found, notice } };
}

/** Takes the inputs from a pasted request that is not signed, or opens a signed request on top. */
function openPasted(state: ScreenState, found: Pasted | Problem): Next {
  if (isProblem(found)) return openOnTop(state, found, '');
  if (found.kind === 'walk') return openOnTop(state, found.walk, `You pasted ${found.what}. ${BACK}`);
  const { method, url, headers, payload, region } = found.inputs;
  const kept = region === null ? {} : { region };
  const { state: edited, inputs } = replaceInputs(state, {
    method,
    url,
    headers,
    payload,
    ...kept,
    pasted: found.inputs,
  });
  if (inputs === null) return stateOnly(edited);
  return asNext({
    state: { ...atBeginning(edited), notice: noticeOfPaste(found, inputs, state.source.facts) },
    inputs,
  });
}

/** Shows the first step, and every step from its top, because the old cursors are on bytes of another request. */
const atBeginning = (state: ScreenState): ScreenState => ({
  ...state,
  step: 0,
  cursors: state.cursors.map(() => null),
  windows: {},
  pane: 'page',
  trail: [],
});

function afterMouse(state: ScreenState, event: MouseEvent, view: View): Next {
  if (event.button === 'wheel-up' || event.button === 'wheel-down') return stateOnly(scroll(state, event, view));
  const clicked = click(state, event, view);
  if (clicked.kind === 'key') return afterKey(state, clicked.key, view);
  return noticeMove(state, stateOnly(clicked.state));
}

/** Inserts a paste into the open field. If no field is open, reads the paste as a request. */
function takePaste(state: ScreenState, text: string, view: View): Next {
  const { open } = state;
  if (open?.kind === 'edit') return asNext(typeInput(state, open, withText(open.field, text)));
  return keyMode(state) === 'field'
    ? stateOnly(pasteInOpen(state, text, view))
    : { state: { ...state, open: null, notice: 'Reading the paste…' }, effect: { kind: 'read-paste', text } };
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
  if (!item) return stateOnly({ ...state, notice: `There is no command "${field.text}".` });
  const { editing } = state;
  const { does } = item;
  if (does.kind === 'action') return afterAction(state, does.action, does.key, view);
  return stateOnly(editing ? openField(state, editing, does.input, view) : state);
}

function afterAction(state: ScreenState, action: KeyAction, key: string, view: View): Next {
  switch (action) {
    case 'leave':
      return stateOnly({ ...state, ending: 0 });
    case 'go-on':
      return openLine(state, view) ?? goOn(state);
    case 'send':
      return sendLive(state);
    case 'to-sandbox':
      return (
        beforeSending(state, 't') ?? asNext(replaceInputs({ ...state, notice: IN_SANDBOX }, { goesTo: 'sandbox' }))
      );
    case 'sign-now':
      return beforeSending(state, 'r') ?? { state, effect: { kind: 'read-clock' } };
    case 'diagnose':
      return canDiagnose(state)
        ? openWalk(state, DIAGNOSIS)
        : stateOnly({ ...state, notice: nothingToDiagnose(state) });
    case 'replay': {
      const name = leadsTo(state, view);
      return name === null
        ? stateOnly({ ...state, notice: 'This line is not a cause that can be replayed. Choose another line.' })
        : openWalk(state, name);
    }
    case 'stop-sending':
      if (state.sending.kind === 'sending') return { state, effect: { kind: 'stop-sending' } };
      if (state.isMapOpen || state.searched !== '')
        return stateOnly({ ...state, isMapOpen: false, searched: '', found: '' });
      // Leaves only if there is a lesson to return to.
      return stateOnly(state.home === null ? { ...state, notice: 'q leaves.' } : { ...state, ending: 0 });
    case 'edit':
      return stateOnly(openEdit(state, view));
    case 'edit-any':
      return stateOnly(openInputs(state));
    case 'undo':
      return asNext(undoEdit(state));
    case 'redo':
      return state.canReopen ? { state: putBelow(state), effect: { kind: 'reopen' } } : asNext(redoEdit(state));
    case 'copy':
      return stateOnly({ ...state, open: { kind: 'copy', index: 0, filter: null } });
    default:
      return stateOnly(open(state, action, view) ?? move(state, { action, key }, view));
  }
}

function nothingToDiagnose({ sending, walk }: ScreenState): string {
  const status = sending.kind === 'answered' ? sending.exchange.response?.head.status : undefined;
  return walk.openWalk === null || status === undefined || status < 400
    ? 'No server has refused this request. Send it first.'
    : `The server checks this after the signature: ${status} is not about the signature.`;
}

const openWalk = (state: ScreenState, name: string): Next => ({ state, effect: { kind: 'open-walk', name } });

const NOT_SIGNED = 'Your edit cannot be signed, so nothing is sent: fix it, or undo it with z.';

/**
 * After the cursor was moved, goes to the text that the line was derived from. Returns `null` if there is no such text.
 */
function openLine(state: ScreenState, view: View): Next | null {
  const value = madeFrom(state, view);
  const there = value === null ? null : toPosition(state, { value, byte: 0 }, view);
  return there && stateOnly({ ...there, notice: 'Its string to sign. Backspace goes back.' });
}

/**
 * Goes to the next step or, on the step that sends, sends the request. The Enter key never sends a request over the
 * network.
 */
function goOn(state: ScreenState): Next {
  const isAtSend = state.step >= state.cursors.length - 2 && state.sending.kind !== 'never';
  if (isAtSend && state.editing?.problem) return stateOnly({ ...state, notice: NOT_SIGNED });
  if (isLive(state))
    return stateOnly({ ...state, notice: 'Press s to send it over the network, or t for the sandbox. ← goes back.' });
  if (canSend(state)) return send(state);
  if (state.step < state.cursors.length - 1) return stateOnly({ ...state, step: state.step + 1 });
  return stateOnly({ ...state, notice: 'This is the last step. ← goes back, q leaves.' });
}

const send = (state: ScreenState): Next => ({
  state: { ...state, sending: { kind: 'sending', reports: [] } },
  effect: { kind: 'send' },
});

/**
 * Sends a request over the network. A request that changes something is sent only after the user has typed its method.
 */
function sendLive(state: ScreenState): Next {
  if (liveTarget(state) === null) return stateOnly({ ...state, notice: doesNothing('s') });
  if (state.editing?.problem) return stateOnly({ ...state, notice: NOT_SIGNED });
  if (!isLive(state)) return stateOnly({ ...state, notice: 'It is sent from the step Send: press s there.' });
  return CHANGES_NOTHING.has(methodOf(state.walk.facts.trace))
    ? send(state)
    : stateOnly({ ...state, open: { kind: 'confirm', field: fieldOf('') } });
}

const SIGNED_NOW = 'Signed again, with the present time. z undoes it.';
const IN_SANDBOX = 'Enter now sends it to the sandbox in this program. z undoes it.';

/**
 * Explains why a key for requests that are sent over the network currently has no effect. Returns `null` if the key has
 * an effect.
 */
function beforeSending(state: ScreenState, key: string): Next | null {
  if (liveTarget(state) === null) return stateOnly({ ...state, notice: doesNothing(key) });
  return isLive(state) ? null : stateOnly({ ...state, notice: `Press ${key} on the step Send.` });
}

const CHANGES_NOTHING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

function confirmed(state: ScreenState, typed: string): Next {
  const method = methodOf(state.walk.facts.trace).toLowerCase();
  return typed.trim().toLowerCase() === method
    ? send(state)
    : stateOnly({ ...state, notice: `Nothing was sent, because "${typed}" is not ${method}.` });
}
