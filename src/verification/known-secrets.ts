/** Secret access keys that are known, and which of them is a key's. */

import { EXAMPLE_KEYS } from '../aws/example-keys.ts';
import { type Bytes, given } from '../bytes/bytes.ts';
import type { InputSource } from '../bytes/input.ts';
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import type { Rules } from '../sigv4/rules.ts';
import type { SecretSource } from './keys.ts';

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
