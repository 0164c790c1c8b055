/** Remembers the answers to requests that were sent, so that undoing an edit shows them again. */
import type { ExchangeProgress } from '../../http/body/progress.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import { findValue } from '../../trace/trace.ts';
import type { WalkFacts } from '../../views/facts.ts';

/** Whether the request on the screen is sent. */
export type Sending =
  /** The request was signed elsewhere, and is never sent from here. */
  | { readonly kind: 'never' }
  | { readonly kind: 'unsent' }
  /** The latest progress reports, oldest first. The list is empty at first. */
  | { readonly kind: 'sending'; readonly reports: readonly ExchangeProgress[] }
  | { readonly kind: 'answered'; readonly exchange: RedactedExchange };

/** The answer to a request, which is identified by its bytes and its destination. */
export interface KeptAnswer {
  readonly request: string;
  readonly exchange: RedactedExchange;
}

/** The maximum number of answers that are kept. */
const MOST_ANSWERS = 8;

/** Adds the answer to a request. A later answer to the same request replaces the earlier one. */
export function keepAnswer(
  answers: readonly KeptAnswer[],
  facts: WalkFacts,
  exchange: RedactedExchange,
): readonly KeptAnswer[] {
  const request = requestOf(facts);
  return [...answers.filter((kept) => kept.request !== request), { request, exchange }].slice(-MOST_ANSWERS);
}

/** Returns the answer to a request if exactly this request was sent before; otherwise, the request is not sent. */
export function sendingOf({ answers }: { readonly answers: readonly KeptAnswer[] }, facts: WalkFacts): Sending {
  const request = requestOf(facts);
  const kept = answers.find((answer) => answer.request === request);
  return kept ? { kind: 'answered', exchange: kept.exchange } : { kind: 'unsent' };
}

/** Returns whether two walks send the same bytes to the same server. */
export const isSameRequest = (one: WalkFacts, other: WalkFacts): boolean =>
  one === other || requestOf(one) === requestOf(other);

function requestOf({ trace, body, destination }: WalkFacts): string {
  const head = findValue(trace, SIGNED_REQUEST.id)?.bytes.octets ?? '';
  const { goesTo, connectsTo } = destination;
  return JSON.stringify([goesTo, connectsTo, head, trace.payload.sha256, body.length, body.beginning]);
}
