/** Contains mistakes that sign with a secret other than the given one. */
import { EXAMPLE_KEYS } from '../aws/example-keys.ts';
import { type Bytes, NOTHING } from '../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { type Draft, putBytes, secretBytes, withPart } from './draft/draft.ts';
import { byMistake, madeOf } from './draft/wrong-operations.ts';
import { type Mutation, signing } from './mutation.ts';
import type { Sides } from './sides.ts';

/**
 * Returns the wrong secrets that a mistake derives from the right secret, or an empty list if the mistake changes
 * nothing.
 */
export type SecretChange = (secretAccessKey: Octets) => readonly string[];

/**
 * The maximum length of a secret that is tried. A longer secret cannot be real, and each changed secret requires
 * another signature.
 */
const LONGEST = 512;

/**
 * Creates a mutation for a secret that was changed before it reached the signer. `how` ends the sentence "The request
 * was signed …", such as "with a newline after the secret".
 */
export function signedWith(variant: string, how: string, change: SecretChange): Mutation {
  const transform = byMistake(variant);
  return signing(variant, signedHow(how), (draft) =>
    otherSecrets(draft, change, (other) => madeOf(secretBytes(draft) ?? NOTHING, transform, other)),
  );
}

/** Creates a mutation for signing with one of these secrets instead of the right one. */
export function signedWithOneOf(variant: string, how: string, secrets: readonly string[]): Mutation {
  return signing(variant, signedHow(how), (draft) =>
    secrets
      .filter((other) => other !== draft.secretAccessKey)
      .map((other) => withPart(draft, 'secretAccessKey', putBytes(draft, other))),
  );
}

const signedHow = (how: string): string => `The request was signed ${how}.`;

function otherSecrets(draft: Draft, change: SecretChange, bytesOf: (other: string) => Bytes): readonly Draft[] {
  const { secretAccessKey } = draft;
  if (secretAccessKey === null || secretAccessKey.length > LONGEST) return [];
  return [...new Set(change(secretAccessKey))]
    .filter((other) => other !== secretAccessKey)
    .map((other) => withPart(draft, 'secretAccessKey', bytesOf(other)));
}

/** Returns whether the given secret produces the signature from the server's own string to sign. */
export const isSignedAsServerComputes = ({ rightFor }: Sides): boolean => rightFor.server === true;

/** Returns whether the known secret is the one that AWS publishes for the access key ID of the request. */
export const isSecretPublished = ({ claim, secretAccessKey }: Sides): boolean =>
  claim !== null &&
  EXAMPLE_KEYS.some(
    (key) =>
      octetsFromText(key.accessKeyId) === claim.accessKeyId.octets &&
      octetsFromText(key.secretAccessKey) === secretAccessKey,
  );

/** Returns whether both sides report the same signed text, so that only the key can be wrong. */
export function areStringsEqual({ server, client }: Sides): boolean {
  return (
    server.known === 'quoted' &&
    client.known === 'quoted' &&
    server.stringToSign !== null &&
    server.stringToSign === client.stringToSign
  );
}
