/** Writes a line for each captured exchange, for people or for programs. */

import { asText, type Octets } from '../../../bytes/octets.ts';
import { maskMessage } from '../../../sigv4/secrets/mask-message.ts';
import type { Mask } from '../../../trace/masks/mask.ts';
import { printable, visible } from '../../../views/characters/visible.ts';
import type { ExaminedExchange } from '../examined-exchange.ts';
import { accessKeyIdOf } from '../key-id.ts';
import { exchangeMask } from './exchange-mask.ts';

/**
 * Writes a line about an exchange for a person, which ends with `clause`, and a second line for the cause, if any, or for
 * the vendor whose signature the request has.
 */
export function exchangeLine(
  { exchange, request, form, verdict, otherScheme, cause, suspect }: ExaminedExchange,
  clause = '',
): string {
  const { response, times } = exchange;
  const { method, target } = request.head;
  const what = requestWords(method.octets, exchangeMask(exchange)(target.octets));
  const bytes = exchange.request.body.length + (response?.body.length ?? 0);
  // An unsigned request has no form, so that both are the same word.
  const facts = [...new Set<string>([form, verdict]), `${bytes} bytes`, `${Math.round(times.finished)} ms`].join(', ');
  const reason = cause ?? suspect;
  const name = cause ? 'Cause' : 'Probably';
  const said = reason === null ? otherScheme : `${name} (${reason.stage}): ${printable(reason.says)}`;
  return `${what} → ${response?.head.status ?? 'no response'} (${facts})${clause}\n${said === null ? '' : `  ${said}\n`}`;
}

/** Returns the members of the JSON record of an exchange that do not depend on its cause. */
export function exchangeMembers({ exchange, request, form, verdict }: ExaminedExchange) {
  const { method, target } = request.head;
  const mask = exchangeMask(exchange);
  const masked = mask(target.octets);
  const keyId = mask(accessKeyIdOf(request.head));
  return {
    method: method.octets,
    target: asText(masked),
    form,
    verdict,
    status: exchange.response?.head.status ?? null,
    accessKeyId: keyId === '' ? null : asText(keyId),
  };
}

/** Shows the capture's own changes, line by line. Returns an empty string if there are none. */
export const changesText = ({ exchange }: ExaminedExchange): string =>
  changedLines(exchange)
    .map((line) => `  ${line}\n`)
    .join('');

/**
 * Names a request at the beginning of its line. The target is already masked. What may be a secret only because of a
 * label before it is masked in addition, up to the end of the target. In a whole line, it is not known where
 * such a secret ends, so the line itself is not masked (`Terminal.rows`).
 */
export const requestWords = (method: Octets, maskedTarget: Octets): string =>
  method === '' ? 'no request' : `${visible(method)} ${maskMessage(visible(maskedTarget))}`;

/** Names a request in a line that is not next to its own: its method, and its path without the query. */
export const requestName = (method: Octets, maskedTarget: Octets): string =>
  requestWords(method, maskedTarget).replace(/\?.*$/s, '');

/** Returns the lines of the head that were removed in transit, each after `-`, and then the new lines after `+`. */
export function changedLines(exchange: ExaminedExchange['exchange']): string[] {
  const { octets, forwarded } = exchange.request;
  if (octets === forwarded) return [];
  const mask = exchangeMask(exchange);
  const [before, after] = [linesOf(octets, mask), linesOf(forwarded, mask)];
  const removed = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  const added = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  return [...removed, ...added];
}

const linesOf = (octets: Octets, mask: Mask): string[] =>
  octets
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => maskMessage(visible(mask(line as Octets))));
