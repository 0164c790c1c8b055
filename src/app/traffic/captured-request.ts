/** Reads and verifies the request of a captured exchange. */
import { given } from '../../bytes/bytes.ts';
import type { Input } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { readRequestHead } from '../../http/read-head.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import { inOriginForm } from '../../http/relay/edit-head.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { recordingOnly } from '../../trace/trace.ts';
import { fittingSecret } from '../../verification/fitting-secret.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import { verifyRequest } from '../../verification/verify-request.ts';

export interface ExamineSettings {
  readonly secrets: readonly KnownSecret[];
  /** The time of the server, in milliseconds since 1970. */
  readonly now: number;
}

/** The head that the client sent and the head that arrived at the server, as the sources of bytes. */
const AS_SENT: Input = { id: 'request', source: { kind: 'request', read: 'as-sent' } };
const AS_ARRIVED: Input = { id: 'request', source: { kind: 'request', read: 'as-arrived' } };

/** Returns the request as the client sent it, in origin form; `null` if it cannot be read in that form. */
export const requestOf = (exchange: CapturedExchange): ClientRequest | null =>
  clientRequest(inOriginForm(exchange.request.octets), exchange, AS_SENT);

/** Returns the request as it arrived at the server; `null` if it cannot be read. */
export const arrivedRequest = (exchange: CapturedExchange): ClientRequest | null =>
  clientRequest(exchange.request.forwarded, exchange, AS_ARRIVED);

/**
 * Creates a request from a head and the captured body. If the body was not kept in full, only its hash is known; if its end
 * did not arrive, nothing is known of it. The bytes of the head have an origin, because a page masks every byte of unknown
 * origin.
 */
function clientRequest(octets: Octets, exchange: CapturedExchange, input: Input): ClientRequest | null {
  const { request, scheme, times, isSeenAtBothEnds = false } = exchange;
  const head = readRequestHead(given(octets, input));
  if (isProblem(head)) return null;
  const { kept, length, sha256 } = request.body;
  const hasEnded = times.requestEnd !== null;
  const body = hasEnded && kept.length === length ? kept : null;
  const hashedBody = hasEnded && sha256 !== null ? { length, sha256 } : null;
  const seenBy = isSeenAtBothEnds ? 'client' : 'tap';
  return { head, body, hashedBody, bodyOffset: null, scheme, seenBy, unsaid: [], remarks: [] };
}

/** Verifies a request. Also keeps the canonical request and the string to sign that a server computes. */
export function verifyCaptured(request: ClientRequest, { secrets, now }: ExamineSettings) {
  const { record, kept } = recordingOnly([CANONICAL_REQUEST.id, STRING_TO_SIGN.id]);
  const { verifier } = fittingSecret(secrets, request, { now, rules: {} });
  return { verified: verifyRequest(request, verifier, record), kept };
}
