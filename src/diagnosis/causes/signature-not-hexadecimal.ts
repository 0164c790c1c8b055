/** Describes a signature that is not written as 64 lowercase hexadecimal digits. */
import { decodeBase64 } from '../../bytes/base64.ts';
import type { Bytes } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { hmacSha256 } from '../../crypto/digests.ts';
import { AUTHORIZATION_HEADER } from '../../sigv4/documentation.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { withSteps } from '../draft/draft.ts';
import { inBase64, inBase64Url, inCapitals } from '../draft/wrong-operations.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

const writeSignature = (variant: string, says: string, write: (mac: Bytes) => Bytes): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { signature: (key, text) => write(hmacSha256(key, text)) })]);

const IN_BASE64 = 'The signature is written in base64, not in hexadecimal digits.';
const IN_CAPITALS = 'The signature is written in uppercase hexadecimal digits.';

export const signatureNotHexadecimal: Cause = {
  id: 'signature-not-hexadecimal',
  stage: 'authorization',
  says: 'The signature is not written as 64 lowercase hexadecimal digits.',
  fix: 'Write the 32 bytes of the last HMAC as 64 lowercase hexadecimal digits.',
  see: AUTHORIZATION_HEADER,
  threads: [],
  mutations: [
    writeSignature('base64', IN_BASE64, inBase64),
    writeSignature('capitals', IN_CAPITALS, (mac) => inCapitals(hexadecimal(mac))),
    writeSignature(
      'base64url',
      'The signature is written in base64 with - and _, not in hexadecimal digits.',
      inBase64Url,
    ),
    writeSignature('base64-of-hex', 'The hexadecimal digits of the signature are written in base64.', (mac) =>
      inBase64(hexadecimal(mac)),
    ),
    writeSignature('hex-twice', 'The hexadecimal digits of the signature are encoded in hexadecimal again.', (mac) =>
      hexadecimal(hexadecimal(mac)),
    ),
  ],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'base64' },
};

function suspects({ signature, answer, server }: Sides): Suspicion | null {
  if (signature === null || answer === null || isOtherAlgorithm(server.stringToSign)) return null;
  if (/^[0-9A-F]{64}$/.test(signature) && /[A-F]/.test(signature)) {
    return { standing: 'explains', variant: 'capitals', says: IN_CAPITALS };
  }
  return decodeBase64(signature)?.length === 32 ? { standing: 'explains', variant: 'base64', says: IN_BASE64 } : null;
}

/** Returns whether another algorithm signed the string. For example, Signature Version 2 uses base64. */
const isOtherAlgorithm = (stringToSign: Octets | null) =>
  stringToSign !== null && !stringToSign.startsWith('AWS4-HMAC-SHA256');
