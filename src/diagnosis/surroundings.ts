/** What a mistake knows in addition to the draft that it is tried on. */
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { Draft } from './draft/draft.ts';

export interface Surroundings {
  /** The request as the client sent it or would send it; `null` if none was given. */
  readonly head: RequestHead | null;
  /** `null` if the body is unknown. */
  readonly body: Octets | null;
  readonly scheme: 'header' | 'query';
  /** What the other side reported, which the mistake may have to reproduce; `null` if it reported nothing. */
  readonly other: Draft | null;
}
