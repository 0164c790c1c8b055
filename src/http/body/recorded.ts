/** Records any number of bytes. Keeps the first bytes in memory, counts all of them, and hashes them if that is wanted. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { type StoredBytes, storedOctets, storedTogether } from '../../bytes/stored-bytes.ts';
import { runningSha256, sha256Hex } from '../../crypto/digests.ts';
import { growingBuffer } from './memory.ts';

/**
 * The number of bytes that are kept in memory. Any further bytes are counted and, if there is a scratch file, kept in that
 * file.
 */
export const KEPT_LIMIT = 1_048_576;

export interface Recorded {
  /** The first `KEPT_LIMIT` bytes. */
  readonly kept: Octets;
  /** The bytes after `kept`, in a scratch file; `null` if there is no scratch file. */
  readonly beyond: StoredBytes | null;
  /** The number of all bytes, including bytes that are not kept. */
  readonly length: number;
  /** The SHA-256 of all bytes, as 64 hexadecimal digits; `null` if they are not hashed. */
  readonly sha256: Octets | null;
}

export const NOTHING_RECORDED: Recorded = { kept: EMPTY, beyond: null, length: 0, sha256: sha256Hex(EMPTY) };

/** Returns the bytes that can be read again. The returned bytes start at the first byte. */
export function storedRecord({ kept, beyond }: Pick<Recorded, 'kept' | 'beyond'>): StoredBytes {
  return beyond ? storedTogether([storedOctets(kept), beyond]) : storedOctets(kept);
}

export interface Recorder {
  /** Takes the next bytes. Returns the number of these bytes that were kept in memory. */
  add(piece: Uint8Array): number;
  length(): number;
  /** Returns the record so far. More bytes may follow. */
  record(): Recorded;
}

/**
 * Creates a recorder. `makeScratch` provides room for bytes beyond `KEPT_LIMIT`. If `makeScratch` is `null`, those
 * bytes cannot be read again. Hashing takes about as long as receiving.
 */
export function recorder(makeScratch: (() => Scratch) | null = null, isHashed = true): Recorder {
  const sha256 = isHashed ? runningSha256() : null;
  const kept = growingBuffer(KEPT_LIMIT);
  let scratch: Scratch | null = null;
  let length = 0;
  return {
    length: () => length,
    add(piece) {
      sha256?.update(piece);
      length += piece.length;
      const keep = piece.subarray(0, KEPT_LIMIT - kept.length());
      kept.add(keep);
      if (keep.length < piece.length && makeScratch) {
        scratch ??= makeScratch();
        scratch.append(piece.subarray(keep.length));
      }
      return keep.length;
    },
    record: () => ({ kept: kept.octets(), beyond: scratch?.stored() ?? null, length, sha256: sha256?.hex() ?? null }),
  };
}

/** Storage for bytes that do not fit in memory. The bytes are written in order and can be read at any position. */
export interface Scratch {
  /** Takes the next bytes. Once no room is left, ignores all further bytes. Never throws. */
  readonly append: (piece: Uint8Array) => void;
  readonly stored: () => StoredBytes;
  /** Discards the bytes. Reading returns no bytes afterwards. */
  readonly discard: () => void;
}
