/** The information that every search for mistakes needs. */
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import type { Sides } from '../sides.ts';
import type { Surroundings } from '../surroundings.ts';

export interface SearchContext {
  readonly sides: Sides;
  readonly causes: readonly Cause[];
  readonly aroundOf: (other: Draft | null) => Surroundings;
}
