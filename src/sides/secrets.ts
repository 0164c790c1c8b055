/** Determines what is known about the secret: whether it signs as the server computes, and whether AWS publishes it. */
import { EXAMPLE_KEYS } from '../aws/example-keys.ts';
import { octetsFromText } from '../bytes/octets.ts';
import type { Sides } from './sides.ts';
import { areDifferent } from './texts.ts';

/**
 * Returns whether the given secret produces the signature that arrived from the server's own string to sign. The signature
 * in the client's log is not known to have arrived.
 */
export const isSignedAsServerComputes = ({ rightFor, claim, answer }: Sides): boolean =>
  rightFor.server === true && (claim !== null || Boolean(answer?.signatureProvided));

/** Returns whether the known secret is the one that AWS publishes for the access key ID of the request. */
export const isSecretPublished = ({ claim, secretAccessKey }: Sides): boolean =>
  claim !== null &&
  EXAMPLE_KEYS.some(
    (key) =>
      octetsFromText(key.accessKeyId) === claim.accessKeyId.octets &&
      octetsFromText(key.secretAccessKey) === secretAccessKey,
  );

/**
 * Returns whether the client may well have signed with a secret other than the known one: the server's own secret, or
 * the text that the server quotes, was tried with the signature, and does not fit.
 */
export const isSecretDoubted = ({ isServersSecret, rightFor }: Sides): boolean =>
  isServersSecret || rightFor.server === false;

/**
 * Returns whether the signature in the client's log is not the one that the known secret makes from the string to sign in
 * the same log. The client then has another key, also if the texts differ.
 */
export const isOwnSignatureWrong = ({ evidence, rightFor, signature, client }: Sides): boolean =>
  rightFor.client === false &&
  client.stringToSign !== null &&
  signature !== null &&
  evidence.client?.signature === signature;

/** Returns whether both sides report the same signed text, so that only the key can be wrong. */
export function areStringsEqual({ server, client }: Sides): boolean {
  return (
    server.known === 'quoted' &&
    client.known === 'quoted' &&
    server.stringToSign !== null &&
    server.stringToSign === client.stringToSign
  );
}

/** Returns whether the text that was signed is known and is not what is wrong, so that only the key can be. */
export const isOnlyKeyWrong = (sides: Sides): boolean =>
  areStringsEqual(sides) || (isOwnSignatureWrong(sides) && !areDifferent(sides.client, sides.server));
