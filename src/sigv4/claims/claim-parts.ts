/** The credential: an access key ID and the scope, separated by slashes. */
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
 * Read from the right, since a key ID may have slashes in it; a slash behind the last part is let pass. `regionSet` is
 * the region of an algorithm that has none in its scope. `null` for what is no credential.
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
 * Each name stands there once: a list that repeats one makes a canonical request of any size out of a small one.
 * `placeOf` says where bytes `start` to `end` of the list, its semicolons counted, stand in the request.
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
      return problem(code, says, 'Name each header once, however often it is sent.', {
        where,
        see: AUTHORIZATION_HEADER,
      });
    }
    seen.add(octets);
    start = end + 1;
  }
  return null;
}
