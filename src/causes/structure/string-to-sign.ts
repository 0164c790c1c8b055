/** Causes that involve a string to sign that is not built as documented. */
import { type Bytes, derive, join, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { hmacSha256, sha256 } from '../../crypto/digests.ts';
import {
  credentialBytes,
  type Draft,
  partBytes,
  putBytes,
  scopeBytes,
  scopePartBytes,
  secretBytes,
  withSteps,
} from '../../drafts/draft.ts';
import { inBase64, inCapitals, inUtf8Again, inUtf16 } from '../../drafts/wrong-operations.ts';
import { SLASH } from '../../sigv4/stages/credential-scope.ts';
import { NEWLINE } from '../../sigv4/stages/string-to-sign.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import { cause, type Mistake, possible, signing } from '../define-cause.ts';
import { signedByOwnClock } from './own-clock.ts';

export const OTHER_NAMES = [
  'HMAC-SHA256',
  'AWS4-HMAC-SHA-256',
  'AWS4',
  'aws4-hmac-sha256',
  'AWS4-SHA256',
  'AWS4-HMAC-SHA1',
  'Basic',
] as readonly string[] as readonly Octets[];

type Lines = (draft: Draft, hash: Bytes, canonicalRequest: Bytes) => readonly Bytes[];

const builtFrom = (says: string, ...ways: readonly (Lines | string)[]): Mistake =>
  signing(says, (draft) =>
    ways
      .map((way) => (typeof way === 'string' ? named(way) : way))
      .map((lines) => withSteps(draft, { stringToSign: (...made) => join(lines(...made), NEWLINE) })),
  );

/**
 * Returns the lines with the given names. A name that contains slashes is a scope that has only the parts in the name,
 * in that order.
 */
const named =
  (lines: string): Lines =>
  (draft, hash, canonicalRequest) => {
    const known: Readonly<Record<string, Bytes>> = {
      algorithm: partBytes(draft, 'algorithm'),
      timestamp: partBytes(draft, 'timestamp'),
      credential: credentialBytes(draft),
      scope: scopeBytes(draft),
      date: scopePartBytes(draft, 'date'),
      region: scopePartBytes(draft, 'region'),
      service: scopePartBytes(draft, 'service'),
      terminator: scopePartBytes(draft, 'terminator'),
      hash,
      canonicalRequest,
    };
    return lines.split(' ').map((line) => {
      const parts = line.split('/').flatMap((name) => known[name] ?? []);
      return join(parts, SLASH);
    });
  };

const OTHER_NOTATION: Transform = { id: 'other-timestamp', done: 'written in another notation', secrecy: 'keeps' };

const withTimestamp =
  (write: (timestamp: Bytes) => Bytes): Lines =>
  (draft, hash) => [partBytes(draft, 'algorithm'), write(partBytes(draft, 'timestamp')), scopeBytes(draft), hash];

const writeTimestamp = (write: (date: Date) => string): Lines =>
  withTimestamp((timestamp) => {
    const written = write(new Date(readTimestamp(timestamp.octets) ?? 0)) as Octets;
    return derive(written, OTHER_NOTATION, [timestamp]);
  });

const withoutLast = (bytes: Bytes): Bytes => slice(bytes, 0, Math.max(0, bytes.octets.length - 1));

export const stringToSignMisbuilt = cause('string-to-sign-misbuilt', 'string-to-sign', {
  says: 'The string to sign was built incorrectly.',
  symptom: 'The canonical requests are equal, and the strings to sign are not.',
  fix: 'Join four lines with LF: AWS4-HMAC-SHA256, the timestamp YYYYMMDDTHHMMSSZ, the scope DATE/REGION/SERVICE/aws4_request, and the hash of the canonical request.',
  byOwnClock: signedByOwnClock,
  breaks: {
    hash: (method) => `After the scope, the string to sign has ${method}: the canonical request itself, not its hash.`,
    time: (time) => `The second line of the string to sign is ${time}, not a time such as 20130524T000000Z.`,
    'time-signed': (time) => `The time in the string to sign is ${time}, which is not the one in x-amz-date.`,
  },
  mutations: {
    'canonical-request-signed': builtFrom(
      'The canonical request itself was signed, without a string to sign.',
      'canonicalRequest',
    ),
    'canonical-request-within': builtFrom(
      'The string to sign contained the canonical request itself instead of its hash.',
      'algorithm timestamp scope canonicalRequest',
    ),
    'date-alone': builtFrom(
      'The second line of the string to sign was only the date, not the whole timestamp.',
      'algorithm date scope hash',
    ),
    'key-id-in-scope': builtFrom(
      'The scope in the string to sign began with the access key ID, as the credential does.',
      'algorithm timestamp credential hash',
    ),
    'other-timestamp': builtFrom(
      'The second line of the string to sign was the time in a different notation than YYYYMMDDTHHMMSSZ.',
      writeTimestamp((date) => date.toUTCString()),
      writeTimestamp((date) => date.toISOString()),
      writeTimestamp((date) => date.toISOString().replace(/\.000/, '')),
      withTimestamp(withoutLast),
      writeTimestamp((date) => String(date.getTime() / 1000)),
    ),
    'timestamp-in-scope': builtFrom(
      'The scope in the string to sign began with the whole timestamp, not with the date.',
      'algorithm timestamp timestamp/region/service/terminator hash',
    ),
    'no-algorithm': builtFrom('The string to sign had no line for the algorithm.', 'timestamp scope hash'),
    'no-timestamp': builtFrom('The string to sign had no line for the timestamp.', 'algorithm scope hash'),
    'no-scope': builtFrom('The string to sign had no line for the scope.', 'algorithm timestamp hash'),
    'no-terminator': builtFrom(
      'The scope in the string to sign had no "aws4_request" at its end.',
      'algorithm timestamp date/region/service hash',
    ),
    'scope-in-another-order': builtFrom(
      'The parts of the scope in the string to sign were not in the order date, Region, service.',
      'algorithm timestamp date/service/region/terminator hash',
      'algorithm timestamp region/date/service/terminator hash',
      'algorithm timestamp region/service/date/terminator hash',
      'algorithm timestamp service/region/date/terminator hash',
    ),
    'other-algorithm': builtFrom(
      'The first line of the string to sign was not the algorithm name that AWS uses.',
      ...OTHER_NAMES.map(
        (name): Lines =>
          (draft, hash) => [putBytes(draft, name), partBytes(draft, 'timestamp'), scopeBytes(draft), hash],
      ),
    ),
    'hash-alone': builtFrom('The hash of the canonical request was signed by itself, without the other lines.', 'hash'),
  },
});

const hashWith = (says: string, hash: (canonicalRequest: Bytes) => Bytes): Mistake =>
  signing(says, (draft) => [withSteps(draft, { hash })]);

export const doubleOrRawHash = cause('double-or-raw-hash', 'string-to-sign', {
  says: 'The hash of the canonical request was computed or written incorrectly.',
  symptom:
    "The last line of the client's string to sign is not 64 lowercase hexadecimal digits, or not the hash of its canonical request.",
  fix: 'Hash the canonical request once with SHA-256, and write the hash as 64 lowercase hexadecimal digits.',
  threads: 'aws-beam/aws_signature/pull/37 amzn/selling-partner-api-docs/issues/116',
  mutations: {
    capitals: hashWith('The hash of the canonical request was written in uppercase.', (text) =>
      inCapitals(hexadecimal(sha256(text))),
    ),
    double: hashWith('The hash of the canonical request was hashed again, as hexadecimal text.', (text) =>
      hexadecimal(sha256(hexadecimal(sha256(text)))),
    ),
    'double-of-bytes': hashWith('The hash of the canonical request was hashed again, as bytes.', (text) =>
      hexadecimal(sha256(sha256(text))),
    ),
    raw: hashWith(
      'The hash of the canonical request was put into the string to sign as 32 raw bytes, not as hexadecimal digits.',
      sha256,
    ),
    base64: hashWith('The hash of the canonical request was written in base64.', (text) => inBase64(sha256(text))),
    'base64-of-hex': hashWith(
      'The hexadecimal digits of the hash of the canonical request were written in base64.',
      (text) => inBase64(hexadecimal(sha256(text))),
    ),
    'hex-twice': hashWith(
      'The hexadecimal digits of the hash of the canonical request were encoded in hexadecimal again.',
      (text) => hexadecimal(hexadecimal(sha256(text))),
    ),
    'bytes-as-latin-1': hashWith(
      'The bytes of the hash of the canonical request were read as Latin-1 characters and written in UTF-8.',
      (text) => inUtf8Again(sha256(text)),
    ),
    'utf-16': hashWith('The canonical request was hashed as UTF-16, two bytes for each character.', (text) =>
      hexadecimal(sha256(inUtf16(text))),
    ),
    keyed: signing('The canonical request was hashed with HMAC and the signing key, not with SHA-256.', (draft) => {
      const secret = secretBytes(draft);
      if (secret === null) return [];
      const key = draft.steps.signingKey(draft, secret);
      return [withSteps(draft, { hash: (text) => hexadecimal(hmacSha256(key, text)) })];
    }),
  },
  /** Suspects a wrong hash from the last line of the client's own string to sign. */
  suspects({ client }) {
    if (client.known !== 'quoted' || client.stringToSign === null) return null;
    const last = client.stringToSign.slice(client.stringToSign.lastIndexOf('\n') + 1);
    if (!client.stringToSign.startsWith('AWS4-') || /^(?:[0-9a-f]{64}|AWS4-.*)?$/.test(last)) return null;
    return possible('The last line of the string that the client signed is not 64 lowercase hexadecimal digits.');
  },
});
