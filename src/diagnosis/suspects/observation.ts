/** Observes everything about a refused request that bears on its suspects: its features, and what each mistake would do. */
import type { Cause } from '../cause.ts';
import type { Sides } from '../sides.ts';
import { FEATURES } from './features/table.ts';
import { changesRequest } from './made-again.ts';
import { type RuledOutBy, ruledOutBy } from './requirements.ts';
import { seenRequest } from './seen/seen-request.ts';

export interface Observation {
  /** What has each feature that is present, by the id of the feature. */
  readonly features: ReadonlyMap<string, string>;
  /** By the id of the cause: whether its mistake changes this request; missing if that is unknown. */
  readonly changes: ReadonlyMap<string, boolean>;
  /** The causes that suspect themselves: their own reading of the request and of the response fits. */
  readonly suspected: ReadonlySet<string>;
  /** The causes that cannot be, and why. */
  readonly ruledOut: ReadonlyMap<string, RuledOutBy>;
}

/** Observes a request. `suspected` are the ids of the causes that suspect themselves. */
export function observe(sides: Sides, causes: readonly Cause[], suspected: ReadonlySet<string>): Observation {
  const seen = seenRequest(sides);
  const features = FEATURES.flatMap(({ id, seenIn }) => {
    const quote = seenIn(seen);
    return quote === null ? [] : [[id, quote] as const];
  });
  const changes = new Map(
    causes.flatMap((cause) => {
      const change = changesRequest(cause, sides);
      return change === null ? [] : [[cause.id, change] as const];
    }),
  );
  const ruledOut = causes.flatMap((cause) => {
    const { id } = cause;
    const by = suspected.has(id) ? null : ruledOutBy(cause, { seen, sides, changes: changes.get(id) ?? null });
    return by === null ? [] : [[id, by] as const];
  });
  return { features: new Map(features), changes, suspected, ruledOut: new Map(ruledOut) };
}
