/** Sends the request of a walk, or says why it is not sent. */

import { isAccepted } from '../../views/exchange-outcome.ts';
import { methodOf } from '../../views/request-parts.ts';
import { fieldOf } from '../components/text-field.ts';
import { doesNothing, to } from '../reducing.ts';
import type { WalkNext } from './events.ts';
import { canSend, isLive, liveTarget, type WalkState } from './walk-state.ts';

const NOT_SIGNED = 'Your edit cannot be signed, so nothing is sent: fix it, or undo it with z.';

/**
 * Goes to the next step or, on the step that sends, sends the request. The Enter key never sends a request over the
 * network.
 */
export function goOn(state: WalkState): WalkNext {
  const isAtSend = state.step >= state.cursors.length - 2 && state.sending.kind !== 'never';
  if (isAtSend && state.editing?.problem) return to(state, { notice: NOT_SIGNED });
  if (isLive(state))
    return to(state, { notice: 'Press s to send it over the network, or t for the sandbox. ← goes back.' });
  if (canSend(state)) return send(state);
  if (state.step < state.cursors.length - 1) return to(state, { step: state.step + 1 });
  return to(state, { notice: 'This is the last step. ← goes back, q leaves.' });
}

const send = (state: WalkState): WalkNext => to(state, { sending: { kind: 'sending', reports: [] } }, { kind: 'send' });

/**
 * Sends a request over the network. A request that changes something is sent only after the user has typed its method.
 */
export function sendLive(state: WalkState): WalkNext {
  if (liveTarget(state) === null) return to(state, { notice: doesNothing('s') });
  if (state.editing?.problem) return to(state, { notice: NOT_SIGNED });
  if (!isLive(state)) return to(state, { notice: 'It is sent from the step Send: press s there.' });
  return CHANGES_NOTHING.has(methodOf(state.walk.facts.trace))
    ? send(state)
    : to(state, { open: { kind: 'confirm', field: fieldOf('') } });
}

export const SIGNED_NOW = 'Signed again, with the present time. z undoes the change.';
export const IN_SANDBOX = 'Enter now sends it to the sandbox in this program. z undoes the change.';

/**
 * Explains why a key for requests that are sent over the network currently has no effect. Returns `null` if the key has
 * an effect.
 */
export function beforeSending(state: WalkState, key: string): WalkNext | null {
  if (liveTarget(state) === null) return to(state, { notice: doesNothing(key) });
  return isLive(state) ? null : to(state, { notice: `Press ${key} on the step Send.` });
}

const CHANGES_NOTHING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export function confirmed(state: WalkState, typed: string): WalkNext {
  const method = methodOf(state.walk.facts.trace).toLowerCase();
  return typed.trim().toLowerCase() === method
    ? send(state)
    : to(state, { notice: `Nothing was sent, because "${typed}" is not ${method}.` });
}

/** Says why there is nothing to diagnose. */
export function nothingToDiagnose({ sending, walk }: WalkState): string {
  if (sending.kind !== 'answered') return 'No server has refused this request. Send it first.';
  const { response } = sending.exchange;
  if (response === null) return 'No server has answered this request. Send it again.';
  if (isAccepted(sending.exchange)) return 'The server accepted this request, so there is no mistake to look for.';
  if (walk.openDiagnosis === null) return 'No diagnosis can be opened from here.';
  const { status } = response.head;
  return status < 400
    ? `The server answered with ${status}, which is not about the signature.`
    : `The server checks this after the signature: ${status} is not about the signature.`;
}
