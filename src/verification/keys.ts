/** Where the key for a claim comes from: a secret that somebody knows, by access key ID. */
import type { Bytes } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Algorithm } from '../sigv4/algorithms/algorithm.ts';
import { keepingKeys } from '../sigv4/algorithms/kept-keys.ts';
import { ALGORITHMS } from '../sigv4/algorithms/table.ts';
import type { KeySource } from '../sigv4/claims/verify.ts';
import { SECRET_ACCESS_KEY } from '../sigv4/stages/request.ts';

/** The secret access key of an access key ID; `null` where nobody knows it. */
export type SecretSource = (accessKeyId: Octets) => Bytes | null;

/** The secret is recorded, so that the redactor knows it. */
export function keysFrom(secretOf: SecretSource): KeySource {
  return keySource(secretOf, (algorithm) => algorithm);
}

/** For many requests: deriving a key costs more than using it, and most requests share one. */
export function keptKeysFrom(secretOf: SecretSource): KeySource {
  const keeping = new Map(ALGORITHMS.map((algorithm) => [algorithm, keepingKeys(algorithm)]));
  return keySource(secretOf, (algorithm) => keeping.get(algorithm) ?? algorithm);
}

function keySource(secretOf: SecretSource, deriving: (algorithm: Algorithm) => Algorithm): KeySource {
  return ({ algorithm, scope, accessKeyId }, record) => {
    const secret = secretOf(accessKeyId.octets);
    if (secret === null) return null;
    const secretAccessKey = record(SECRET_ACCESS_KEY, secret);
    return deriving(algorithm).deriveKey({ ...scope, accessKeyId, secretAccessKey }, record);
  };
}
