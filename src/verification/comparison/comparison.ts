/** What a request claims beside what a server computes. */
import type { Octets } from '../../bytes/octets.ts';

export interface Comparison {
  /** Stable, for programs: `hashed-payload`, `signature`, `chunk-3`. */
  readonly id: string;
  /** AWS's term, for people: "Hashed payload". */
  readonly name: string;
  /** The id of the stage that it belongs to. */
  readonly stage: string;
  /** As it stands in the request; `null` where it is missing there. */
  readonly claimed: Octets | null;
  /** `null` where it cannot be computed: without the secret or the body, or because no two are alike. */
  readonly computed: Octets | null;
  readonly standing: Standing;
  /** One sentence: what a difference means, or why nothing is known. */
  readonly says: string;
}

export type Standing = 'same' | 'differs' | 'unknown';

type Compared = Pick<Comparison, 'claimed' | 'computed'>;

/** The standing of two values that can be held against each other. */
export function standingOf({ claimed, computed }: Compared): Standing {
  if (computed === null) return 'unknown';
  return claimed === computed ? 'same' : 'differs';
}

/** The first that differs, in the order in which the values are made; `null` where none does. */
export function firstDifference(comparisons: readonly Comparison[]): Comparison | null {
  return comparisons.find(({ standing }) => standing === 'differs') ?? null;
}

/** The first byte in which two byte strings differ; the length of the shorter one where it begins the other. */
export function differingByte(one: Octets, other: Octets): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) if (one[at] !== other[at]) return at;
  return length;
}
