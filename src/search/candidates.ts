/** Tries each known mistake on a draft, and lists the places that the mistake changes. */
import type { Cause } from '../causes/cause.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Mutation, MutationContext, MutationSide, Replayed } from '../drafts/mutation.ts';
import type { Sides } from '../sides/sides.ts';
import { differingSlots, type SlottedDraft } from './slots.ts';

/** One way to make one mistake. */
export interface Candidate extends SlottedDraft {
  readonly cause: Cause;
  readonly mutation: Mutation;
  readonly base: Draft;
  readonly around: MutationContext;
  /** The index of the draft among the mutation's drafts, starting at 0. */
  readonly way: number;
}

/** The source of the candidates. */
export interface CandidateSource {
  readonly base: Draft;
  readonly side: MutationSide;
  readonly around: MutationContext;
  /** Whether to try only the mistakes with many variants, instead of the usual ones. */
  readonly isWide?: boolean;
}

/** Returns the candidates in the order of the table of causes. Candidates that change nothing are omitted. */
export function candidatesOf(
  causes: readonly Cause[],
  { base, side, around, isWide = false }: CandidateSource,
): readonly Candidate[] {
  return causes.flatMap((cause) =>
    cause.mutations
      .filter((mutation) => mutation.side === side && (mutation.isWide ?? false) === isWide)
      .flatMap((mutation) =>
        mutation.change(base, around).flatMap((draft, way) => {
          const slots = differingSlots(base, draft);
          return slots.length === 0 ? [] : [{ cause, mutation, base, around, way, draft, slots }];
        }),
      ),
  );
}

export const replayedOf = ({ base, draft, mutation, around, way }: Candidate): Replayed => ({
  base,
  made: draft,
  mutation,
  around,
  way,
});

/** Returns the information that is available to a mistake in addition to the draft that the mistake changes. */
export function mutationContextOf({ request, scheme }: Sides, other: Draft | null): MutationContext {
  return { head: request?.head ?? null, body: request?.body ?? null, scheme, other };
}
