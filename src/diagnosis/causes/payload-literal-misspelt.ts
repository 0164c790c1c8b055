/**
 * Describes a wrong last line. It must be 64 lowercase hexadecimal digits or a fixed value, and equal to
 * x-amz-content-sha256.
 */
import { type Octets, octetsFromHex, octetsFromText } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { AUTHORIZATION_HEADER } from '../../sigv4/documentation.ts';
import { UNSIGNED_PAYLOAD } from '../../sigv4/payload-words.ts';
import type { Cause, Statement } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { withHashes } from '../draft/payload-hashes.ts';
import { signing } from '../mutation.ts';
import { quoted } from '../words.ts';

const WORDS = UNSIGNED_PAYLOAD.octets;
const HASH = /^[0-9a-f]{64}$/;
const MISSPELT = [
  'UNSIGNED PAYLOAD',
  'UNSIGNED_PAYLOAD',
  'unsigned-payload',
  'Unsigned-Payload',
  'UNSIGNED-PAYLOAD ',
  '"UNSIGNED-PAYLOAD"',
  'UNSIGNEDPAYLOAD',
  'UNSIGNED',
];

/** Rewrites the last line if it is a hash. */
const rewriteHash = (write: (hash: string) => readonly string[]) => (draft: Draft) =>
  HASH.test(draft.hashedPayload) ? withHashes(draft, write(draft.hashedPayload)) : [];
const inBase64 = (hash: string) => Buffer.from(octetsFromHex(hash), 'latin1').toString('base64');

export const payloadLiteralMisspelt: Cause = {
  id: 'payload-literal-misspelt',
  stage: 'hashed-payload',
  says: 'The payload hash was not signed in the form that S3 requires.',
  fix: 'Write the hash as 64 lowercase hexadecimal digits, or write the exact value UNSIGNED-PAYLOAD or STREAMING-AWS4-HMAC-SHA256-PAYLOAD. Use the same value in x-amz-content-sha256 and on the last line of the canonical request.',
  see: AUTHORIZATION_HEADER,
  threads: [
    'https://github.com/irods/irods_resource_plugin_s3/issues/1833',
    'https://github.com/arnemolland/sigv4/issues/8',
    'https://github.com/aws/aws-sdk-php/pull/995',
  ],
  mutations: [
    signing(
      'unsigned-though-hashed',
      'The last line of the canonical request is UNSIGNED-PAYLOAD, but x-amz-content-sha256 has a hash.',
      rewriteHash(() => [WORDS]),
    ),
    signing(
      'empty-line',
      'The last line of the canonical request is empty instead of the hash of the payload.',
      (draft) => withHashes(draft, ['']),
    ),
    signing(
      'capitals',
      'The hash of the payload was signed in uppercase.',
      rewriteHash((hash) => [hash.toUpperCase()]),
    ),
    signing(
      'base64',
      'The hash of the payload was signed in base64, not as hexadecimal digits.',
      rewriteHash((hash) => [inBase64(hash)]),
    ),
    signing(
      'double',
      'The hash of the payload was hashed again before it was signed.',
      rewriteHash((hash) => [sha256Hex(hash as Octets), sha256Hex(octetsFromHex(hash))]),
    ),
    signing(
      'raw',
      'The hash of the payload was signed as 32 raw bytes, not as hexadecimal digits.',
      rewriteHash((hash) => [octetsFromHex(hash), octetsFromText(octetsFromHex(hash))]),
    ),
    signing('misspelt-words', 'UNSIGNED-PAYLOAD was signed with different spelling.', (draft) =>
      draft.hashedPayload === WORDS ? withHashes(draft, MISSPELT) : [],
    ),
    signing('words-hashed', 'UNSIGNED-PAYLOAD was hashed, and the hash was signed instead.', (draft) =>
      draft.hashedPayload === WORDS ? withHashes(draft, [sha256Hex(WORDS)]) : [],
    ),
  ],
  states,
  example: { kind: 'mutation', base: 'get-range', variant: 'unsigned-though-hashed' },
};

function states({ message, details }: ServerAnswer): Statement | null {
  const isNamed = details.get('ArgumentName')?.toLowerCase() === 'x-amz-content-sha256';
  if (!isNamed && !/x-amz-content-sha256 must be /i.test(message ?? '')) return null;
  const value = details.get('ArgumentValue');
  if (value === undefined)
    return { says: 'x-amz-content-sha256 has neither a hash nor a value that the server supports.' };
  // The value is right, but this server does not support it.
  if (value.startsWith('STREAMING-') && value.endsWith('-TRAILER')) return null;
  return {
    says: `x-amz-content-sha256 is ${quoted(value)}, which is neither a hash nor a value that the server supports.`,
  };
}
