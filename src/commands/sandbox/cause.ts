/** Determines which refusals of the sandbox have a cause to search for. */
import type { AnswerReport } from '../../sandbox/settings.ts';

/**
 * Returns the exchange in which to search for the cause of a wrong signature; `null` if the request was accepted, or if
 * the refusal has a different code. Because the sandbox has the secret, it can reproduce each known mistake.
 */
export const searchedExchange = ({ exchange, refused }: AnswerReport): AnswerReport['exchange'] =>
  refused?.code === 'SignatureDoesNotMatch' ? exchange : null;
