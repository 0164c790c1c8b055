/** What makes a cause a suspect. */

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
