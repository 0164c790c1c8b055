/** How a string is signed, as one of the two axes of SigV4; the schemes are the other, what is signed. */
import { type Bytes, fixed } from '../bytes/bytes.ts';
import { hexadecimal } from '../bytes/text-operations.ts';
import { hmacSha256 } from '../crypto/digests.ts';
import type { Recorder } from '../trace/trace.ts';
import { AUTHORIZATION_HEADER } from './documentation.ts';
import { deriveSigningKey, type SigningKeyInput } from './stages/signing-key.ts';

export interface Algorithm {
  /** As it stands in the Authorization header and on the first line of the string to sign. */
  readonly name: Bytes;
  /** The key for one date, region and service. */
  deriveKey(input: SigningKeyInput, record: Recorder): Bytes;
  /** The signature of a string, in hexadecimal digits. */
  sign(signingKey: Bytes, stringToSign: Bytes): Bytes;
}

export const AWS4_HMAC_SHA256: Algorithm = {
  name: fixed('AWS4-HMAC-SHA256', {
    id: 'algorithm',
    says: 'the name of the algorithm: Signature Version 4 with HMAC-SHA256',
    see: AUTHORIZATION_HEADER,
  }),
  deriveKey: deriveSigningKey,
  sign: (signingKey, stringToSign) => hexadecimal(hmacSha256(signingKey, stringToSign)),
};
