/** Determines what is known about the secret: whether it signs as the server computes, and whether AWS publishes it. */
import { EXAMPLE_KEYS } from '../aws/example-keys.ts';
import { octetsFromText } from '../bytes/octets.ts';
import type { Sides } from './sides.ts';

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
