/** Signing with another secret than the one that is given. */
import { type Bytes, NOTHING } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { type Draft, putBytes, secretBytes, withPart } from './draft/draft.ts';
import { byMistake, madeOf } from './draft/wrong-operations.ts';
import { type Mutation, signing } from './mutation.ts';
import type { Sides } from './sides.ts';

/** The secrets that a mistake makes of one: none where it changes nothing. */
export type SecretChange = (secretAccessKey: Octets) => readonly string[];

/** A secret that is longer is none; each change of it costs a signature. */
const LONGEST = 512;

/** Returns a mistake in how the secret reaches the signer: what the signer gets is made of the right one. */
export function withOtherSecret(variant: string, says: string, change: SecretChange): Mutation {
  const transform = byMistake(variant);
  return signing(variant, says, (draft) =>
    otherSecrets(draft, change, (other) => madeOf(secretBytes(draft) ?? NOTHING, transform, other)),
  );
}

/** Returns the mistake of signing with one of these in place of the secret. */
export function withOneOfSecrets(variant: string, says: string, secrets: readonly string[]): Mutation {
  return signing(variant, says, (draft) =>
    secrets
      .filter((other) => other !== draft.secretAccessKey)
      .map((other) => withPart(draft, 'secretAccessKey', putBytes(draft, other))),
  );
}

function otherSecrets(draft: Draft, change: SecretChange, bytesOf: (other: string) => Bytes): readonly Draft[] {
  const { secretAccessKey } = draft;
  if (secretAccessKey === null || secretAccessKey.length > LONGEST) return [];
  return [...new Set(change(secretAccessKey))]
    .filter((other) => other !== secretAccessKey)
    .map((other) => withPart(draft, 'secretAccessKey', bytesOf(other)));
}

/** Returns whether the signature is, with the secret given here, that of the very string to sign that the server computed. */
export const isSignedAsServerComputes = ({ rightFor }: Sides): boolean => rightFor.server === true;

/** Whether both sides say what they signed, and say the same: only the key is left. */
export function areStringsEqual({ server, client }: Sides): boolean {
  return (
    server.known === 'quoted' &&
    client.known === 'quoted' &&
    server.stringToSign !== null &&
    server.stringToSign === client.stringToSign
  );
}
