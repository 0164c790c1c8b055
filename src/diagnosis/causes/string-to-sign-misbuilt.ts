/** The string to sign: algorithm, timestamp, scope and the hash of the canonical request, four lines. */
import type { Octets } from '../../bytes/octets.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { Cause } from '../cause.ts';
import { OTHER_NAMES } from '../draft/algorithm-names.ts';
import { credentialOf, type Draft, type DraftScope, type Steps, scopeOf, withSteps } from '../draft/draft.ts';
import { type Mutation, signing } from '../mutation.ts';

type Lines = (draft: Draft, hash: Octets, canonicalRequest: Octets) => readonly string[];

const built = (variant: string, says: string, ...ways: readonly Lines[]): Mutation =>
  signing(variant, says, (draft) => ways.map((lines) => withSteps(draft, { stringToSign: joined(lines) })));

const joined =
  (lines: Lines): Steps['stringToSign'] =>
  (draft, hash, text) =>
    lines(draft, hash, text).join('\n') as Octets;

const ORDERS_OF_SCOPE: readonly ((scope: DraftScope) => readonly string[])[] = [
  ({ date, region, service, terminator }) => [date, service, region, terminator],
  ({ date, region, service, terminator }) => [region, date, service, terminator],
  ({ date, region, service, terminator }) => [region, service, date, terminator],
  ({ date, region, service, terminator }) => [service, region, date, terminator],
];

const dateOf = ({ timestamp }: Draft): Date => new Date(readTimestamp(timestamp) ?? 0);

export const stringToSignMisbuilt: Cause = {
  id: 'string-to-sign-misbuilt',
  stage: 'string-to-sign',
  says: 'The string to sign was put together otherwise than AWS says.',
  fix: 'Join four lines with LF: AWS4-HMAC-SHA256, the timestamp YYYYMMDDTHHMMSSZ, the scope DATE/REGION/SERVICE/aws4_request, and the hash of the canonical request.',
  see: SIGNED_REQUEST,
  threads: [],
  mutations: [
    built(
      'canonical-request-signed',
      'The canonical request itself was signed, without a string to sign.',
      (_draft, _hash, text) => [text],
    ),
    built(
      'canonical-request-within',
      'The canonical request itself stood in the string to sign, in place of its hash.',
      (draft, _hash, text) => [...[draft.algorithm, draft.timestamp, scopeOf(draft.scope), text]],
    ),
    built(
      'date-alone',
      'The second line of the string to sign was the date alone, not the whole timestamp.',
      (draft, hash) => [...[draft.algorithm, draft.scope.date, scopeOf(draft.scope), hash]],
    ),
    built(
      'key-id-in-scope',
      'The scope in the string to sign began with the access key ID, as the credential does.',
      (draft, hash) => [...[draft.algorithm, draft.timestamp, credentialOf(draft), hash]],
    ),
    built(
      'other-timestamp',
      'The second line of the string to sign was the time in another notation than YYYYMMDDTHHMMSSZ.',
      (draft, hash) => [draft.algorithm, dateOf(draft).toUTCString(), scopeOf(draft.scope), hash],
      (draft, hash) => [draft.algorithm, dateOf(draft).toISOString(), scopeOf(draft.scope), hash],
      (draft, hash) => [draft.algorithm, dateOf(draft).toISOString().replace(/\.000/, ''), scopeOf(draft.scope), hash],
      (draft, hash) => [draft.algorithm, draft.timestamp.slice(0, -1), scopeOf(draft.scope), hash],
      (draft, hash) => [draft.algorithm, String(dateOf(draft).getTime() / 1000), scopeOf(draft.scope), hash],
    ),
    built(
      'timestamp-in-scope',
      'The scope in the string to sign began with the whole timestamp, not with the date.',
      (draft, hash) => [
        ...[draft.algorithm, draft.timestamp, scopeOf({ ...draft.scope, date: draft.timestamp }), hash],
      ],
    ),
    built('no-algorithm', 'The string to sign had no line for the algorithm.', (draft, hash) => [
      draft.timestamp,
      scopeOf(draft.scope),
      hash,
    ]),
    built('no-timestamp', 'The string to sign had no line for the timestamp.', (draft, hash) => [
      draft.algorithm,
      scopeOf(draft.scope),
      hash,
    ]),
    built('no-scope', 'The string to sign had no line for the scope.', (draft, hash) => [
      draft.algorithm,
      draft.timestamp,
      hash,
    ]),
    built('no-terminator', 'The scope in the string to sign had no "aws4_request" at its end.', (draft, hash) => {
      const { date, region, service } = draft.scope;
      return [draft.algorithm, draft.timestamp, `${date}/${region}/${service}`, hash];
    }),
    built(
      'scope-in-another-order',
      'The parts of the scope in the string to sign were in another order than date, region, service.',
      ...ORDERS_OF_SCOPE.map(
        (order): Lines =>
          (draft, hash) => [draft.algorithm, draft.timestamp, order(draft.scope).join('/'), hash],
      ),
    ),
    built(
      'other-algorithm',
      'The first line of the string to sign was not the name of the algorithm as AWS writes it.',
      ...OTHER_NAMES.map(
        (name): Lines =>
          (draft, hash) => [name, draft.timestamp, scopeOf(draft.scope), hash],
      ),
    ),
    built('hash-alone', 'The hash of the canonical request was signed alone.', (_draft, hash) => [hash]),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'canonical-request-signed' },
};
