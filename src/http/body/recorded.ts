/** Bytes of any number on record: the first of them whole, all of them counted and hashed. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { type StoredBytes, storedOctets, storedTogether } from '../../bytes/stored-bytes.ts';
import { runningSha256, sha256Hex } from '../../crypto/digests.ts';
import { growingBuffer } from './memory.ts';

/** How many bytes are kept in memory; beyond them, they are counted and hashed. */
export const KEPT_LIMIT = 1_048_576;

export interface Recorded {
  /** The first `KEPT_LIMIT` bytes. */
  readonly kept: Octets;
  /** What follows them, in a scratch file; `null` where there is none, or nothing follows. */
  readonly beyond: StoredBytes | null;
  /** All bytes, kept or not. */
  readonly length: number;
  /** The SHA-256 of all bytes, 64 hexadecimal digits. */
  readonly sha256: Octets;
}

export const NOTHING_RECORDED: Recorded = { kept: EMPTY, beyond: null, length: 0, sha256: sha256Hex(EMPTY) };

/** As many of the bytes as can be read again, from the first one on. */
export function storedRecord({ kept, beyond }: Pick<Recorded, 'kept' | 'beyond'>): StoredBytes {
  return beyond ? storedTogether([storedOctets(kept), beyond]) : storedOctets(kept);
}

export interface Recorder {
  /** Takes the next bytes; says how many of them were kept. */
  add(piece: Uint8Array): number;
  /** How many bytes have come. */
  length(): number;
  /** All bytes so far; more may follow. */
  record(): Recorded;
}

/** `makeScratch` is called for room once there are more bytes than are kept; `null` where they need not be read again. */
export function recorder(makeScratch: (() => Scratch) | null = null): Recorder {
  const sha256 = runningSha256();
  const kept = growingBuffer(KEPT_LIMIT);
  let scratch: Scratch | null = null;
  let length = 0;
  return {
    length: () => length,
    add(piece) {
      sha256.update(piece);
      length += piece.length;
      const keep = piece.subarray(0, KEPT_LIMIT - kept.length());
      kept.add(keep);
      if (keep.length < piece.length && makeScratch) {
        scratch ??= makeScratch();
        scratch.append(piece.subarray(keep.length));
      }
      return keep.length;
    },
    record: () => ({ kept: kept.octets(), beyond: scratch?.stored() ?? null, length, sha256: sha256.hex() }),
  };
}

export interface Scratch {
  /** Takes the next bytes. Where there is no room for all of them, it takes no more from then on. Never throws. */
  readonly append: (piece: Uint8Array) => void;
  /** Those that it has by now. */
  readonly stored: () => StoredBytes;
  /** Nobody reads them any more: whoever does all the same finds nothing. */
  readonly discard: () => void;
}
