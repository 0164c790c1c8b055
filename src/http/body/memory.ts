/** Bytes that come piece by piece, kept in one buffer that doubles: pieces of one byte cost no more than they hold. */
import type { Octets } from '../../bytes/octets.ts';

export interface GrowingBuffer {
  /** How many bytes are kept. */
  length(): number;
  add(piece: Uint8Array): void;
  octets(): Octets;
  /** The same bytes; good until the next `add`. */
  array(): Uint8Array;
}

/** The caller sees to it that no more than `limit` bytes are added. */
export function growingBuffer(limit: number): GrowingBuffer {
  let buffer: Buffer = Buffer.alloc(0);
  let length = 0;
  return {
    length: () => length,
    add(piece) {
      const needed = length + piece.length;
      if (needed > buffer.length) {
        const larger = Buffer.alloc(Math.max(needed, Math.min(limit, buffer.length * 2)));
        larger.set(buffer);
        buffer = larger;
      }
      buffer.set(piece, length);
      length = needed;
    },
    array: () => buffer.subarray(0, length),
    octets: () => buffer.toString('latin1', 0, length) as Octets,
  };
}

export interface SharedRoom {
  /** Takes so many bytes of the room, or none and gives `false` where they are not left. */
  take(bytes: number): boolean;
  /** Gives so many bytes back. */
  give(bytes: number): void;
}

/** Makes a room of `limit` bytes. */
export function sharedRoom(limit: number): SharedRoom {
  let taken = 0;
  return {
    take(bytes) {
      if (taken + bytes > limit) return false;
      taken += bytes;
      return true;
    },
    give(bytes) {
      taken -= bytes;
    },
  };
}
