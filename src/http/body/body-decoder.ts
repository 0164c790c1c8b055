/** What takes a body out of the bytes behind a head, whatever its framing. */
import type { Problem } from '../../bytes/problem.ts';
import type { Framing } from '../framing.ts';
import type { HeaderField } from '../message.ts';

export interface Decoded {
  /** The body bytes among those that were taken, in order: views of the piece. */
  readonly body: readonly Uint8Array[];
  readonly state: 'open' | 'ended' | Problem;
  /** How many bytes of the piece are behind the end. */
  readonly surplus: number;
}

export interface BodyDecoder {
  /** Takes the next bytes; none at all are good for a body that has none. Not to be called after the end. */
  take(piece: Uint8Array): Decoded;
  /** What it means that the other side closes before the end; `null` where that is the end. */
  close(): Problem | null;
  /** The framing, with what is known of it by now. */
  framing(): Framing;
  readonly trailers: () => readonly HeaderField[];
  readonly remarks: () => readonly Problem[];
}
