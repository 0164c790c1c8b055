/** Defines the information that is available to a mistake in addition to the draft on which the mistake is tried. */
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { Draft } from './draft/draft.ts';

export interface Surroundings {
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
