/**
 * Uses memory for reading again soon. Otherwise a long body fills memory with pieces that wait for the garbage collector.
 */

export interface ReadPiece {
  /** The bytes that were read. They are valid until `giveBack` is called. */
  readonly piece: Uint8Array;
  readonly giveBack: () => void;
}

export interface ReadBuffers {
  /** Returns the buffer for the next read. */
  readonly next: () => Uint8Array;
  /** Returns the bytes of the last read. `length` is their number. */
  readonly take: (length: number) => ReadPiece;
}

/** The sizes of buffers, in bytes. A connection begins with the least, so that idle connections need little memory. */
const LEAST = 16_384;
const MOST = 262_144;
/** The number of buffers of one connection that are kept for later. */
const MOST_SPARE = 2;

/** Creates the buffers of one connection. They grow while reads fill them, and shrink when reads are short. */
export function readBuffers(): ReadBuffers {
  let size = LEAST;
  let spare: Uint8Array[] = [];
  let current: Uint8Array = new Uint8Array(0);
  const resize = (to: number) => {
    if (to === size) return;
    size = to;
    spare = [];
  };
  return {
    next() {
      current = spare.pop() ?? Buffer.allocUnsafeSlow(size);
      return current;
    },
    take(length) {
      const lent = current;
      const giveBack = () => {
        if (lent.length === size && spare.length < MOST_SPARE) spare.push(lent);
      };
      if (length === lent.length) resize(Math.min(MOST, size * 2));
      else if (length < lent.length / 4) resize(LEAST);
      if (length >= lent.length / 4) return { piece: lent.subarray(0, length), giveBack };
      // A short piece that waits for the client must not hold a long buffer.
      const piece = new Uint8Array(lent.subarray(0, length));
      giveBack();
      return { piece, giveBack: () => {} };
    },
  };
}

/**
 * Frees the memory of a piece at once, if nothing else is in that memory. The piece and all views of it are empty
 * afterwards. Node.js reads each piece from an accepted socket into memory of its own.
 */
export function freePiece({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
