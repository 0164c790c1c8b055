/** Other last lines of a canonical request. */
import type { Octets } from '../../bytes/octets.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Draft, headerOf, withValue } from './draft.ts';

const HASH = /^[0-9a-f]{64}$/;

/** One draft for each of these that is not there yet. */
export const withHashes = (draft: Draft, hashes: readonly string[]): Draft[] =>
  hashes.filter((hash) => hash !== draft.hashedPayload).map((hash) => ({ ...draft, hashedPayload: hash as Octets }));

/** The same in x-amz-content-sha256 as well, where that was signed: as the client says it. */
export const withHashesInHeader = (draft: Draft, hashes: readonly string[]): Draft[] =>
  withHashes(draft, hashes).map((made) =>
    headerOf(draft, 'x-amz-content-sha256') === null
      ? made
      : withValue(made, 'x-amz-content-sha256', made.hashedPayload),
  );

/** That of the other side, where both are hashes. */
export const withOtherHash = (draft: Draft, { other }: Surroundings): Draft[] =>
  other && HASH.test(other.hashedPayload) && HASH.test(draft.hashedPayload)
    ? withHashes(draft, [other.hashedPayload])
    : [];
