/**
 * Reads the last line of the canonical request, which says how the signature covers the payload. The line is either the
 * hash of the payload or a keyword
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html).
 */
import { fixed } from '../bytes/bytes.ts';
import { HASH_OF_NOTHING } from '../crypto/digests.ts';
import type { Algorithm } from './algorithms/algorithm.ts';
import { ALGORITHMS } from './algorithms/table.ts';
import type { Claim } from './claims/claim.ts';
import { AUTHORIZATION_HEADER, STREAMING_TRAILERS } from './documentation.ts';
import type { Rules } from './rules.ts';

export const UNSIGNED_PAYLOAD = fixed('UNSIGNED-PAYLOAD', {
  id: 'unsigned-payload',
  says: 'this keyword says that the signature does not cover the payload',
  see: AUTHORIZATION_HEADER,
});
export const UNSIGNED_CHUNKS = fixed('STREAMING-UNSIGNED-PAYLOAD-TRAILER', {
  id: 'unsigned-chunks',
  says: 'this keyword says that the payload is sent in unsigned chunks, followed by trailing headers',
  see: STREAMING_TRAILERS,
});

export interface PayloadKind extends Pick<Rules, 'payload'> {
  /** The algorithm that signs the chunks; `null` if the chunks are not signed. */
  readonly algorithm: Algorithm | null;
}

const UNSIGNED: PayloadKind = { payload: 'unsigned', algorithm: null };
const HASHED: PayloadKind = { payload: 'hashed', algorithm: null };
const HASH = /^[0-9a-f]{64}$/;

/** The kinds of payload, keyed by keyword, in the order in which S3 lists them. */
const BY_KEYWORD: ReadonlyMap<string, PayloadKind> = new Map<string, PayloadKind>([
  [UNSIGNED_PAYLOAD.octets, UNSIGNED],
  [UNSIGNED_CHUNKS.octets, { payload: 'unsigned-trailer', algorithm: null }],
  ...ALGORITHMS.flatMap((algorithm): [string, PayloadKind][] => [
    [algorithm.names.streaming.octets, { payload: 'streaming', algorithm }],
    [algorithm.names.streamingTrailer.octets, { payload: 'streaming-trailer', algorithm }],
  ]),
]);

export const PAYLOAD_KEYWORDS = [...BY_KEYWORD.keys()];

/**
 * Returns the kind of payload that a claim indicates, or `null` if the claim has no valid indication. The signature of
 * a policy does not cover the file.
 */
export function kindOfPayload({ signed }: Claim): PayloadKind | null {
  if (signed.kind !== 'request') return UNSIGNED;
  const words = signed.hashedPayload.octets;
  // Most requests have no body, and to compare a text is faster than to match it.
  return words === HASH_OF_NOTHING || HASH.test(words) ? HASHED : (BY_KEYWORD.get(words) ?? null);
}
