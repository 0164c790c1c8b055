/** Writes the sandbox's log, which has one line for each request, for people or for programs. */

import { isRefusedStatus } from '../../app/traffic/examined-exchange.ts';
import { fixText, searchClause } from '../../app/traffic/log/cause-lines.ts';
import { exchangeMask } from '../../app/traffic/log/exchange-mask.ts';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { printable, visible, visibleText } from '../../views/characters/visible.ts';
import type { CauseKnowledge } from '../../views/traffic/traffic-entry.ts';

/**
 * Masks the target, because a client may have sent secrets of its own credentials. If the head was kept, what it calls a
 * secret is masked in the target too.
 */
export const maskedTarget = ({ exchange, target }: Pick<AnswerReport, 'exchange' | 'target'>): Octets =>
  exchange ? exchangeMask(exchange)(target) : maskSecretsIn(target);

/** Writes the line for people. The cause, or the search for it, replaces the sentence that S3 always sends. */
export function reportLine(report: AnswerReport, number: number, known: CauseKnowledge): string {
  const { method, status, refusal, refused } = report;
  const request = method === '' ? 'no request' : `${visible(method)} ${visible(maskedTarget(report))}`;
  const reason = known.cause ?? known.suspect;
  const clause = searchClause({ number }, known);
  const certainty = known.cause ? '' : ', probably';
  if (refused && reason)
    return `${request} → ${status} ${refused.code}${certainty}: ${printable(reason.says)}\n${fixText(known)}`;
  if (refused && clause !== '') return `${request} → ${status} ${refused.code}${clause}\n`;
  // A message of S3 may quote the request.
  return `${request} → ${status}${refusal === null ? '' : ` ${visibleText(refusal)}`}\n`;
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
