/** The state of a walk on the screen, and how each key changes it. Nothing here knows of Ink. */
import type { KeyAction } from '../commands/keys.ts';
import type { Exchange } from '../http/exchange.ts';

/** Steps on which enter sends. */
const SENDING_STEPS = [6, 7];
const RESPONSE_STEP = 7;
export const STEPS = 8;

export type Sending =
  | { readonly kind: 'unsent' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'answered'; readonly exchange: Exchange };

export interface WalkState {
  /** Which step, from 0. */
  readonly step: number;
  /** The line of each step that the cursor stands on, from 0. */
  readonly cursors: readonly number[];
  readonly isHelpOpen: boolean;
  readonly sending: Sending;
  /** `null` while the screen is open. */
  readonly exitCode: number | null;
}

export const FIRST_STATE: WalkState = {
  step: 0,
  cursors: Array.from({ length: STEPS }, () => 0),
  isHelpOpen: false,
  sending: { kind: 'unsent' },
  exitCode: null,
};

/** What the reducer must know of the screen: it decides how far a key goes. */
export interface Measures {
  /** The lines of this step. */
  readonly stops: number;
  /** The line a screen further or back. */
  readonly pageDown: number;
  readonly pageUp: number;
}

export type WalkEvent =
  | { readonly kind: 'key'; readonly action: KeyAction; readonly measures: Measures }
  | { readonly kind: 'answered'; readonly exchange: Exchange };

const INTERRUPTED = 130;

export function nextState(state: WalkState, event: WalkEvent): WalkState {
  if (event.kind === 'answered') {
    return { ...state, step: RESPONSE_STEP, sending: { kind: 'answered', exchange: event.exchange } };
  }
  const { action, measures } = event;
  if (action === 'interrupt') return { ...state, exitCode: INTERRUPTED };
  if (action === 'leave') return { ...state, exitCode: 0 };
  if (action === 'help') return { ...state, isHelpOpen: !state.isHelpOpen };
  if (action === 'close') return { ...state, isHelpOpen: false };
  return state.isHelpOpen ? state : move(state, action, measures);
}

function move(state: WalkState, action: KeyAction, { stops, pageDown, pageUp }: Measures): WalkState {
  const cursor = state.cursors[state.step] ?? 0;
  switch (action) {
    case 'next-step':
      return { ...state, step: Math.min(state.step + 1, STEPS - 1) };
    case 'previous-step':
      return { ...state, step: Math.max(state.step - 1, 0) };
    case 'line-down':
      return withCursor(state, Math.min(cursor + 1, stops - 1));
    case 'line-up':
      return withCursor(state, cursor - 1);
    case 'page-down':
      return withCursor(state, pageDown);
    case 'page-up':
      return withCursor(state, pageUp);
    case 'first-line':
      return withCursor(state, 0);
    case 'last-line':
      return withCursor(state, stops - 1);
    case 'send':
      return canSend(state) ? { ...state, sending: { kind: 'sending' } } : state;
    default:
      return state;
  }
}

function withCursor(state: WalkState, cursor: number): WalkState {
  return { ...state, cursors: state.cursors.map((old, step) => (step === state.step ? Math.max(cursor, 0) : old)) };
}

/** On step 7 again and again; on step 8 while nothing has been sent. */
export function canSend({ step, sending }: WalkState): boolean {
  if (!SENDING_STEPS.includes(step) || sending.kind === 'sending') return false;
  return step !== RESPONSE_STEP || sending.kind === 'unsent';
}
