/** Every mistake that is known, made once of a draft, with the places in which it changes it. */
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import type { Mutation, MutationSide, Replayed } from '../mutation.ts';
import type { Surroundings } from '../surroundings.ts';
import { differingSlots, type SlottedDraft } from './slots.ts';

/** One way to make one mistake. */
export interface Candidate extends SlottedDraft {
  readonly cause: Cause;
  readonly mutation: Mutation;
  readonly base: Draft;
  readonly around: Surroundings;
  /** Which of the ways of the mutation it is, from 0. */
  readonly way: number;
}

/** What the candidates are made of. */
export interface CandidateSource {
  readonly base: Draft;
  readonly side: MutationSide;
  readonly around: Surroundings;
}

/** Returns the candidates in the order of the table of causes: those that change nothing are left out. */
export function candidatesOf(causes: readonly Cause[], { base, side, around }: CandidateSource): readonly Candidate[] {
  return causes.flatMap((cause) =>
    cause.mutations
      .filter((mutation) => mutation.side === side)
      .flatMap((mutation) =>
        mutation.change(base, around).flatMap((draft, way) => {
          const slots = differingSlots(base, draft);
          return slots.length === 0 ? [] : [{ cause, mutation, base, around, way, draft, slots }];
        }),
      ),
  );
}

/** Returns the candidate as a mistake that was made again. */
export const replayedOf = ({ base, draft, mutation, around, way }: Candidate): Replayed => ({
  base,
  made: draft,
  mutation,
  around,
  way,
});
