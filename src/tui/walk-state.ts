/** The state of a walk on the screen, and how each key changes it. Nothing here knows of Ink. */
import type { KeyAction } from '../commands/keys.ts';
import type { Distances } from '../render/screen.ts';
import type { RedactedExchange } from '../trace/redact-exchange.ts';

export type Sending =
  /** The request is somebody else's. */
  | { readonly kind: 'never' }
  | { readonly kind: 'unsent' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange };

export interface WalkState {
  /** How many steps there are: the last two are the request and the answer on the wire. */
  readonly steps: number;
  /** Which step, from 0. */
  readonly step: number;
  /** The line of each step that the cursor stands on, from 0. */
  readonly cursors: readonly number[];
  /** The line of the help that the cursor stands on; `null` while it is closed. */
  readonly help: number | null;
  readonly sending: Sending;
  /** `null` while the screen is open. */
  readonly exitCode: number | null;
}

export function firstState(steps: number, sending: Sending = { kind: 'unsent' }): WalkState {
  return {
    steps,
    step: 0,
    cursors: Array.from({ length: steps }, () => 0),
    help: null,
    sending,
    exitCode: null,
  };
}

const responseStep = ({ steps }: WalkState) => steps - 1;

export type WalkEvent =
  | { readonly kind: 'key'; readonly action: KeyAction; readonly distances: Distances }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange };

const INTERRUPTED = 130;

export function nextState(state: WalkState, event: WalkEvent): WalkState {
  if (event.kind === 'answered') {
    const last = responseStep(state);
    const cursors = state.cursors.map((old, step) => (step === last ? 0 : old));
    return { ...state, step: last, cursors, sending: { kind: 'answered', exchange: event.exchange } };
  }
  const { action, distances } = event;
  if (action === 'interrupt') return { ...state, exitCode: INTERRUPTED };
  if (action === 'leave') return { ...state, exitCode: 0 };
  if (action === 'help') return { ...state, help: state.help === null ? 0 : null };
  if (action === 'close') return { ...state, help: null };
  const line = lineAfter(action, cursorOf(state), distances);
  if (line !== null) return withCursor(state, Math.max(Math.min(line, distances.stops - 1), 0));
  return state.help === null ? changeStep(state, action) : state;
}

/** The line that the cursor stands on: of the help while it is open, otherwise of the step. */
export function cursorOf({ help, cursors, step }: WalkState): number {
  return help ?? cursors[step] ?? 0;
}

function withCursor(state: WalkState, cursor: number): WalkState {
  if (state.help !== null) return { ...state, help: cursor };
  return { ...state, cursors: state.cursors.map((old, step) => (step === state.step ? cursor : old)) };
}

/** The line that a key leads to; `null` for a key that does not move between lines. */
function lineAfter(action: KeyAction, cursor: number, { stops, pageDown, pageUp }: Distances): number | null {
  switch (action) {
    case 'line-down':
      return cursor + 1;
    case 'line-up':
      return cursor - 1;
    case 'page-down':
      return pageDown;
    case 'page-up':
      return pageUp;
    case 'first-line':
      return 0;
    case 'last-line':
      return stops - 1;
    default:
      return null;
  }
}

function changeStep(state: WalkState, action: KeyAction): WalkState {
  switch (action) {
    case 'next-step':
      return { ...state, step: Math.min(state.step + 1, state.steps - 1) };
    case 'previous-step':
      return { ...state, step: Math.max(state.step - 1, 0) };
    case 'send':
      return canSend(state) ? { ...state, sending: { kind: 'sending' } } : state;
    default:
      return state;
  }
}

/** On the last step but one again and again; on the last while nothing has been sent. */
export function canSend(state: WalkState): boolean {
  const { step, sending, help } = state;
  const last = responseStep(state);
  if (help !== null || step < last - 1 || sending.kind === 'sending' || sending.kind === 'never') return false;
  return step !== last || sending.kind === 'unsent';
}

/** Whether a key does something now, so that the footer offers it. */
export function isOffered(action: KeyAction, state: WalkState): boolean {
  const isHelpOpen = state.help !== null;
  switch (action) {
    case 'next-step':
      return !isHelpOpen && state.step < state.steps - 1;
    case 'previous-step':
      return !isHelpOpen && state.step > 0;
    case 'send':
      return canSend(state);
    case 'help':
      return !isHelpOpen;
    case 'close':
      return isHelpOpen;
    default:
      return true;
  }
}
