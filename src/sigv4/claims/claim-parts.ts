/** Reads the parts that claims have in common: the credential and the list of signed headers. */
import { type Bytes, NOTHING, slice } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { split } from '../../bytes/text-operations.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';

export interface Credential {
  readonly accessKeyId: Bytes;
  readonly scope: Scope;
  readonly terminator: Bytes;
}

/**
 * Reads a credential, which is an access key ID and a scope, separated by slashes. The text is parsed from right to
 * left, because a key ID may contain slashes. A slash after the last part is allowed. `regionSet` takes the place of
 * the Region for an algorithm whose scope has no Region. Returns `null` if the text is not a credential.
 */
export function readCredential(text: Bytes, { boundTo }: Algorithm, regionSet: Bytes | null): Credential | null {
  const credential = text.octets.endsWith('/') ? slice(text, 0, text.octets.length - 1) : text;
  const parts = split(credential, '/');
  const scopeParts = parts.slice(boundTo === 'region' ? -4 : -3);
  const scopeLength = scopeParts.reduce((length, part) => length + part.octets.length + 1, 0);
  const accessKeyId = slice(credential, 0, Math.max(credential.octets.length - scopeLength, 0));
  const [date, ...others] = scopeParts;
  const terminator = others.pop();
  const service = others.pop();
  const region = boundTo === 'region' ? others.pop() : (regionSet ?? NOTHING);
  const isWhole = date?.octets && region && service?.octets && terminator?.octets && accessKeyId.octets !== '';
  if (!isWhole || (boundTo === 'region' && region.octets === '')) return null;
  return { accessKeyId, scope: { date, region, service }, terminator };
}

/**
 * Returns a problem if the list of signed headers repeats a name, and `null` otherwise. Repeated names are refused,
 * because they would allow a small request to have a huge canonical request. `placeOf` maps bytes `start` to `end` of
 * the list, including its semicolons, to their place in the request.
 */
export function repeatedName(
  names: readonly Bytes[],
  code: string,
  placeOf: (start: number, end: number) => NonNullable<Problem['where']>,
): Problem | null {
  const seen = new Set<string>();
  let start = 0;
  for (const { octets } of names) {
    const end = start + octets.length;
    if (seen.has(octets)) {
      const says = 'The list of signed headers names a header twice.';
      const where = placeOf(start, end);
      return problem(code, says, 'Name each header once, even if it is sent several times.', {
        where,
        see: AUTHORIZATION_HEADER,
      });
    }
    seen.add(octets);
    start = end + 1;
  }
  return null;
}
