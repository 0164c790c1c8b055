/** Writes a line for each captured exchange, for people or for programs. */

import { octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { printable, visible } from '../../pages/characters/visible.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import type { ExaminedExchange } from './examined-exchange.ts';

/**
 * Writes a line about an exchange for a person, and a second line for the cause, if any. That line does not begin with
 * the stage, because `authorization:` at the beginning of a line is a header whose value is masked.
 */
export function exchangeLine({ exchange, request, form, verdict, cause, suspect }: ExaminedExchange): string {
  const { response, times } = exchange;
  const { method, target } = request.head;
  const what = `${visible(method.octets)} ${visible(maskSecretsIn(target.octets))}`;
  const bytes = exchange.request.body.length + (response?.body.length ?? 0);
  // An unsigned request has no form, so that both are the same word.
  const facts = [...new Set<string>([form, verdict]), `${bytes} bytes`, `${Math.round(times.finished)} ms`].join(', ');
  const reason = cause ?? suspect;
  const name = cause ? 'Cause' : 'Probably';
  const why = reason === null ? '' : `  ${name} (${reason.stage}): ${printable(reason.says)}\n`;
  return `${what} → ${response?.head.status ?? 'no response'} (${facts})\n${why}`;
}

/** Writes how to fix the cause, or how to check a likely one, on a line of its own. Returns an empty string if no cause is known. */
export function fixText({ cause, suspect }: ExaminedExchange): string {
  const reason = cause ?? suspect;
  return reason === null ? '' : `  ${cause ? 'Fix' : 'Check'}: ${printable(reason.fix)}\n`;
}

/** Writes a line of JSON for a program. Members are only added, never renamed. */
export function exchangeJson({ exchange, request, form, verdict, stage, cause }: ExaminedExchange): string {
  const { method, target } = request.head;
  const masked = maskSecretsIn(target.octets);
  return `${JSON.stringify({
    method: method.octets,
    target: textFromOctets(masked) ?? masked,
    form,
    verdict,
    status: exchange.response?.head.status ?? null,
    stage,
    cause: cause?.id ?? null,
  })}\n`;
}

/**
 * Shows the capture's own changes, line by line, and why the request was not signed again. Returns an empty string if
 * there is nothing to show.
 */
export function changesText({ exchange }: ExaminedExchange): string {
  const unsigned = notSignedAgainText(exchange);
  return [...changedLines(exchange), ...(unsigned === null ? [] : [unsigned])].map((line) => `  ${line}\n`).join('');
}

/** Says why the request was not signed again, and how to change that; `null` if it was, or if it should not be. */
export const notSignedAgainText = ({ notSignedAgain }: ExaminedExchange['exchange']): string | null =>
  notSignedAgain && visible(octetsFromText(`${notSignedAgain.says} ${notSignedAgain.fix}`));

/** Returns the lines of the head that were removed in transit, each after `-`, and then the new lines after `+`. */
export function changedLines({ request }: ExaminedExchange['exchange']): string[] {
  const { octets, forwarded } = request;
  if (octets === forwarded) return [];
  const [before, after] = [linesOf(octets), linesOf(forwarded)];
  const removed = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  const added = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  return [...removed, ...added];
}

const linesOf = (octets: string): string[] =>
  octets
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => visible(maskSecretsIn(octetsFromText(line))));
