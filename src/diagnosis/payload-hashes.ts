/** Other last lines of a canonical request. */
import type { Octets } from '../bytes/octets.ts';
import type { Draft } from './draft.ts';
import type { Surroundings } from './surroundings.ts';

const HASH = /^[0-9a-f]{64}$/;

/** One draft for each of these that stands not there yet. */
export const withHashes = (draft: Draft, hashes: readonly string[]): Draft[] =>
  hashes.filter((hash) => hash !== draft.hashedPayload).map((hash) => ({ ...draft, hashedPayload: hash as Octets }));

/** That of the other side, where both are hashes. */
export const withOtherHash = (draft: Draft, { other }: Surroundings): Draft[] =>
  other && HASH.test(other.hashedPayload) && HASH.test(draft.hashedPayload) ? withHashes(draft, [other.hashedPayload]) : [];
