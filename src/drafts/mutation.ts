/** Defines a mistake as a change to a draft, so that its outcome can be computed and compared with the actual one. */
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { Draft } from './draft.ts';

/** The information that is available to a mistake in addition to the draft on which the mistake is tried. */
export interface MutationContext {
  /** The request as the client sent it or would have sent it; `null` if no request was given. */
  readonly head: RequestHead | null;
  /** The body; `null` if unknown. */
  readonly body: Octets | null;
  readonly scheme: 'header' | 'query';
  /**
   * The draft that the other side reported, which the mistake may have to reproduce; `null` if the other side reported
   * no draft.
   */
  readonly other: Draft | null;
}

/**
 * `client` is a change from the text that the server computes to the text that the client signed. `way` is a change
 * from the text that the client signed to the text that the server saw, because something changed the request in
 * between.
 */
export type MutationSide = 'client' | 'way';

/**
 * The point at which the mistake happened, according to the mutation. The sent request may contradict it. `signing`
 * means that the signer made the mistake. `sending` means that an HTTP library or the user of a URL sends something
 * other than the signed request. `transit` means that something changes the request after it was sent. `either` means
 * that the point is not specified.
 */
export type MutationPoint = 'signing' | 'sending' | 'transit' | 'either';

export interface Mutation {
  /** A name that is unique within its cause, such as `hex-text`. */
  readonly variant: string;
  readonly side: MutationSide;
  readonly point: MutationPoint;
  /** One sentence about what happened, such as "Each HMAC of the key chain was passed on as hexadecimal text." */
  readonly says: string;
  /** Returns the sentence about what really changed, if `says` is about all that can change. */
  readonly saysOf?: (base: Draft, made: Draft) => string;
  /** One sentence that replaces the cause's own fix. */
  readonly fix?: string;
  /** Returns the fix if it depends on what the server wants. */
  readonly fixOf?: (base: Draft) => string;
  /** Set if this fix begins with what to change in a proxy. */
  readonly fixIn?: 'proxy';
  /** Set if only the code of the signer fixes it, so that the cause's lines for the settings of programs do not apply. */
  readonly isOnlyInCode?: boolean;
  /**
   * Returns the drafts that the mistake produces, one for each way of making it, or none if the mistake changes
   * nothing.
   */
  readonly change: (draft: Draft, around: MutationContext) => readonly Draft[];
  /** Set if the mutation shows only that the two sides differ. More specific mistakes take precedence. */
  readonly isPlain?: boolean;
  /** Set if there are so many variants that they are tried only when nothing else produces the signature. */
  readonly isWide?: boolean;
  /**
   * Set if the mistake is about the body: how it is hashed, or where it is read. A body that was not given is unknown if
   * its hash is in question; otherwise it is empty if its hash is that of nothing.
   */
  readonly ofBody?: 'hashed' | 'read';
  /** Whether the resulting signature depends on the right secret; the default is `true`. */
  readonly needsSecret?: boolean;
}

export interface Replayed {
  /** The draft to which the mistake was applied: the server's or the client's. */
  readonly base: Draft;
  readonly made: Draft;
  readonly mutation: Mutation;
  /** The information that the mutation received in addition to the base. */
  readonly around: MutationContext;
  /** The index of the draft among the mutation's drafts, starting at 0. */
  readonly way: number;
}

/** Returns a draft in which these mistakes were made one after the other, each in its own way. */
export const madeInTurn = (draft: Draft, mistakes: readonly Replayed[]): Draft =>
  mistakes.reduce((made, { mutation, around, way }) => mutation.change(made, around)[way] ?? made, draft);
