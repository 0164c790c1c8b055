/** Words that stand on the last line of the canonical request in the place of a hash, whatever the algorithm is. */
import { fixed } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Algorithm } from './algorithms/algorithm.ts';
import { ALGORITHMS } from './algorithms/table.ts';
import type { Claim } from './claims/claim.ts';
import { AUTHORIZATION_HEADER, STREAMING_TRAILERS } from './documentation.ts';
import type { Rules } from './rules.ts';

export const UNSIGNED_PAYLOAD = fixed('UNSIGNED-PAYLOAD', {
  id: 'unsigned-payload',
  says: 'these words say that the signature does not cover the payload',
  see: AUTHORIZATION_HEADER,
});
export const UNSIGNED_CHUNKS = fixed('STREAMING-UNSIGNED-PAYLOAD-TRAILER', {
  id: 'unsigned-chunks',
  says: 'these words say that the payload comes in chunks without signatures, with trailing headers behind them',
  see: STREAMING_TRAILERS,
});

export interface PayloadKind extends Pick<Rules, 'payload'> {
  /** That of the signatures of the chunks; `null` where there are none. */
  readonly algorithm: Algorithm | null;
}

const UNSIGNED: PayloadKind = { payload: 'unsigned', algorithm: null };

/** In the order in which S3 lists them. */
const BY_WORDS: ReadonlyMap<string, PayloadKind> = new Map<string, PayloadKind>([
  ['UNSIGNED-PAYLOAD', UNSIGNED],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { payload: 'unsigned-trailer', algorithm: null }],
  ...ALGORITHMS.flatMap((algorithm): [string, PayloadKind][] => [
    [algorithm.names.streaming.octets, { payload: 'streaming', algorithm }],
    [algorithm.names.streamingTrailer.octets, { payload: 'streaming-trailer', algorithm }],
  ]),
]);

export const PAYLOAD_WORDS = [...BY_WORDS.keys()];

/** What the digits of a hash or these words mean; `null` for what is neither. */
function kindOfWords(words: Octets): PayloadKind | null {
  return /^[0-9a-f]{64}$/.test(words) ? { payload: 'hashed', algorithm: null } : (BY_WORDS.get(words) ?? null);
}

/** The signature of a policy says nothing of the file. */
export function kindOfPayload({ signed }: Claim): PayloadKind | null {
  return signed.kind === 'request' ? kindOfWords(signed.hashedPayload.octets) : UNSIGNED;
}
