/** A request as it came over the wire. */
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { BodyOffset } from '../intake/pasted/client-request.ts';

export interface SentRequest {
  readonly head: RequestHead;
  /** Without HTTP's own transfer coding; `null` where it is not known. */
  readonly body: Octets | null;
  /** Where the body stands in what a person gave, for problems; left out where nobody counts. */
  readonly bodyOffset?: BodyOffset | null;
}
