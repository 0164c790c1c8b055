/** What every search for mistakes is told. */
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import type { Sides } from '../sides.ts';
import type { Surroundings } from '../surroundings.ts';

export interface SearchContext {
  readonly sides: Sides;
  readonly causes: readonly Cause[];
  /** What is known beside a draft, where the other side has this one. */
  readonly aroundOf: (other: Draft | null) => Surroundings;
}
