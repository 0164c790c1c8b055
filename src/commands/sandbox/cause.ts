/** Determines the cause of a refusal of the sandbox, or what to search for it in. */
import { type ExamineSettings, requestOf } from '../../app/traffic/captured-request.ts';
import { causeInWords } from '../../app/traffic/examined-exchange.ts';
import { causeInEvidence } from '../../app/traffic/exchange-search.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { CAUSES, causeOf } from '../../causes/table.ts';
import { answerOfNothing } from '../../evidence/answers/server-answer.ts';
import { NO_EVIDENCE, type ServerAnswer } from '../../evidence/evidence.ts';
import { type Refusal, refusalMessage } from '../../sandbox/answers/answer.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import type { TrafficCause } from '../../views/traffic/traffic-entry.ts';

/** What to change at the sandbox, by the ID of a cause. */
export const SANDBOX_FIXES: Readonly<Record<string, string>> = Object.fromEntries(
  CAUSES.flatMap(({ id, inSandbox }) => (inSandbox === undefined ? [] : [[id, inSandbox]])),
);

/**
 * Returns the exchange in which to search for the cause of a wrong signature; `null` if the request was accepted, or if
 * the refusal has a different code. Because the sandbox has the secret, it can reproduce each known mistake.
 */
export const searchedExchange = ({ exchange, refused }: AnswerReport): AnswerReport['exchange'] =>
  refused?.code === 'SignatureDoesNotMatch' ? exchange : null;

/**
 * Returns the cause of a refusal that needs no search, because the refusal states it; `null` if it does not. The sandbox
 * knows its refusal even if the response has no body, or if it is that of another server.
 */
export function knownCause(
  { exchange, refused, status }: AnswerReport,
  settings: ExamineSettings,
): TrafficCause | null {
  const request = exchange && requestOf(exchange);
  if (!request || !refused) return null;
  // S3 looks up keys and tokens together, so that a key without its token is answered as an unknown key.
  if (refused.check === 'session-token' && refused.code === 'InvalidAccessKeyId')
    return causeInWords(causeOf('token-missing'));
  const headers = new Map(
    exchange.response?.head.headers.map(({ name, value }) => [name.octets.toLowerCase(), value.octets]),
  );
  const answer = { ...answerOf(refused), status, headers };
  return causeInEvidence({ ...NO_EVIDENCE, request, answer }, settings).cause;
}

/** Returns the refusal as a client would read it from an error document of S3. */
function answerOf(refused: Refusal): ServerAnswer {
  const { [KEY_ID]: keyId, ...details } = Object.fromEntries(refused.elements);
  return {
    ...answerOfNothing({ kind: 'answer' }),
    form: 'xml',
    code: refused.code,
    message: refusalMessage(refused),
    details: new Map(Object.entries(details)),
    accessKeyId: keyId === undefined ? null : octetsFromText(keyId),
  };
}

const KEY_ID = 'AWSAccessKeyId';
