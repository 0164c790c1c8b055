/** A mistake as a change to a draft, so that its outcome can be computed and compared with what happened. */
import type { Draft } from './draft/draft.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * `client`: from what the server computes to what the client signed. `way`: from what the client signed to what the
 * server saw, because something changed the request between them.
 */
export type MutationSide = 'client' | 'way';

/**
 * Where its story says that a mistake happened, which the request as it was sent may contradict: `signing`, `sending`
 * (an HTTP library, or a person who uses a URL, sends something else than was signed), `transit` (something changes the
 * request after it was sent). `either`: the story does not say.
 */
export type MutationPoint = 'signing' | 'sending' | 'transit' | 'either';

export interface Mutation {
  /** Unique in its cause: `hex-text`. */
  readonly variant: string;
  readonly side: MutationSide;
  readonly point: MutationPoint;
  /** One sentence, what happened: "Each HMAC of the key chain was fed on as hexadecimal text." */
  readonly says: string;
  /** One sentence, in the place of that of the cause. */
  readonly fix?: string;
  /** What the mistake makes of a draft: several where it can be made in several ways, none where it changes nothing. */
  readonly change: (draft: Draft, around: Surroundings) => readonly Draft[];
  /** Set where it only says that both sides differ: any mistake that says more is named instead. */
  readonly isPlain?: boolean;
}

/** A mistake, made again. */
export interface Replayed {
  /** What it was made of: what the server computes, or what the client signed. */
  readonly base: Draft;
  readonly made: Draft;
  readonly mutation: Mutation;
  /** What the mutation was told beside the base. */
  readonly around: Surroundings;
  /** Which of the ways of the mutation it is, from 0. */
  readonly way: number;
}

/** Returns a mistake of the signer. */
export function signing(variant: string, says: string, change: Mutation['change']): Mutation {
  return { variant, side: 'client', point: 'signing', says, change };
}

/** Returns a signed value that is not the one that the server saw, wherever it became another. */
export function seenOtherwise(variant: string, says: string, change: Mutation['change']): Mutation {
  return { variant, side: 'client', point: 'either', says, change };
}

/** Returns a change between signing and the server, wherever it happened. */
export function travelling(variant: string, says: string, change: Mutation['change']): Mutation {
  return { variant, side: 'way', point: 'either', says, change };
}

/** Returns a change that the request as it was sent already shows. */
export function sending(variant: string, says: string, change: Mutation['change']): Mutation {
  return { variant, side: 'way', point: 'sending', says, change };
}

/** Returns a change that the request as it was sent does not show yet. */
export function inTransit(variant: string, says: string, change: Mutation['change']): Mutation {
  return { variant, side: 'way', point: 'transit', says, change };
}
