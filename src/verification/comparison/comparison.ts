/** Comparisons of what a request claims with what a server computes. */
import type { Octets } from '../../bytes/octets.ts';

export interface Comparison {
  /** Stable, for programs: `hashed-payload`, `signature`, `chunk-3`. */
  readonly id: string;
  /** AWS's term, to show: "Hashed payload". */
  readonly name: string;
  /** The id of the value's stage. */
  readonly stage: string;
  /** The value in the request; `null` if it is missing. */
  readonly claimed: Octets | null;
  /** The computed value; `null` if the secret or the body is missing, or if the signature is random. */
  readonly computed: Octets | null;
  readonly standing: Standing;
  /** One sentence on what a difference means, or why nothing is known. */
  readonly says: string;
}

export type Standing = 'same' | 'differs' | 'unknown';

type Compared = Pick<Comparison, 'claimed' | 'computed'>;

export function standingOf({ claimed, computed }: Compared): Standing {
  if (computed === null) return 'unknown';
  return claimed === computed ? 'same' : 'differs';
}

/** Finds the first difference; `null` if there is none. */
export function firstDifference(comparisons: readonly Comparison[]): Comparison | null {
  return comparisons.find(({ standing }) => standing === 'differs') ?? null;
}

/** Finds the first byte where two byte strings differ, or the length of the shorter one if the other begins with it. */
export function differingByte(one: Octets, other: Octets): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) if (one[at] !== other[at]) return at;
  return length;
}
