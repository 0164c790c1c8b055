/**
 * Explains why the rules exist. The rules themselves are in the trace. The sentences here say what would go wrong
 * without each rule.
 */

import type { Origin } from '../../bytes/origin.ts';

/** The reasons, keyed by the ID of a rule or a transform. */
const REASONS: Readonly<Record<string, string>> = {
  'added-header': 'the server can only verify what the request carries',
  'added-parameter': 'the server can only verify what the URL carries',
  'authorization-part': 'the server must find each part again',
  'aws-chunked': 'the server must know that the body is in chunks before it reads it',
  'canonical-header-colon': 'without it, another name and value could give the same bytes',
  'canonical-header-comma': 'a header that is sent twice must give the same bytes on both sides',
  'canonical-header-newline': 'without it, two headers could be one, and give the same hash',
  'canonical-request-newline': 'without it, two different requests could have the same text',
  'empty-path': 'an HTTP request always has a path, even if the URL has none',
  'hash-of-last-chunk': 'the empty chunk is signed too, so the body cannot be cut off',
  'hash-of-nothing': 'the place of a hash is never empty, so the lines keep their numbers',
  hex: 'bytes of a hash are not text, and a header carries only text',
  'hmac-sha256': 'only a holder of the key can compute it; it does not reveal the key',
  'key-derivation': 'the standard for deriving keys (NIST SP 800-108) has this form',
  'line-end': 'HTTP ends each line with CR LF',
  'lower-case': 'HTTP ignores the case of a name; a hash does not',
  'normalised-path': 'both sides must see the same path',
  'percent-encode': 'clients may write a character in several ways; one is hashed',
  'prefixed-secret': 'the key of one version of the algorithm is useless for another',
  'query-ampersand': 'it keeps the parameters apart',
  'query-equals': 'an empty value and no value give the same bytes',
  'scope-separator': 'the server splits the scope here',
  'secret-prefix': 'the key of one version of the algorithm is useless for another',
  sha256: 'the string to sign stays short, and any changed byte changes the hash',
  'signed-headers-separator': 'it keeps the names apart; no header name contains it',
  'string-to-sign-newline': 'it keeps the four lines apart',
  terminator: 'it says which version of the algorithm the key is for',
  'unsigned-payload': 'the client says so, and this line is signed: it cannot be added later',
  'url-scheme': 'the signature covers the host, not whether TLS is used',
  'ecdsa-p256': 'the server needs only the public key to verify it',
};

/** Returns the reason for the rule or for the first transform of bytes with this origin; `null` if none is known. */
export function reasonOf(origin: Origin | null): string | null {
  if (origin?.kind === 'fixed') return REASONS[origin.rule.id] ?? null;
  if (origin?.kind !== 'derived') return null;
  return origin.by.flatMap(({ id }) => REASONS[id] ?? [])[0] ?? null;
}
