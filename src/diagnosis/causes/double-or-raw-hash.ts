/** The last line of the string to sign: the SHA-256 of the canonical request, once, in lower-case hexadecimal digits. */
import type { Bytes } from '../../bytes/bytes.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { hmacSha256, sha256 } from '../../crypto/digests.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { secretBytes, withSteps } from '../draft/draft.ts';
import { inBase64, inCapitals, inUtf8Again, inUtf16 } from '../draft/wrong-operations.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

const written = (variant: string, says: string, hash: (canonicalRequest: Bytes) => Bytes): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { hash })]);

export const doubleOrRawHash: Cause = {
  id: 'double-or-raw-hash',
  stage: 'string-to-sign',
  says: 'The canonical request was hashed otherwise, or its hash written otherwise, than AWS says.',
  fix: 'Hash the canonical request once with SHA-256, and write the hash as 64 lower-case hexadecimal digits.',
  see: SIGNED_REQUEST,
  threads: [
    'https://github.com/aws-beam/aws_signature/pull/37',
    'https://github.com/amzn/selling-partner-api-docs/issues/116',
  ],
  mutations: [
    written('capitals', 'The hash of the canonical request was written in capitals.', (text) =>
      inCapitals(hexadecimal(sha256(text))),
    ),
    written('double', 'The hash of the canonical request was hashed again, as hexadecimal text.', (text) =>
      hexadecimal(sha256(hexadecimal(sha256(text)))),
    ),
    written('double-of-bytes', 'The hash of the canonical request was hashed again, as bytes.', (text) =>
      hexadecimal(sha256(sha256(text))),
    ),
    written('raw', 'The hash of the canonical request stood in the string to sign as 32 bytes, not as digits.', sha256),
    written('base64', 'The hash of the canonical request was written in base64.', (text) => inBase64(sha256(text))),
    written(
      'base64-of-hex',
      'The hexadecimal digits of the hash of the canonical request were written in base64.',
      (text) => inBase64(hexadecimal(sha256(text))),
    ),
    written(
      'hex-twice',
      'The hexadecimal digits of the hash of the canonical request were written in hexadecimal digits again.',
      (text) => hexadecimal(hexadecimal(sha256(text))),
    ),
    written(
      'bytes-as-latin-1',
      'The bytes of the hash of the canonical request were taken for Latin-1 letters and written in UTF-8.',
      (text) => inUtf8Again(sha256(text)),
    ),
    written('utf-16', 'The canonical request was hashed as UTF-16, two bytes for each character.', (text) =>
      hexadecimal(sha256(inUtf16(text))),
    ),
    signing('keyed', 'The canonical request was hashed by HMAC under the signing key, not by SHA-256.', (draft) => {
      const secret = secretBytes(draft);
      if (secret === null) return [];
      const key = draft.steps.signingKey(draft, secret);
      return [withSteps(draft, { hash: (text) => hexadecimal(hmacSha256(key, text)) })];
    }),
  ],
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'double' },
};

/** The last line of the client's own string to sign. */
function suspects({ client }: Sides): Suspicion | null {
  if (client.known !== 'quoted' || client.stringToSign === null) return null;
  const last = client.stringToSign.slice(client.stringToSign.lastIndexOf('\n') + 1);
  if (!client.stringToSign.startsWith('AWS4-') || /^[0-9a-f]{64}$/.test(last) || last === '') return null;
  return {
    standing: 'possible',
    says: 'The last line of the string that the client signed is not 64 lower-case hexadecimal digits.',
  };
}
