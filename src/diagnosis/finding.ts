/** A cause that was found in a failed request. */
import type { Cause } from './cause.ts';
import type { Standing } from './certainty/hit.ts';
import type { Change } from './difference/changes.ts';
import type { FixLine } from './fix-lines.ts';
import type { Replayed } from './mutation.ts';

/** What of the request points to a cause. */
export interface Sign {
  /** The id of the feature. */
  readonly id: string;
  /** The part of the request that has it; empty if there is nothing to quote. */
  readonly quote: string;
}

/** Why a cause is a suspect, and how likely. */
export interface Suspected {
  /** From 0 to 1. The likelihoods of all causes add up to 1 with that of another reason. */
  readonly likelihood: number;
  readonly signs: readonly Sign[];
}

/** A cause that was found, and how certain it is. */
export interface Finding {
  readonly cause: Cause;
  /** The variant of the mistake; `null` if the cause has none or the variant is unknown. */
  readonly variant: string | null;
  readonly standing: Standing;
  readonly says: string;
  readonly fix: string;
  /** The lines for the client and the proxy that are seen in this failure. */
  readonly lines: readonly FixLine[];
  /**
   * Which of several simultaneous mistakes this is (from 1), and how many there are. `null` if this mistake is enough
   * on its own.
   */
  readonly oneOf: { readonly number: number; readonly count: number } | null;
  /** The values that the mistake changes. Empty if it changes only the key, or if it was not made again. */
  readonly changes: readonly Change[];
  /** The mistake as it was made again; `null` if it was not made again. */
  readonly replayed: Replayed | null;
  /** How likely the cause is, and what points to it. Missing if suspects were not ranked. */
  readonly suspected?: Suspected;
}
