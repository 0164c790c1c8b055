/** Replaces the last line of a canonical request. */
import type { Octets } from '../../bytes/octets.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Draft, headerOf, withValue } from './draft.ts';

const HASH = /^[0-9a-f]{64}$/;

/** Returns a draft for each hash that differs from the current one. */
export const withHashes = (draft: Draft, hashes: readonly string[]): Draft[] =>
  hashes.filter((hash) => hash !== draft.hashedPayload).map((hash) => ({ ...draft, hashedPayload: hash as Octets }));

/** Does the same, and also changes x-amz-content-sha256 if it is signed. */
export const withHashesInHeader = (draft: Draft, hashes: readonly string[]): Draft[] =>
  withHashes(draft, hashes).map((made) =>
    headerOf(draft, 'x-amz-content-sha256') === null
      ? made
      : withValue(made, 'x-amz-content-sha256', made.hashedPayload),
  );

/** Uses the other side's hash if both values are hashes. */
export const withOtherHash = (draft: Draft, { other }: Surroundings): Draft[] =>
  other && HASH.test(other.hashedPayload) && HASH.test(draft.hashedPayload)
    ? withHashes(draft, [other.hashedPayload])
    : [];
