/** A request as it came over the wire. */
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';

export interface SentRequest {
  readonly head: RequestHead;
  /** Without HTTP's own transfer coding; `null` where it is not known. */
  readonly body: Octets | null;
}
