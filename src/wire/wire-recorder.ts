/** Keeping what goes one way over the wire: the first bytes whole, all bytes counted and hashed. */
import { EMPTY, type Octets, octetsFromArray } from '../bytes/octets.ts';
import { runningSha256 } from '../crypto/digests.ts';
import { KEPT_LIMIT, type WireRecord } from '../http/exchange.ts';

export interface WireRecorder {
  add(piece: Uint8Array): void;
  record(): WireRecord;
}

/** `elapsed` gives the milliseconds since the exchange began. */
export function wireRecorder(elapsed: () => number): WireRecorder {
  const sha256 = runningSha256();
  const pieces: { milliseconds: number; length: number }[] = [];
  let kept: Octets = EMPTY;
  let length = 0;
  return {
    add(piece) {
      sha256.update(piece);
      length += piece.length;
      const keep = piece.subarray(0, KEPT_LIMIT - kept.length);
      if (keep.length === 0) return;
      kept = (kept + octetsFromArray(keep)) as Octets;
      pieces.push({ milliseconds: elapsed(), length: keep.length });
    },
    record: () => ({ kept, length, sha256: sha256.hex(), pieces: [...pieces] }),
  };
}
