/** A string to sign that is not built as documented. */
import { type Bytes, derive, join, slice } from '../../../bytes/bytes.ts';
import type { Octets } from '../../../bytes/octets.ts';
import type { Transform } from '../../../bytes/origin.ts';
import { hexadecimal } from '../../../bytes/text-operations.ts';
import { hmacSha256, sha256 } from '../../../crypto/digests.ts';
import { SIGNED_REQUEST } from '../../../sigv4/documentation.ts';
import { SLASH } from '../../../sigv4/stages/credential-scope.ts';
import { NEWLINE } from '../../../sigv4/stages/string-to-sign.ts';
import { readTimestamp } from '../../../sigv4/timestamp.ts';
import type { Cause, Suspicion } from '../../cause.ts';
import {
  credentialBytes,
  type Draft,
  type DraftScope,
  partBytes,
  putBytes,
  scopeBytes,
  scopePartBytes,
  secretBytes,
  withSteps,
} from '../../draft/draft.ts';
import { inBase64, inCapitals, inUtf8Again, inUtf16 } from '../../draft/wrong-operations.ts';
import { type Mutation, signing } from '../../mutation.ts';
import type { Sides } from '../../sides.ts';
import { github } from '../threads.ts';

export const OTHER_NAMES = [
  ...['HMAC-SHA256', 'AWS4-HMAC-SHA-256', 'AWS4', 'aws4-hmac-sha256', 'AWS4-SHA256', 'AWS4-HMAC-SHA1', 'Basic'],
] as readonly string[] as readonly Octets[];

type Lines = (draft: Draft, hash: Bytes, canonicalRequest: Bytes) => readonly Bytes[];

const buildFrom = (variant: string, says: string, ...ways: readonly Lines[]): Mutation =>
  signing(variant, says, (draft) =>
    ways.map((lines) => withSteps(draft, { stringToSign: (...made) => join(lines(...made), NEWLINE) })),
  );

const ORDERS_OF_SCOPE: readonly (readonly (keyof DraftScope)[])[] = [
  ['date', 'service', 'region', 'terminator'],
  ['region', 'date', 'service', 'terminator'],
  ['region', 'service', 'date', 'terminator'],
  ['service', 'region', 'date', 'terminator'],
];

const algorithmOf = (draft: Draft): Bytes => partBytes(draft, 'algorithm');
const timestampOf = (draft: Draft): Bytes => partBytes(draft, 'timestamp');
const scopeOfParts = (draft: Draft, parts: readonly (keyof DraftScope)[]): Bytes =>
  join(
    parts.map((part) => scopePartBytes(draft, part)),
    SLASH,
  );

const OTHER_NOTATION: Transform = { id: 'other-timestamp', done: 'written in another notation', secrecy: 'keeps' };

const withoutLast = (bytes: Bytes): Bytes => slice(bytes, 0, Math.max(0, bytes.octets.length - 1));

const writeTimestamp =
  (write: (date: Date) => string): Lines =>
  (draft, hash) => {
    const written = write(new Date(readTimestamp(draft.timestamp) ?? 0)) as Octets;
    const timestamp = derive(written, OTHER_NOTATION, [timestampOf(draft)]);
    return [algorithmOf(draft), timestamp, scopeBytes(draft), hash];
  };

/**
 * Describes a string to sign that does not consist of four lines: the algorithm, the timestamp, the scope, and the hash
 * of the canonical request.
 */
export const stringToSignMisbuilt: Cause = {
  id: 'string-to-sign-misbuilt',
  stage: 'string-to-sign',
  says: 'The string to sign was built in the wrong way.',
  fix: 'Join four lines with LF: AWS4-HMAC-SHA256, the timestamp YYYYMMDDTHHMMSSZ, the scope DATE/REGION/SERVICE/aws4_request, and the hash of the canonical request.',
  see: SIGNED_REQUEST,
  threads: [],
  mutations: [
    buildFrom(
      'canonical-request-signed',
      'The canonical request itself was signed, without a string to sign.',
      (_draft, _hash, text) => [text],
    ),
    buildFrom(
      'canonical-request-within',
      'The string to sign contained the canonical request itself instead of its hash.',
      (draft, _hash, text) => [algorithmOf(draft), timestampOf(draft), scopeBytes(draft), text],
    ),
    buildFrom(
      'date-alone',
      'The second line of the string to sign was only the date, not the whole timestamp.',
      (draft, hash) => [algorithmOf(draft), scopePartBytes(draft, 'date'), scopeBytes(draft), hash],
    ),
    buildFrom(
      'key-id-in-scope',
      'The scope in the string to sign began with the access key ID, as the credential does.',
      (draft, hash) => [algorithmOf(draft), timestampOf(draft), credentialBytes(draft), hash],
    ),
    buildFrom(
      'other-timestamp',
      'The second line of the string to sign was the time in a different notation than YYYYMMDDTHHMMSSZ.',
      writeTimestamp((date) => date.toUTCString()),
      writeTimestamp((date) => date.toISOString()),
      writeTimestamp((date) => date.toISOString().replace(/\.000/, '')),
      (draft, hash) => [algorithmOf(draft), withoutLast(timestampOf(draft)), scopeBytes(draft), hash],
      writeTimestamp((date) => String(date.getTime() / 1000)),
    ),
    buildFrom(
      'timestamp-in-scope',
      'The scope in the string to sign began with the whole timestamp, not with the date.',
      (draft, hash) => {
        const scope = join([timestampOf(draft), scopeOfParts(draft, ['region', 'service', 'terminator'])], SLASH);
        return [algorithmOf(draft), timestampOf(draft), scope, hash];
      },
    ),
    buildFrom('no-algorithm', 'The string to sign had no line for the algorithm.', (draft, hash) => [
      timestampOf(draft),
      scopeBytes(draft),
      hash,
    ]),
    buildFrom('no-timestamp', 'The string to sign had no line for the timestamp.', (draft, hash) => [
      algorithmOf(draft),
      scopeBytes(draft),
      hash,
    ]),
    buildFrom('no-scope', 'The string to sign had no line for the scope.', (draft, hash) => [
      algorithmOf(draft),
      timestampOf(draft),
      hash,
    ]),
    buildFrom('no-terminator', 'The scope in the string to sign had no "aws4_request" at its end.', (draft, hash) => {
      const scope = scopeOfParts(draft, ['date', 'region', 'service']);
      return [algorithmOf(draft), timestampOf(draft), scope, hash];
    }),
    buildFrom(
      'scope-in-another-order',
      'The parts of the scope in the string to sign were not in the order date, Region, service.',
      ...ORDERS_OF_SCOPE.map(
        (order): Lines =>
          (draft, hash) => [algorithmOf(draft), timestampOf(draft), scopeOfParts(draft, order), hash],
      ),
    ),
    buildFrom(
      'other-algorithm',
      'The first line of the string to sign was not the algorithm name that AWS uses.',
      ...OTHER_NAMES.map(
        (name): Lines =>
          (draft, hash) => [putBytes(draft, name), timestampOf(draft), scopeBytes(draft), hash],
      ),
    ),
    buildFrom(
      'hash-alone',
      'The hash of the canonical request was signed by itself, without the other lines.',
      (_draft, hash) => [hash],
    ),
  ],
};

const hashWith = (variant: string, says: string, hash: (canonicalRequest: Bytes) => Bytes): Mutation =>
  signing(variant, says, (draft) => [withSteps(draft, { hash })]);

/** Describes a wrong hash in the string to sign. It must be a single SHA-256 in 64 lowercase hexadecimal digits. */
export const doubleOrRawHash: Cause = {
  id: 'double-or-raw-hash',
  stage: 'string-to-sign',
  says: 'The hash of the canonical request was computed or written in the wrong way.',
  fix: 'Hash the canonical request once with SHA-256, and write the hash as 64 lowercase hexadecimal digits.',
  see: SIGNED_REQUEST,
  threads: github(`aws-beam/aws_signature/pull/37 amzn/selling-partner-api-docs/issues/116`),
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
  suspects: suspectDoubleOrRawHash,
};

/** Suspects a wrong hash from the last line of the client's own string to sign. */
function suspectDoubleOrRawHash({ client }: Sides): Suspicion | null {
  if (client.known !== 'quoted' || client.stringToSign === null) return null;
  const last = client.stringToSign.slice(client.stringToSign.lastIndexOf('\n') + 1);
  if (!client.stringToSign.startsWith('AWS4-') || /^[0-9a-f]{64}$/.test(last) || last === '') return null;
  return {
    standing: 'possible',
    says: 'The last line of the string that the client signed is not 64 lowercase hexadecimal digits.',
  };
}
