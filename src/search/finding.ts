/** Defines a cause that was found in a failed request. */
import type { Cause, Statement } from '../causes/cause.ts';
import { type FixLines, fixLinesFor, type LinesOfFix } from '../causes/fix-lines.ts';
import type { DoubtedBy } from '../causes/needs.ts';
import type { Replayed } from '../drafts/mutation.ts';
import type { Violation } from '../evidence/invariants.ts';
import type { Change } from '../sides/difference/changes.ts';
import type { Sides } from '../sides/sides.ts';
import type { Certainty } from './certainty/hit.ts';
import { type Story, UNKNOWN_PLACE } from './certainty/place.ts';

/** A feature of the request that points to a cause. */
export interface SeenFeature {
  /** The ID of the feature. */
  readonly id: string;
  /** The part of the request that has the feature; empty if there is nothing to quote. */
  readonly quote: string;
}

/** The reasons that a cause is a suspect, and its likelihood. */
export interface Suspected {
  /**
   * A number from 0 to 1. The likelihoods of all causes, and the likelihood that the reason is something else, add up
   * to 1.
   */
  readonly likelihood: number;
  readonly signs: readonly SeenFeature[];
  /** Why the known forms of the cause are ruled out; `null` if they are not. */
  readonly doubt: DoubtedBy | null;
  /** Whether any part of the request is known in which a sign could be seen. */
  readonly looksAt: 'request' | 'nothing';
}

/** A cause that was found, and how certain it is. */
export interface Finding extends LinesOfFix {
  readonly cause: Cause;
  /** The variant of the mistake; `null` if the cause has none or the variant is unknown. */
  readonly variant: string | null;
  readonly certainty: Certainty;
  readonly says: string;
  readonly fix: string;
  /**
   * The number of this mistake, counted from 1, and the total if there is more than one simultaneous mistake; `null` if
   * this mistake is enough on its own.
   */
  readonly oneOf: { readonly number: number; readonly count: number } | null;
  /** The values that the mistake changes. Empty if the mistake changes only the key or was not reproduced. */
  readonly changes: readonly Change[];
  /** What it says instead of a reason, as in `Statement`; `null` if it says a reason. */
  readonly role: NonNullable<Statement['role']> | null;
  /** What shows more than the server states, as in `Statement`. */
  readonly shownBy?: Statement['shownBy'];
  /** What is known about who made the change. */
  readonly story: Story;
  /** The part of the client's text that shows the cause, which no right signature has. Missing if something else shows it. */
  readonly violation?: Violation;
  /** The reproduced mistake; `null` if the mistake was not reproduced. */
  readonly replayed: Replayed | null;
  /** The cause's likelihood, and the signs that point to the cause. Missing if suspects were not ranked. */
  readonly suspected?: Suspected;
}

/** What is known of a finding in addition to its cause. */
type Known = Partial<Omit<Finding, 'cause' | 'certainty' | keyof LinesOfFix>> & { readonly lines?: FixLines };

/** Creates a finding. What is not given is what the cause says of itself, or nothing. */
export function findingOf(
  cause: Cause,
  certainty: Certainty,
  sides: Sides,
  { lines = cause.lines ?? {}, replayed = null, ...known }: Known = {},
): Finding {
  return {
    cause,
    variant: null,
    certainty,
    says: cause.says,
    fix: cause.fix,
    ...fixLinesFor(lines, replayed, sides),
    oneOf: null,
    changes: [],
    role: null,
    story: UNKNOWN_PLACE,
    ...known,
    replayed,
  };
}
