/** Writes the sandbox's log, which has one line for each request, for people or for programs. */

import { isRefusedStatus } from '../../app/traffic/examined-exchange.ts';
import { fixText, searchClause } from '../../app/traffic/log/cause-lines.ts';
import { requestWords } from '../../app/traffic/log/exchange-lines.ts';
import { exchangeMask, maskedSentences } from '../../app/traffic/log/exchange-mask.ts';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import { maskMessage } from '../../sigv4/secrets/mask-message.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import type { Mask } from '../../trace/masks/mask.ts';
import { printable, visibleText } from '../../views/characters/visible.ts';
import type { CauseKnowledge } from '../../views/traffic/traffic-entry.ts';

/**
 * Returns the mask for texts of a request. If its head was kept, it also knows what the head calls a secret. Most requests
 * are accepted, and to look for all labels in a target takes as long as a part of the answer.
 */
const maskFor = ({ exchange }: Pick<AnswerReport, 'exchange'>): Mask =>
  exchange ? exchangeMask(exchange) : maskSecretsIn;

/** Masks the target, because a client may have sent secrets of its own credentials. */
export const maskedTarget = (report: Pick<AnswerReport, 'exchange' | 'target'>): Octets =>
  maskFor(report)(report.target);

/** Writes the line for people. The cause, or the search for it, replaces the sentence that S3 always sends. */
export function reportLine(report: AnswerReport, number: number, known: CauseKnowledge): string {
  const { method, status, refusal, refused } = report;
  const request = requestWords(method, maskedTarget(report));
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
    target: textFromOctets(masked) ?? masked,
    status,
    verdict: isRefusedStatus(status) ? 'refused' : 'accepted',
    code: refused?.code ?? null,
    stage: refused ? (refused.check ?? 'operation') : null,
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
