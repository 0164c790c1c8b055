/** Room for bytes that are too many to keep in memory: written in order, read back by position. */
import type { StoredBytes } from '../../bytes/stored-bytes.ts';

export interface Scratch {
  /** Takes the next bytes. Where there is no room for all of them, it takes no more from then on. Never throws. */
  readonly append: (piece: Uint8Array) => void;
  /** Those that it has by now. */
  readonly stored: () => StoredBytes;
  /** Nobody reads them any more: whoever does all the same finds nothing. */
  readonly discard: () => void;
}
