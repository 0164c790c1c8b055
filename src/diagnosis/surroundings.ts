/** What is known beside a draft while a mistake is tried on it. */
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { Draft } from './draft/draft.ts';

export interface Surroundings {
  /** The request as the client sent it or would; `null` where nobody gave it. */
  readonly head: RequestHead | null;
  /** `null` where it is not known. */
  readonly body: Octets | null;
  /** Where the signature is. */
  readonly scheme: 'header' | 'query';
  /** What the other side has, as far as it said so: what a mistake may have to hit. */
  readonly other: Draft | null;
}
