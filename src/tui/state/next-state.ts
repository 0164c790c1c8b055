/** How each event changes the state of the screen, and what has to be done outside for it. */

import type { WalkInputs } from '../../app/editing/walk-inputs.ts';
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import { DIAGNOSIS, type EditedWalk, type Pasted, type ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import { isTooSmall } from '../../render/screen/too-small.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { MouseEvent } from '../input/input-event.ts';
import type { PersonEvent, ShellEvent } from '../session-description.ts';
import {
  abandoned,
  type Edited,
  keptAside,
  openedEdit,
  openedField,
  openedInputs,
  recomputed,
  redone,
  replacedInputs,
  taken,
  typed,
  undone,
} from './fields/editing.ts';
import { inputIds } from './fields/inputs.ts';
import { fieldAfterKey, withText } from './fields/text-field.ts';
import { clicked, keysOfWheel } from './mouse.ts';
import { moved } from './moving.ts';
import { afterKeyInOpen, opened, pastedInOpen } from './opening.ts';
import { paletteItems } from './palette.ts';
import { settled } from './placing.ts';
import { canDiagnose, canSend, keyMode, type Open, type ScreenState } from './screen-state.ts';
import { cursorOf, leadsTo, type View } from './view.ts';

export type ScreenEvent =
  | PersonEvent
  | Exclude<ShellEvent, { readonly kind: 'resized' }>
  | { readonly kind: 'progress'; readonly progress: ExchangeProgress }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange }
  | { readonly kind: 'pasted'; readonly pasted: Pasted | Problem }
  /** The walk to which one leads that an effect asked for. */
  | { readonly kind: 'led-on'; readonly found: ShownWalk | Problem }
  /** The walk of the inputs that an effect asked for. */
  | { readonly kind: 'recomputed'; readonly made: EditedWalk | Problem }
  /** All that is found out of the facts that were there at first. */
  | { readonly kind: 'completed'; readonly first: WalkFacts; readonly complete: WalkFacts };

/** What the reducer cannot do itself. */
export type Effect =
  | { readonly kind: 'send' }
  | { readonly kind: 'stop-sending' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'read-paste'; readonly text: string }
  | { readonly kind: 'recompute'; readonly inputs: WalkInputs }
  /** The walk to which a way of this one leads. */
  | { readonly kind: 'lead-on'; readonly way: string }
  /** Opens a walk on top of this one. */
  | { readonly kind: 'open'; readonly walk: ShownWalk; readonly notice: string }
  | { readonly kind: 'reopen' }
  /** The bytes of a value, for the clipboard. */
  | { readonly kind: 'copy'; readonly value: string };

export interface Next {
  readonly state: ScreenState;
  readonly effect: Effect | null;
}

const only = (state: ScreenState): Next => ({ state, effect: null });

export function nextState(state: ScreenState, event: ScreenEvent, view: View): Next {
  const next = afterEvent(state, event, view);
  // Another walk is looked at with another view.
  const isInView = next.state.walk === state.walk && next.state.source === state.source;
  return isInView ? { ...next, state: settled(next.state, view) } : next;
}

function afterEvent(state: ScreenState, event: ScreenEvent, view: View): Next {
  if (isTooSmall(view.regions) && isOfPerson(event)) return unseen(state, event);
  switch (event.kind) {
    case 'progress':
      return only(progressed(state, event.progress));
    case 'answered':
      return only(answered(state, event.exchange));
    case 'paste':
      return pasted({ ...state, notice: null }, event.text);
    case 'pasted':
      return afterPasted(state, event.pasted);
    case 'led-on':
      return openOnTop(state, event.found, BACK);
    case 'said':
      return only({ ...state, notice: event.text });
    case 'mouse':
      return afterMouse({ ...state, notice: null }, event, view);
    case 'recomputed':
      return only(recomputed(state, event.made));
    case 'completed':
      return only(completed(state, event.first, event.complete));
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

/** Nobody does what nobody can see: of a window that is too small only the ways out are left. */
function unseen(state: ScreenState, event: EventOfPerson): Next {
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

/** How many reports the rate is made of: those of three seconds. */
const REPORTS = 30;

/** A report that comes late changes nothing. */
function progressed(state: ScreenState, progress: ExchangeProgress): ScreenState {
  const { sending } = state;
  if (sending.kind !== 'sending') return state;
  return { ...state, sending: { ...sending, reports: [...sending.reports, progress].slice(-REPORTS) } };
}

/** What has been edited meanwhile is another walk. */
function completed(state: ScreenState, first: WalkFacts, complete: WalkFacts): ScreenState {
  return state.walk.facts === first ? { ...state, walk: { ...state.walk, facts: complete } } : state;
}

function answered(state: ScreenState, exchange: RedactedExchange): ScreenState {
  const step = state.cursors.length - 1;
  const cursors = state.cursors.map((old, index) => (index === step ? null : old));
  return { ...state, step, cursors, open: null, sending: { kind: 'answered', exchange } };
}

function afterKey(state: ScreenState, key: string, view: View): Next {
  const action = actionOfKey(key, keyMode(state));
  if (action === 'interrupt') return only({ ...state, ending: INTERRUPTED });
  if (action === 'suspend') return { state, effect: { kind: 'suspend' } };
  const { open } = state;
  if (open?.kind === 'palette' && action === 'choose') return fromPalette({ ...state, open: null }, open, view);
  if (open?.kind === 'edit') return asNext(afterKeyInEdit(state, open, key, action));
  if (open?.kind === 'inputs' && action === 'choose') return only(chosenInput(state, open.index, view));
  if (state.open !== null) return only(afterKeyInOpen(state, state.open, { key, action }, view));
  return action === null ? only(state) : afterAction(state, action, key, view);
}

const BACK = 'z goes back to what was there.';

/** Opens another walk on top of this one. */
function openOnTop(state: ScreenState, found: ShownWalk | Problem, notice: string): Next {
  if (isProblem(found)) return only({ ...state, notice: `${found.says} ${found.fix}` });
  return { state: keptAside(state), effect: { kind: 'open', walk: found, notice } };
}

/** An unsigned request becomes the inputs; a signed one is opened on top. */
function afterPasted(state: ScreenState, found: Pasted | Problem): Next {
  if (isProblem(found)) return openOnTop(state, found, '');
  if (found.kind === 'walk') return openOnTop(state, found.walk, `This is what was pasted: ${found.what}. ${BACK}`);
  const { state: edited, inputs } = replacedInputs(state, { ...found.inputs, pasted: found.inputs });
  if (inputs === null) return only(edited);
  return asNext({
    state: { ...edited, step: 0, notice: 'This is what was pasted; z brings back what was there.' },
    inputs,
  });
}

function afterMouse(state: ScreenState, event: MouseEvent, view: View): Next {
  const keys = keysOfWheel(event);
  if (keys.length === 0) return only(clicked(state, event, view));
  return only(keys.reduce((scrolled, key) => afterKey(scrolled, key, view).state, state));
}

/** A paste is typed into the field that is open; with none open, it is a request. */
function pasted(state: ScreenState, text: string): Next {
  const { open } = state;
  if (open?.kind === 'edit') return asNext(typed(state, open, withText(open.field, text)));
  return open && 'field' in open
    ? only(pastedInOpen(state, text))
    : { state: { ...state, open: null, notice: 'Reading what was pasted…' }, effect: { kind: 'read-paste', text } };
}

function afterKeyInEdit(
  state: ScreenState,
  open: Extract<Open, { kind: 'edit' }>,
  key: string,
  action: KeyAction | null,
): Edited {
  if (action === 'close') return abandoned(state);
  if (action === 'choose') return { state: taken(state), inputs: null };
  return typed(state, open, fieldAfterKey(open.field, key));
}

function chosenInput(state: ScreenState, index: number, view: View): ScreenState {
  const { editing } = state;
  const input = editing && inputIds(editing.history.present)[index];
  return editing && input ? openedField(state, editing, input, view) : { ...state, open: null };
}

function asNext({ state, inputs }: Edited): Next {
  return { state, effect: inputs && { kind: 'recompute', inputs } };
}

function fromPalette(state: ScreenState, { field, index }: Extract<Open, { kind: 'palette' }>, view: View): Next {
  const item = paletteItems(field.text, state, view)[index];
  if (!item) return only({ ...state, notice: `There is no command "${field.text}".` });
  const { editing } = state;
  const { does } = item;
  if (does.kind === 'action') return afterAction(state, does.action, does.key, view);
  return only(editing ? openedField(state, editing, does.input, view) : state);
}

function afterAction(state: ScreenState, action: KeyAction, key: string, view: View): Next {
  switch (action) {
    case 'leave':
      return only({ ...state, ending: 0 });
    case 'send':
      if (state.editing?.problem)
        return only({
          ...state,
          notice: 'What was typed cannot be signed, so that nothing is sent: fix it, or take it back with z.',
        });
      return canSend(state)
        ? { state: { ...state, sending: { kind: 'sending', reports: [] } }, effect: { kind: 'send' } }
        : only(state);
    case 'diagnose':
      return canDiagnose(state)
        ? leadOn(state, DIAGNOSIS)
        : only({ ...state, notice: 'No server has refused this request. Send it first.' });
    case 'replay': {
      const way = leadsTo(state, view);
      return way === null
        ? only({ ...state, notice: 'This line is no cause that can be made again. Choose one.' })
        : leadOn(state, way);
    }
    case 'stop-sending':
      if (state.sending.kind === 'sending') return { state, effect: { kind: 'stop-sending' } };
      // Behind it is a place to come back to.
      return only(state.home === null ? state : { ...state, ending: 0 });
    case 'edit':
      return only(openedEdit(state, view));
    case 'edit-any':
      return only(openedInputs(state));
    case 'undo':
      return asNext(undone(state));
    case 'redo':
      return state.canReopen ? { state: keptAside(state), effect: { kind: 'reopen' } } : asNext(redone(state));
    case 'copy':
      return copied(state, view);
    default:
      return only(opened(state, action, view) ?? moved(state, { action, key }, view));
  }
}

/** Asks for the walk to which a key leads. */
const leadOn = (state: ScreenState, way: string): Next => ({ state, effect: { kind: 'lead-on', way } });

function copied(state: ScreenState, view: View): Next {
  const value = cursorOf(state, view).position?.value;
  if (value === undefined) return only({ ...state, notice: 'This line has no bytes to copy.' });
  return { state, effect: { kind: 'copy', value } };
}
