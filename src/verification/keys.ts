/** Where the key for a claim comes from: a secret that somebody knows, by access key ID. */

import { EXAMPLE_KEYS } from '../aws/example-keys.ts';
import { type Bytes, given } from '../bytes/bytes.ts';
import type { InputSource } from '../bytes/input.ts';
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import type { Algorithm } from '../sigv4/algorithms/algorithm.ts';
import { keepingKeys } from '../sigv4/algorithms/kept-keys.ts';
import { ALGORITHMS } from '../sigv4/algorithms/table.ts';
import type { KeySource } from '../sigv4/claims/verify.ts';
import type { Rules } from '../sigv4/rules.ts';
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

/** A secret and who said it. */
export interface KnownSecret {
  /** `null` for one that was given without: it is tried for whatever key the request names. */
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string;
  readonly source: InputSource;
}

/** What a verifier is told, as data that a worker thread can be given. */
export interface VerifierSettings {
  readonly secrets: readonly KnownSecret[];
  /** The server's clock, in milliseconds since 1970. */
  readonly now: number;
  /** Choices in the place of those of the service. */
  readonly rules: Partial<Rules>;
}

/** AWS itself has published them. */
export const PUBLISHED_SECRETS: readonly KnownSecret[] = EXAMPLE_KEYS.map(({ accessKeyId, secretAccessKey }) => ({
  accessKeyId,
  secretAccessKey,
  source: { kind: 'documentation' },
}));

/** Whether everybody knows it. */
export const isPublished = (secret: KnownSecret): boolean => PUBLISHED_SECRETS.includes(secret);

/** The first that is of this key, or of any. */
export function secretOfKey(secrets: readonly KnownSecret[], accessKeyId: Octets): KnownSecret | null {
  const text = textFromOctets(accessKeyId) ?? accessKeyId;
  return (
    secrets.find((secret) => secret.accessKeyId === text) ??
    secrets.find((secret) => secret.accessKeyId === null) ??
    null
  );
}

export function secretSource(secrets: readonly KnownSecret[]): SecretSource {
  return (accessKeyId): Bytes | null => {
    const found = secretOfKey(secrets, accessKeyId);
    return found && given(octetsFromText(found.secretAccessKey), { id: 'secret-access-key', source: found.source });
  };
}
