/** Finds secret access keys and derives signing keys from them. */

import { EXAMPLE_KEYS, isPublishedSecret } from '../aws/example-keys.ts';
import { hasFormOfSecret } from '../aws/secret-form.ts';
import { type Bytes, given } from '../bytes/bytes.ts';
import type { InputSource } from '../bytes/input.ts';
import { asText, type Octets, octetsFromText } from '../bytes/octets.ts';
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
    const { date, region, service } = scope;
    return deriving(algorithm).deriveKey({ date, region, service, accessKeyId, secretAccessKey }, record);
  };
}

/** A secret, and where it came from. */
export interface KnownSecret {
  /** The access key ID; `null` for a secret that is tried with any ID. */
  readonly accessKeyId: string | null;
  readonly secretAccessKey: string;
  /** The session token, if the secret is known to belong to temporary credentials. */
  readonly sessionToken?: string;
  readonly source: InputSource;
  /** Whether the server certainly has this secret, because this program is the server. */
  readonly isServers?: true;
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

export const isPublished = ({ source }: KnownSecret): boolean => source.kind === 'documentation';

/**
 * Returns the secrets and session tokens that are masked wherever they are written. A secret that AWS has published is not one of them, nor is
 * a secret that is also its own access key ID, because each request names the ID.
 */
export const hiddenSecrets = (secrets: readonly KnownSecret[]): readonly Octets[] =>
  secrets
    .filter((secret) => !isPublished(secret) && !isPublishedSecret(secret.secretAccessKey))
    .filter(({ accessKeyId, secretAccessKey }) => secretAccessKey !== accessKeyId || hasFormOfSecret(secretAccessKey))
    .flatMap(({ secretAccessKey, sessionToken }) => [
      secretAccessKey,
      ...(sessionToken === undefined ? [] : [sessionToken]),
    ])
    .map(octetsFromText);

/** Whether the user named the file that has the secret, as with `--secret-from`. */
export const isFromFile = ({ source }: KnownSecret): boolean =>
  source.kind === 'file' || source.kind === 'standard-input';

/**
 * Returns the secrets to try for a key ID, in this order: those in a file that the user named, those that the user gave for
 * this ID, those that the user gave without an ID, and the secret that AWS publishes for this ID.
 */
export function secretsOfKey(secrets: readonly KnownSecret[], accessKeyId: Octets): readonly KnownSecret[] {
  const text = asText(accessKeyId);
  const place = (secret: KnownSecret) => {
    if (isPublished(secret)) return 3;
    if (isFromFile(secret)) return 0;
    return secret.accessKeyId === null ? 2 : 1;
  };
  return secrets
    .filter(({ accessKeyId: id }) => id === text || id === null)
    .sort((one, other) => place(one) - place(other));
}

/**
 * Returns the secret for a key ID where only one is tried: one that was given for this ID, or else the first one. Returns
 * `null` if there is none.
 */
export function secretOfKey(secrets: readonly KnownSecret[], accessKeyId: Octets): KnownSecret | null {
  const known = secretsOfKey(secrets, accessKeyId);
  return known.find((secret) => secret.accessKeyId !== null && !isPublished(secret)) ?? known[0] ?? null;
}

/** Creates a source that returns the first secret to try. */
export function secretSource(secrets: readonly KnownSecret[]): SecretSource {
  return (accessKeyId): Bytes | null => {
    const found = secretOfKey(secrets, accessKeyId);
    return found
      ? given(octetsFromText(found.secretAccessKey), { id: 'secret-access-key', source: found.source })
      : null;
  };
}
