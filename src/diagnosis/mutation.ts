/** A mistake as a change to a draft, so that its outcome can be computed and held against what happened. */
import type { Draft } from './draft/draft.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * `client`: from what the server computes to what the client signed. `way`: from what the client signed to what the
 * server saw, since something changed the request between them.
 */
export type MutationSide = 'client' | 'way';

export interface Mutation {
  /** Unique in its cause: `hex-text`. */
  readonly variant: string;
  readonly side: MutationSide;
  /** One sentence, what happened: "Each HMAC of the key chain was fed on as hexadecimal text." */
  readonly says: string;
  /** One sentence, in the place of that of the cause. */
  readonly fix?: string;
  /** What the mistake makes of a draft: several where it can be made in several ways, none where it changes nothing. */
  readonly change: (draft: Draft, around: Surroundings) => readonly Draft[];
}

/** A mistake of whoever signs. */
export function signing(variant: string, says: string, change: Mutation['change']): Mutation {
  return { variant, side: 'client', says, change };
}

/** A change on the way. */
export function travelling(variant: string, says: string, change: Mutation['change']): Mutation {
  return { variant, side: 'way', says, change };
}
