/** Defines the information that a mistake has in addition to the draft that it is tried on. */
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { Draft } from './draft/draft.ts';

export interface Surroundings {
  /** The request as the client sent it or would have sent it; `null` if none was given. */
  readonly head: RequestHead | null;
  /** The body; `null` if it is unknown. */
  readonly body: Octets | null;
  readonly scheme: 'header' | 'query';
  /** The draft that the other side reported, which the mistake may have to reproduce; `null` if there is none. */
  readonly other: Draft | null;
}
