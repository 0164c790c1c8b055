/**
 * What a signature says of the payload: its hash, or words in the place of the hash
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html).
 */
import type { Octets } from '../../bytes/octets.ts';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { ALGORITHMS } from '../algorithms/table.ts';
import type { Rules } from '../rules.ts';
import type { Claim } from './claim.ts';

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
export function kindOfWords(words: Octets): PayloadKind | null {
  return /^[0-9a-f]{64}$/.test(words) ? { payload: 'hashed', algorithm: null } : (BY_WORDS.get(words) ?? null);
}

/** The signature of a policy says nothing of the file. */
export function kindOfPayload({ signed }: Claim): PayloadKind | null {
  return signed.kind === 'request' ? kindOfWords(signed.hashedPayload.octets) : UNSIGNED;
}
