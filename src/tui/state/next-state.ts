/** How each event changes the state of the screen, and what has to be done outside for it. */
import { actionOfKey, type KeyAction } from '../../commands/keys.ts';
import type { ExchangeProgress } from '../../http/progress.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import { moved } from './moving.ts';
import { afterKeyInOpen, opened, pastedInOpen } from './opening.ts';
import { paletteCommands } from './palette.ts';
import { canSend, keyMode, type Open, type ScreenState } from './screen-state.ts';
import { cursorOf, type View } from './view.ts';

export type ScreenEvent =
  /** The name of a key, as the table of keys has it, or what was typed. */
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'progress'; readonly progress: ExchangeProgress }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange };

/** What the reducer cannot do itself. */
export type Effect =
  | { readonly kind: 'send' }
  | { readonly kind: 'stop-sending' }
  | { readonly kind: 'suspend' }
  /** The bytes of a value, for the clipboard. */
  | { readonly kind: 'copy'; readonly value: string };

export interface Next {
  readonly state: ScreenState;
  readonly effect: Effect | null;
}

const only = (state: ScreenState): Next => ({ state, effect: null });

const INTERRUPTED = 130;

export function nextState(state: ScreenState, event: ScreenEvent, view: View): Next {
  switch (event.kind) {
    case 'progress':
      return only(progressed(state, event.progress));
    case 'answered':
      return only(answered(state, event.exchange));
    case 'paste':
      return only(pastedInOpen({ ...state, notice: null }, event.text));
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, view);
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

function answered(state: ScreenState, exchange: RedactedExchange): ScreenState {
  const step = state.cursors.length - 1;
  const cursors = state.cursors.map((old, index) => (index === step ? null : old));
  return { ...state, step, cursors, open: null, sending: { kind: 'answered', exchange } };
}

function afterKey(state: ScreenState, key: string, view: View): Next {
  const action = actionOfKey(key, keyMode(state));
  if (action === 'interrupt') return only({ ...state, exitCode: INTERRUPTED });
  if (action === 'suspend') return { state, effect: { kind: 'suspend' } };
  const { open } = state;
  if (open?.kind === 'palette' && action === 'choose') return fromPalette({ ...state, open: null }, open, view);
  if (state.open !== null) return only(afterKeyInOpen(state, state.open, { key, action }, view));
  return action === null ? only(state) : afterAction(state, action, key, view);
}

function fromPalette(state: ScreenState, { field, index }: Extract<Open, { kind: 'palette' }>, view: View): Next {
  const command = paletteCommands(field.text)[index];
  if (!command) return only({ ...state, notice: `There is no command "${field.text}".` });
  return afterAction(state, command.action, command.keys[0] ?? '', view);
}

function afterAction(state: ScreenState, action: KeyAction, key: string, view: View): Next {
  switch (action) {
    case 'leave':
      return only({ ...state, exitCode: 0 });
    case 'send':
      return canSend(state)
        ? { state: { ...state, sending: { kind: 'sending', reports: [] } }, effect: { kind: 'send' } }
        : only(state);
    case 'stop-sending':
      return { state, effect: state.sending.kind === 'sending' ? { kind: 'stop-sending' } : null };
    case 'copy':
      return copied(state, view);
    default:
      return only(opened(state, action, view) ?? moved(state, { action, key }, view));
  }
}

function copied(state: ScreenState, view: View): Next {
  const value = cursorOf(state, view).position?.value;
  if (value === undefined) return only({ ...state, notice: 'This line has no bytes to copy.' });
  return { state, effect: { kind: 'copy', value } };
}
