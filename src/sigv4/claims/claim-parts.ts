/** Reads the parts that claims have in common: the credential and the list of signed headers. */
import { type Bytes, NOTHING, slice } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';
import { TERMINATOR_NAME } from '../names.ts';
import { type ScopePart, scopePartsOf } from '../stages/credential-scope.ts';

export interface Credential {
  readonly accessKeyId: Bytes;
  readonly scope: Scope;
  readonly terminator: Bytes;
}

/**
 * Reads a credential, which is an access key ID and a scope, separated by slashes. The text is parsed from right to
 * left, because a key ID may contain slashes. A slash after the last part is allowed. `regionSet` takes the place of
 * the Region for an algorithm whose scope has no Region. Returns `null` if the text is
 * not a credential.
 */
export function readCredential(text: Bytes, algorithm: Algorithm, regionSet: Bytes | null): Credential | null {
  const names = scopePartsOf(algorithm);
  const credential = text.octets.endsWith('/') ? slice(text, 0, text.octets.length - 1) : text;
  const parts: Record<ScopePart, Bytes> = { date: NOTHING, region: NOTHING, service: NOTHING, terminator: NOTHING };
  let end = credential.octets.length;
  for (let index = names.length - 1; index >= 0; index--) {
    const name = names[index];
    const slash = credential.octets.lastIndexOf('/', end - 1);
    if (name === undefined || slash < 0 || slash + 1 === end) return null;
    parts[name] = slice(credential, slash + 1, end);
    end = slash;
  }
  if (end === 0) return null;
  const { date, region, service, terminator } = parts;
  return {
    accessKeyId: slice(credential, 0, end),
    scope: { date, region: algorithm.boundTo === 'region' ? region : (regionSet ?? NOTHING), service },
    terminator,
  };
}

/** Returns the form of a credential, for people: `KEY/DATE/REGION/SERVICE/aws4_request`. */
export const credentialForm = (algorithm: Algorithm): string =>
  [
    'KEY',
    ...scopePartsOf(algorithm).map((part) => (part === 'terminator' ? TERMINATOR_NAME : part.toUpperCase())),
  ].join('/');

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
  // A list in order, as nearly all are, cannot repeat a name elsewhere.
  if (names.every(({ octets }, index) => index === 0 || (names[index - 1]?.octets ?? '') < octets)) return null;
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
