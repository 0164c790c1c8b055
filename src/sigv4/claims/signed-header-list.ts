/** The list of signed headers that a request names. */
import type { Bytes } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';

/** Each name stands there once: a list that repeats one makes a canonical request of any size out of a small one. */
export function repeatedName(names: readonly Bytes[], code: string): Problem | null {
  const seen = new Set<string>();
  for (const { octets } of names) {
    if (seen.has(octets)) {
      const says = `The list of signed headers names ${JSON.stringify(octets)} twice.`;
      return problem(code, says, 'Name each header once, however often it is sent.', { see: AUTHORIZATION_HEADER });
    }
    seen.add(octets);
  }
  return null;
}
