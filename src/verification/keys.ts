/** Finds secret access keys, and derives signing keys from them. */

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

/** Returns the secret access key of an access key ID; `null` if it is unknown. */
export type SecretSource = (accessKeyId: Octets) => Bytes | null;

/** Makes a key source that records the secret, which tells the redactor about it. */
export function keysFrom(secretOf: SecretSource): KeySource {
  return keySource(secretOf, (algorithm) => algorithm);
}

/** Makes a key source for many requests. It caches derived keys, because deriving a key takes longer than using it. */
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

/** A secret and its source. */
export interface KnownSecret {
  /** `null` for a secret without a key ID, which is tried for any key. */
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string;
  readonly source: InputSource;
}

/** The settings of a verifier, as data that can be sent to a worker thread. */
export interface VerifierSettings {
  readonly secrets: readonly KnownSecret[];
  /** The server's clock, in milliseconds since 1970. */
  readonly now: number;
  /** Changes to the rules of the service. */
  readonly rules: Partial<Rules>;
}

/** The secrets in AWS's documentation. */
export const PUBLISHED_SECRETS: readonly KnownSecret[] = EXAMPLE_KEYS.map(({ accessKeyId, secretAccessKey }) => ({
  accessKeyId,
  secretAccessKey,
  source: { kind: 'documentation' },
}));

/** Tells whether a secret is published. */
export const isPublished = (secret: KnownSecret): boolean => PUBLISHED_SECRETS.includes(secret);

/** Finds the secret of a key ID, or else one without a key ID. */
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
