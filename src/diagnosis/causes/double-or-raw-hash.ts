/** Describes a wrong hash in the string to sign. It must be a single SHA-256 in 64 lowercase hexadecimal digits. */
import type { Bytes } from '../../bytes/bytes.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { hmacSha256, sha256 } from '../../crypto/digests.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { secretBytes, withSteps } from '../draft/draft.ts';
import { inBase64, inCapitals, inUtf8Again, inUtf16 } from '../draft/wrong-operations.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

const hashWith = (variant: string, says: string, hash: (canonicalRequest: Bytes) => Bytes): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { hash })]);

export const doubleOrRawHash: Cause = {
  id: 'double-or-raw-hash',
  stage: 'string-to-sign',
  says: 'The hash of the canonical request was computed or written in the wrong way.',
  fix: 'Hash the canonical request once with SHA-256, and write the hash as 64 lowercase hexadecimal digits.',
  see: SIGNED_REQUEST,
  threads: [
    'https://github.com/aws-beam/aws_signature/pull/37',
    'https://github.com/amzn/selling-partner-api-docs/issues/116',
  ],
  mutations: [
    hashWith('capitals', 'The hash of the canonical request was written in uppercase.', (text) =>
      inCapitals(hexadecimal(sha256(text))),
    ),
    hashWith('double', 'The hash of the canonical request was hashed again, as hexadecimal text.', (text) =>
      hexadecimal(sha256(hexadecimal(sha256(text)))),
    ),
    hashWith('double-of-bytes', 'The hash of the canonical request was hashed again, as bytes.', (text) =>
      hexadecimal(sha256(sha256(text))),
    ),
    hashWith(
      'raw',
      'The hash of the canonical request was put into the string to sign as 32 raw bytes, not as hexadecimal digits.',
      sha256,
    ),
    hashWith('base64', 'The hash of the canonical request was written in base64.', (text) => inBase64(sha256(text))),
    hashWith(
      'base64-of-hex',
      'The hexadecimal digits of the hash of the canonical request were written in base64.',
      (text) => inBase64(hexadecimal(sha256(text))),
    ),
    hashWith(
      'hex-twice',
      'The hexadecimal digits of the hash of the canonical request were encoded in hexadecimal again.',
      (text) => hexadecimal(hexadecimal(sha256(text))),
    ),
    hashWith(
      'bytes-as-latin-1',
      'The bytes of the hash of the canonical request were read as Latin-1 characters and written in UTF-8.',
      (text) => inUtf8Again(sha256(text)),
    ),
    hashWith('utf-16', 'The canonical request was hashed as UTF-16, two bytes for each character.', (text) =>
      hexadecimal(sha256(inUtf16(text))),
    ),
    signing('keyed', 'The canonical request was hashed with HMAC and the signing key, not with SHA-256.', (draft) => {
      const secret = secretBytes(draft);
      if (secret === null) return [];
      const key = draft.steps.signingKey(draft, secret);
      return [withSteps(draft, { hash: (text) => hexadecimal(hmacSha256(key, text)) })];
    }),
  ],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'double' },
};

/** Suspects a wrong hash from the last line of the client's own string to sign. */
function suspects({ client }: Sides): Suspicion | null {
  if (client.known !== 'quoted' || client.stringToSign === null) return null;
  const last = client.stringToSign.slice(client.stringToSign.lastIndexOf('\n') + 1);
  if (!client.stringToSign.startsWith('AWS4-') || /^[0-9a-f]{64}$/.test(last) || last === '') return null;
  return {
    standing: 'possible',
    says: 'The last line of the string that the client signed is not 64 lowercase hexadecimal digits.',
  };
}
