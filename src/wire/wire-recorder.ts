/** Keeping what goes one way over the wire: the first bytes whole, all bytes counted and hashed. */

import { recorder } from '../http/body/recorded.ts';
import type { Scratch } from '../http/body/scratch.ts';
import type { WireRecord } from '../http/exchange.ts';

export interface WireRecorder {
  add(piece: Uint8Array): void;
  /** How many bytes have gone. */
  length(): number;
  record(): WireRecord;
}

/** Pieces that are told apart; what comes later counts to the last of them. */
export const PIECES_LIMIT = 4096;

/** `elapsed` gives the milliseconds since the exchange began; `makeScratch` is called for room beyond what is kept. */
export function wireRecorder(elapsed: () => number, makeScratch: (() => Scratch) | null = null): WireRecorder {
  const bytes = recorder(makeScratch);
  const pieces: { milliseconds: number; length: number }[] = [];
  return {
    add(piece) {
      const length = bytes.add(piece);
      if (length === 0) return;
      const last = pieces.at(-1);
      if (last && pieces.length === PIECES_LIMIT) last.length += length;
      else pieces.push({ milliseconds: elapsed(), length });
    },
    length: bytes.length,
    record: () => ({ ...bytes.record(), pieces: pieces.map((piece) => ({ ...piece })) }),
  };
}
