/**
 * Describes a string to sign that does not consist of four lines: the algorithm, the timestamp, the scope, and the hash
 * of the canonical request.
 */
import { type Bytes, derive, join, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import { SLASH } from '../../sigv4/stages/credential-scope.ts';
import { NEWLINE } from '../../sigv4/stages/string-to-sign.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { Cause } from '../cause.ts';
import { OTHER_NAMES } from '../draft/algorithm-names.ts';
import {
  credentialBytes,
  type Draft,
  type DraftScope,
  partBytes,
  putBytes,
  scopeBytes,
  scopePartBytes,
  withSteps,
} from '../draft/draft.ts';
import { type Mutation, signing } from '../mutation.ts';

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
  example: { kind: 'mutation', base: 'get-range', variant: 'canonical-request-signed' },
};
