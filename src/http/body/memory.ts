/** Provides memory for bytes that arrive in pieces: a buffer that grows. */
import { memoryOf, type Octets, octetsFromArray } from '../../bytes/octets.ts';

export interface GrowingBuffer {
  length(): number;
  add(piece: Uint8Array): void;
  octets(): Octets;
  /** Returns a view of the bytes that is valid until the next `add`. */
  array(): Uint8Array;
  /** Returns the bytes in an array that has no unused memory. Nothing may be added afterwards. */
  finish(): Uint8Array;
}

/** Creates a buffer that doubles its size as needed. The caller must not add more than `limit` bytes. */
export function growingBuffer(limit: number): GrowingBuffer {
  let buffer: Uint8Array = NOTHING;
  let length = 0;
  return {
    length: () => length,
    add(piece) {
      const needed = length + piece.length;
      if (needed > buffer.length) {
        const larger = memoryOf(Math.max(needed, Math.min(limit, buffer.length * 2)));
        larger.set(buffer);
        buffer = larger;
      }
      buffer.set(piece, length);
      length = needed;
    },
    array: () => buffer.subarray(0, length),
    finish: () => (length === buffer.length ? buffer : Uint8Array.prototype.slice.call(buffer, 0, length)),
    octets: () => octetsFromArray(buffer.subarray(0, length)),
  };
}

const NOTHING = new Uint8Array(0);
