/** Finds secret access keys and derives signing keys from them. */

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

/** Returns the secret access key for an access key ID, or `null` if the key is unknown. */
export type SecretSource = (accessKeyId: Octets) => Bytes | null;

/** Creates a key source that records each secret, so that the redactor knows it. */
export function keysFrom(secretOf: SecretSource): KeySource {
  return keySource(secretOf, (algorithm) => algorithm);
}

/**
 * Creates a key source for many requests. The source caches derived keys, because deriving a key takes longer than
 * using it.
 */
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

/** A secret, and where it came from. */
export interface KnownSecret {
  /** The access key ID; `null` for a secret that is tried with any ID. */
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string;
  readonly source: InputSource;
}

/** The settings of a verifier, in a form that can be sent to a worker thread. */
export interface VerifierSettings {
  readonly secrets: readonly KnownSecret[];
  /** The server's clock, in milliseconds since 1970. */
  readonly now: number;
  readonly rules: Partial<Rules>;
}

/** The example secrets in the AWS documentation. */
export const PUBLISHED_SECRETS: readonly KnownSecret[] = EXAMPLE_KEYS.map(({ accessKeyId, secretAccessKey }) => ({
  accessKeyId,
  secretAccessKey,
  source: { kind: 'documentation' },
}));

export const isPublished = (secret: KnownSecret): boolean => PUBLISHED_SECRETS.includes(secret);

/** Returns the secret for a key ID, or else a secret without a key ID; `null` if there is neither. */
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
