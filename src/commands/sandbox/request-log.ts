/**
 * Writes the sandbox's log, which has one line for each request, for people or for programs, and determines the cause of a
 * refusal, or what to search for it in.
 */
import { type ExamineSettings, requestOf } from '../../app/traffic/captured-request.ts';
import { causeInWords, isRefusedStatus } from '../../app/traffic/examined-exchange.ts';
import { causeInEvidence } from '../../app/traffic/exchange-search.ts';
import { accessKeyIdOf } from '../../app/traffic/key-id.ts';
import { fixText, searchClause } from '../../app/traffic/log/cause-lines.ts';
import { requestWords } from '../../app/traffic/log/exchange-lines.ts';
import { exchangeMask, maskedSentences } from '../../app/traffic/log/exchange-mask.ts';
import { signedForOther } from '../../app/traffic/other-secret.ts';
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { causeOf } from '../../causes/table.ts';
import { answerOfNothing } from '../../evidence/answers/server-answer.ts';
import { NO_EVIDENCE, type ServerAnswer } from '../../evidence/evidence.ts';
import { type Refusal, refusalMessage } from '../../sandbox/answers/answer.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import { maskMessage } from '../../sigv4/secrets/mask-message.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import type { Mask } from '../../trace/masks/mask.ts';
import { printable, visibleText } from '../../views/characters/visible.ts';
import type { CauseKnowledge, TrafficCause } from '../../views/traffic/traffic-entry.ts';

/**
 * Returns the mask for texts of a request. If its head was kept, it also knows what the head calls a secret. Most requests
 * are accepted, and to look for all labels in a target takes as long as a part of the answer.
 */
const maskFor = ({ exchange }: Pick<AnswerReport, 'exchange'>): Mask =>
  exchange ? exchangeMask(exchange) : maskSecretsIn;

/** Masks the target, because a client may have sent secrets of its own credentials. */
export const maskedTarget = (report: Pick<AnswerReport, 'exchange' | 'target'>): Octets =>
  maskFor(report)(report.target);

/** Returns the access key ID that a request names, with secrets masked; empty if it names none. */
export function senderOf(report: AnswerReport): string {
  const { head } = report;
  return head === null ? '' : asText(maskFor(report)(accessKeyIdOf(head)));
}

/** Writes the line for people, after `who`. The cause, or the search for it, replaces the sentence that S3 always sends. */
export function reportLine(report: AnswerReport, number: number, known: CauseKnowledge, who = ''): string {
  const { method, status, refusal, refused } = report;
  const request = `${who}${requestWords(method, maskedTarget(report))}`;
  const reason = known.cause ?? known.suspect;
  const clause = searchClause({ number }, known);
  const certainty = known.cause ? '' : ', probably';
  if (refused && reason)
    return `${request} → ${status} ${refused.code}${certainty}: ${printable(reason.says)}\n${fixText(known)}`;
  if (refused && clause !== '') return `${request} → ${status} ${refused.code}${clause}\n`;
  if (refusal === null) return `${request} → ${status}\n`;
  // A message of S3 may quote the request.
  return `${request} → ${status} ${maskMessage(visibleText(maskedSentences(refusal, maskFor(report))))}\n`;
}

/** Returns the members of the JSON record that do not depend on the cause. Members are only added, never renamed. */
export function reportMembers(report: AnswerReport) {
  const { method, status, refused } = report;
  const masked = maskedTarget(report);
  return {
    method,
    target: asText(masked),
    status,
    verdict: isRefusedStatus(status) ? 'refused' : 'accepted',
    code: refused?.code ?? null,
    stage: refused ? (refused.check ?? 'operation') : null,
    accessKeyId: senderOf(report) || null,
  };
}

export interface LineWriter {
  add(line: string): void;
  /** Writes the lines that have not been written yet. */
  flush(): void;
}

/**
 * Returns a writer that collects the lines of one turn of the event loop and writes them at once. Writing a line takes
 * about as long as answering a request, and under load, many requests arrive in one turn.
 */
export function lineWriter(write: (text: string) => void): LineWriter {
  let text = '';
  const flush = () => {
    if (text !== '') write(text);
    text = '';
  };
  return {
    add(line) {
      if (text === '') setImmediate(flush);
      text += line;
    },
    flush,
  };
}

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
  const other = refused.code === 'SignatureDoesNotMatch' ? signedForOther(request, settings) : null;
  if (other) return other;
  const answer = { ...answerOf(refused), status, headers };
  return causeInEvidence({ ...NO_EVIDENCE, request, answer }, settings).cause;
}

/** Returns the refusal as a client would read it from an error document of S3. */
function answerOf(refused: Refusal): ServerAnswer {
  const { [KEY_ID]: keyId, ...details } = refused.elements;
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
