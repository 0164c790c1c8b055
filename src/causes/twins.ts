/**
 * Lists pairs of mistakes that always, or nearly always, produce the same bytes, so that the signed text cannot tell
 * them apart.
 */
import type { TwinMistake } from './cause.ts';
import { CAUSES } from './table.ts';

export interface MistakeName {
  readonly id: string;
  readonly variant: string;
}

/** A pair of twins: the mistake that is reported, which comes first in the table of causes, and the other one. */
export interface Twins extends Pick<TwinMistake, 'apart' | 'says'> {
  readonly named: MistakeName;
  readonly twin: MistakeName;
}

export const TWINS: readonly Twins[] = CAUSES.flatMap(({ id, twins }) =>
  twins.map(({ variant, twin, of = id, apart, says }) => ({
    named: { id, variant },
    twin: { id: of, variant: twin },
    apart,
    says,
  })),
);

const isNamed = (one: MistakeName, other: MistakeName) => one.id === other.id && one.variant === other.variant;

export function twinsOf(one: MistakeName): readonly MistakeName[] {
  return TWINS.flatMap(({ named, twin }) => (isNamed(one, named) ? [twin] : isNamed(one, twin) ? [named] : []));
}

/** Explains why two mistakes, given in either order, are twins. Returns `null` if the pair is not in the table. */
export function whyTwins(one: MistakeName, other: MistakeName): string | null {
  const found = TWINS.find(
    ({ named, twin }) => (isNamed(one, named) && isNamed(other, twin)) || (isNamed(one, twin) && isNamed(other, named)),
  );
  return found?.says ?? null;
}
