/** Signed requests of every form as a server receives them, by the tests' own signer, and what is found of each. */
import { signingInput } from '../../../src/vectors/inputs.ts';
import type { Verdict } from '../../../src/verification/verdict.ts';
import { sentRequest } from '../commands/sent-request.ts';
import { ordered } from '../sandbox/sandbox-client.ts';
import { chunked, crc32Of, SIGNED_TRAILER, UNSIGNED_TRAILER } from '../sigv4/chunked-order.ts';
import { formOf } from '../sigv4/form-order.ts';
import { presigned } from '../sigv4/presigned-order.ts';
import { vectorIn } from '../vectors/published-vectors.ts';
import type { VerifiedBy } from '../views/verified-walk.ts';

export interface VerifiedRequestCase {
  readonly what: string;
  readonly request: string;
  readonly by: VerifiedBy;
  readonly kind: Verdict['kind'];
  /** Some values that its trace has to have, by id. */
  readonly ids: readonly string[];
}

/** Has nothing that would need to be encoded in a query but its slashes and equals signs. */
export const SENT_TOKEN = 'FQoGZXIvYXdzEXAMPLE//TOKEN==';

const HEADERS = [['X-Amz-Meta-A', ' b  c \xc3\xa9']] as const;
const QUERY = [
  ['b', '2'],
  ['a', '1 \xc3\xa9/+'],
] as const;
const CHUNKS = { chunks: ['a'.repeat(8192), 'b'] };
const TRAILER = { ...CHUNKS, trailers: [['x-amz-checksum-crc32', crc32Of(CHUNKS.chunks.join(''))]] as const };

const KEY = ['secret-access-key', 'signing-key', 'signature'];
const KEY_PAIR = ['secret-access-key', 'private-key', 'public-key'];
const CHAIN = [...KEY, 'chunk-1/string-to-sign', 'chunk-1/signature', 'chunk-3/signature'];

/** All of AWS's example key but the last; each matches. */
const SOUND: readonly (readonly [what: string, request: string, ids: readonly string[], by?: VerifiedBy])[] = [
  ['a header', ordered({ headers: HEADERS, query: QUERY }).request, KEY],
  ['a header with a body', ordered({ method: 'PUT', body: 'some\ndata' }).request, KEY],
  ['a header without a hash', ordered({ payloadHash: 'UNSIGNED-PAYLOAD' }).request, KEY],
  ['a header and a token', ordered({ headers: [['X-Amz-Security-Token', SENT_TOKEN]] }).request, ['session-token']],
  ['a query', presigned({ headers: HEADERS, query: QUERY }).request, ['expires', ...KEY]],
  ['a query and a token', presigned({ token: SENT_TOKEN }).request, ['other-secret-in-header-1']],
  ['signed chunks', chunked(CHUNKS).request, CHAIN],
  [
    'signed chunks and a trailer',
    chunked({ ...TRAILER, words: SIGNED_TRAILER }).request,
    [...CHAIN, 'trailer/trailing-headers', 'trailer/signature'],
  ],
  ['chunks without signatures', chunked({ ...TRAILER, words: UNSIGNED_TRAILER }).request, KEY],
  ['a policy', formOf().request, ['policy', ...KEY]],
  ['a policy and a token', formOf({ token: SENT_TOKEN }).request, ['policy', 'session-token']],
  ['SigV4A', ...sigv4aRequest()],
];

/** Each of them as it is, by an unknown secret, by another secret, and at another time. */
export const VERIFIED_REQUESTS: readonly VerifiedRequestCase[] = SOUND.flatMap(([what, request, ids, by = {}]) => [
  { what, request, by, kind: 'match', ids },
  { what, request, by: { ...by, secret: null }, kind: 'unknown', ids: ['provided-signature', 'string-to-sign'] },
  { what, request, by: { ...by, secret: 'another' }, kind: 'mismatch', ids },
  { what, request, by: { ...by, at: '20400101T000000Z' }, kind: 'expired', ids },
]);

/** One of AWS's signing test suite. */
function sigv4aRequest(): readonly [request: string, ids: readonly string[], by: VerifiedBy] {
  const vector = vectorIn('aws-signing-test-suite-sigv4a', 'get-vanilla-query');
  if (vector.kind !== 'header') throw new Error('It signs no header.');
  const { head } = sentRequest(signingInput(vector), { body: '', chunkSizes: null, trailers: [] });
  return [head, KEY_PAIR, { secret: vector.credentials.secretAccessKey, at: vector.timestamp }];
}
