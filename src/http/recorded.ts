/** Bytes of any number on record: the first of them whole, all of them counted and hashed. */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { runningSha256, sha256Hex } from '../crypto/digests.ts';
import { growingBuffer } from './growing-buffer.ts';

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
  const kept = growingBuffer(KEPT_LIMIT);
  let length = 0;
  return {
    add(piece) {
      sha256.update(piece);
      length += piece.length;
      const keep = piece.subarray(0, KEPT_LIMIT - kept.length());
      kept.add(keep);
      return keep.length;
    },
    record: () => ({ kept: kept.octets(), length, sha256: sha256.hex() }),
  };
}
