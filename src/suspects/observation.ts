/**
 * Observes everything about a refused request that is relevant to the suspects: the request's features, and the effect
 * of each mistake.
 */
import type { Cause } from '../causes/cause.ts';
import type { DoubtedBy, RuledOutBy } from '../causes/needs.ts';
import { FEATURES } from '../causes/table.ts';
import { isOnlyKeyWrong } from '../sides/secrets.ts';
import { type SeenRequest, seenRequest } from '../sides/seen/seen-request.ts';
import type { Sides } from '../sides/sides.ts';
import { isArrivedAsSent } from '../sides/transit.ts';
import { effectOf } from './made-again.ts';
import { doubtedBy, isSignerRefuted, ruledOutBy } from './requirements.ts';

export interface Observation {
  /** The part of the request that has each feature, keyed by feature ID. */
  readonly features: ReadonlyMap<string, string>;
  /**
   * Whether each cause's mistakes change this request, keyed by cause ID. A cause has no entry if the effect of its
   * mistakes is unknown.
   */
  readonly changes: ReadonlyMap<string, boolean>;
  /** The causes whose own suspicion applies to the request and the response. */
  readonly suspected: ReadonlySet<string>;
  /** The causes that are ruled out, and why. */
  readonly ruledOut: ReadonlyMap<string, RuledOutBy>;
  /** The causes that are not ruled out but less likely, because their known forms are ruled out, and why. */
  readonly doubted: ReadonlyMap<string, DoubtedBy>;
  /** The causes of which every mistake of the signer was made again, and none fits. */
  readonly refuted: ReadonlySet<string>;
  /** Whether only the key can be wrong. A mistake in it leaves no sign in the request. */
  readonly isOfKey: boolean;
}

/**
 * Returns whether a request of an official client arrived as it was sent: such a client signs what it sends, so that the
 * text is hardly wrong.
 */
const isSignedAsSent = (sides: Sides, seen: SeenRequest): boolean =>
  seen.client === 'official' && isArrivedAsSent(sides);

/** Observes a request. `suspected` contains the IDs of the causes whose own suspicion applies. */
export function observe(sides: Sides, causes: readonly Cause[], suspected: ReadonlySet<string>): Observation {
  const seen = seenRequest(sides);
  const features = FEATURES.flatMap(({ id, seenIn }) => {
    const quote = seenIn(seen);
    return quote === null ? [] : [[id, quote] as const];
  });
  const effects = new Map(causes.map((cause) => [cause.id, effectOf(cause, sides)]));
  const changes = new Map(
    [...effects].flatMap(([id, effect]) => (effect === null ? [] : [[id, effect !== 'changes-nothing'] as const])),
  );
  const judged = causes.map(
    (cause) =>
      [cause, { seen, sides, effect: effects.get(cause.id) ?? null, isSuspected: suspected.has(cause.id) }] as const,
  );
  const ruledOut = reasonsOf(judged, ruledOutBy);
  return {
    features: new Map(features),
    changes,
    suspected,
    ruledOut,
    doubted: reasonsOf(
      judged.filter(([{ id }]) => !ruledOut.has(id)),
      doubtedBy,
    ),
    refuted: new Set(causes.filter((cause) => isSignerRefuted(cause, sides)).map(({ id }) => id)),
    isOfKey: isOnlyKeyWrong(sides) || isSignedAsSent(sides, seen),
  };
}

/** Returns the reasons that a judge has for these causes, keyed by cause ID. */
function reasonsOf<Known, Reason>(
  judged: readonly (readonly [cause: Cause, known: Known])[],
  reasonOf: (cause: Cause, known: Known) => Reason | null,
): ReadonlyMap<string, Reason> {
  const reasons = judged.flatMap(([cause, known]) => {
    const reason = reasonOf(cause, known);
    return reason === null ? [] : [[cause.id, reason] as const];
  });
  return new Map(reasons);
}
