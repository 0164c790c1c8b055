/**
 * Completes a canonical request whose end was cut off. The last two lines can be derived from the lines above: the list
 * of signed headers repeats their names, and the hash of the payload is often in a header. Only a hash can confirm a
 * candidate.
 */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { AWS4 } from '../../sigv4/dialect.ts';

interface Completed {
  readonly octets: Octets;
  readonly repairs: readonly string[];
}

const REPAIRS = ['Its end was missing, and was completed from its other lines.'];
const FIELD = /^([a-z0-9!#$%&'*+.^_`|~-]+):(.*)$/;
const UNSIGNED = 'UNSIGNED-PAYLOAD';
const HASH_OF_NOTHING = sha256Hex(EMPTY);
const DOTS = /(?:\.{3,8}|\xe2\x80\xa6)[\t-\r ]*$/;

/** Lists the candidates. The list is empty if the text ends before its headers. */
export function completedEnds(text: Octets): Completed[] {
  const lines = text.replace(DOTS, '').split('\n');
  if (!/^[A-Z]{3,10}$/.test(lines[0] ?? '') || !lines[1]?.startsWith('/')) return [];
  const first = lines.findIndex((line, index) => index > 1 && FIELD.test(line));
  if (first < 0) return [];
  const after = lines.findIndex((line, index) => index > first && !FIELD.test(line));
  const headers = lines.slice(first, after < 0 ? undefined : after);
  // The very last line may be cut off or complete.
  const wholes = after < 0 && headers.length > 1 ? [headers, headers.slice(0, -1)] : [headers];
  return wholes.flatMap((whole) => completions([...lines.slice(0, first), ...whole], whole));
}

function completions(before: readonly string[], headers: readonly string[]): Completed[] {
  const fields = headers.map((line) => FIELD.exec(line));
  const names = fields.map((field) => field?.[1] ?? '').join(';');
  const stated = fields.find((field) => field?.[1] === AWS4.headers.contentSha256)?.[2];
  const payloads = [...new Set([stated, UNSIGNED, HASH_OF_NOTHING])].filter((payload) => payload !== undefined);
  return payloads.map((payload) => ({
    octets: [...before, '', names, payload].join('\n') as Octets,
    repairs: REPAIRS,
  }));
}
