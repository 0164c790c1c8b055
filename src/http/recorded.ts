/** Bytes of any number on record: the first of them whole, all of them counted and hashed. */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { runningSha256, sha256Hex } from '../crypto/digests.ts';

/** How many bytes are kept; beyond them, they are counted and hashed. */
export const KEPT_LIMIT = 1_048_576;

export interface Recorded {
  /** The first `KEPT_LIMIT` bytes. */
  readonly kept: Octets;
  /** All bytes, kept or not. */
  readonly length: number;
  /** The SHA-256 of all bytes, 64 hexadecimal digits. */
  readonly sha256: Octets;
}

export const NOTHING_RECORDED: Recorded = { kept: EMPTY, length: 0, sha256: sha256Hex(EMPTY) };

export interface Recorder {
  /** Takes the next bytes; says how many of them were kept. */
  add(piece: Uint8Array): number;
  /** All bytes so far; more may follow. */
  record(): Recorded;
}

export function recorder(): Recorder {
  const sha256 = runningSha256();
  // One buffer that doubles, not a piece each: pieces of one byte must not cost more than they hold.
  let kept: Buffer = Buffer.alloc(0);
  let keptLength = 0;
  let length = 0;
  return {
    add(piece) {
      sha256.update(piece);
      length += piece.length;
      const keep = piece.subarray(0, KEPT_LIMIT - keptLength);
      kept = withRoom(kept, keptLength + keep.length);
      kept.set(keep, keptLength);
      keptLength += keep.length;
      return keep.length;
    },
    record: () => ({ kept: kept.toString('latin1', 0, keptLength) as Octets, length, sha256: sha256.hex() }),
  };
}

function withRoom(buffer: Buffer, needed: number): Buffer {
  if (needed <= buffer.length) return buffer;
  const larger = Buffer.alloc(Math.min(KEPT_LIMIT, Math.max(needed, buffer.length * 2)));
  larger.set(buffer);
  return larger;
}
