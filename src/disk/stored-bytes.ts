/** Bytes in a file that is deleted when its last owner is gone. */

export interface StoredBytes {
  readonly length: number;
  /** The number of these bytes that are kept in memory. */
  readonly inMemory: 0;
  /** Returns bytes `start` to `end` (exclusive), or fewer if the file is damaged. */
  read(start: number, end: number): Uint8Array;
  /** Adds an owner. */
  retain(): void;
  /** Removes an owner. */
  release(): void;
  /** The name of the file if it is kept; empty otherwise. */
  readonly files: readonly string[];
}

interface Source {
  readonly length: number;
  readonly files: readonly string[];
  readonly read: (buffer: Uint8Array, position: number) => number;
  /** Called when the last owner has been removed. */
  readonly remove: () => void;
}

/** Creates stored bytes with one owner. */
export function storedBytes({ length, files, read, remove }: Source): StoredBytes {
  let owners = 1;
  return {
    length,
    inMemory: 0,
    files,
    read(start, end) {
      const buffer = Buffer.allocUnsafe(Math.max(end - start, 0));
      return buffer.subarray(0, read(buffer, start));
    },
    retain() {
      owners += 1;
    },
    release() {
      owners -= 1;
      if (owners === 0) remove();
    },
  };
}
