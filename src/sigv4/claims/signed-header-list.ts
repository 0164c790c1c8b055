/** The list of signed headers that a request names. */
import type { Bytes } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';

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
