/** Defines comparisons of a request's claims with the values that a server computes. */
import type { Octets } from '../../bytes/octets.ts';

export interface Comparison {
  /** A stable ID for use in programs, such as `hashed-payload`, `signature`, or `chunk-3`. */
  readonly id: string;
  /** The name that is displayed, which is the AWS term, such as "Hashed payload". */
  readonly name: string;
  /** The ID of the stage to which the value belongs. */
  readonly stage: string;
  /** The value in the request; `null` if it is missing. */
  readonly claimed: Octets | null;
  /**
   * The computed value; `null` if the secret or the body is missing, or if the value is a SigV4A signature, which is
   * different each time.
   */
  readonly computed: Octets | null;
  readonly standing: Standing;
  /** One sentence that explains the difference or says why the computed value is unknown. */
  readonly says: string;
}

export type Standing = 'same' | 'differs' | 'unknown';

type Compared = Pick<Comparison, 'claimed' | 'computed'>;

export function standingOf({ claimed, computed }: Compared): Standing {
  if (computed === null) return 'unknown';
  return claimed === computed ? 'same' : 'differs';
}

/** Returns a comparison whose values say whether they are the same. The first argument can be the definition of the value. */
export function comparison(
  { id, name, stage }: Pick<Comparison, 'id' | 'name' | 'stage'>,
  { claimed, computed }: Compared,
  says: string,
): Comparison {
  return { id, name, stage, claimed, computed, standing: standingOf({ claimed, computed }), says };
}

/** Returns the first comparison that differs, or `null` if no comparison differs. */
export function firstDifference(comparisons: readonly Comparison[]): Comparison | null {
  return comparisons.find(({ standing }) => standing === 'differs') ?? null;
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * Returns whether two values are hashes or signatures of different texts. Their digits are equal only by chance, about one
 * in 16, so the first one that differs says nothing. It does say something of a signature that was changed. Of a masked
 * signature, no digit is known.
 */
export function areOtherHashes(one: Octets, other: Octets): boolean {
  if (isMasked(one) || isMasked(other)) return true;
  if (!HASH.test(one) || !HASH.test(other)) return false;
  const same = [...one].filter((digit, at) => digit === other[at]).length;
  return same < one.length / 2;
}

/** Returns whether a signature was masked when the request was written into a file. It may have been right. */
export const isMasked = (signature: string): boolean => signature.startsWith('*') && MASKED.test(signature);
const MASKED = /^\*{8,}$/;
