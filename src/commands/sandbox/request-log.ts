/** Writes the sandbox's log, which has one line for each request, for people or for programs. */
import type { ExaminedExchange, TrafficCause } from '../../app/traffic/examined-exchange.ts';
import { textFromOctets } from '../../bytes/octets.ts';
import { printable, visible, visibleText } from '../../pages/characters/visible.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';

/**
 * Writes a line for a person. The cause of a wrong signature replaces the sentence that S3 always sends. A cause that is
 * only likely says so.
 */
export function reportLine(
  { method, target, status, refusal, refused }: AnswerReport,
  { cause, suspect }: Pick<ExaminedExchange, 'cause' | 'suspect'>,
): string {
  // The target is masked, because a client may have sent the session token of its own credentials.
  const request = method === '' ? 'no request' : `${visible(method)} ${visible(maskSecretsIn(target))}`;
  // A message of S3 quotes the request; the sentence about a cause is this program's own.
  const message = refusal === null ? '' : ` ${visibleText(refusal)}`;
  const found = cause ?? suspect;
  const named = found && refused ? ` ${refused.code}${cause ? '' : ', probably'}: ${printable(found.says)}` : null;
  return `${request} → ${status}${named ?? message}
`;
}

/** Writes a line of JSON for a program. Members are only added, never renamed. */
export function reportJson({ method, target, status, refused }: AnswerReport, cause: TrafficCause | null): string {
  const masked = maskSecretsIn(target);
  return `${JSON.stringify({
    method,
    target: textFromOctets(masked) ?? masked,
    status,
    verdict: refused ? 'refused' : 'accepted',
    code: refused?.code ?? null,
    stage: refused ? (refused.check ?? 'operation') : null,
    cause: cause?.id ?? null,
    says: cause?.says ?? null,
  })}\n`;
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
