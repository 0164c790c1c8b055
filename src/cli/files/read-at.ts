/** Reading a file by position. */
import { closeSync, openSync, readSync } from 'node:fs';
import { EMPTY, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import type { StoredBytes } from '../../bytes/stored-bytes.ts';

/** Bytes of a file that may change or go meanwhile; it is open only while it is read. */
export function storedFile(path: string, length: number): StoredBytes {
  return {
    length,
    read(start, end) {
      try {
        const descriptor = openSync(path, 'r');
        try {
          return readAt(descriptor, start, Math.min(end, length));
        } finally {
          closeSync(descriptor);
        }
      } catch {
        return EMPTY;
      }
    },
  };
}

/** Bytes `start` to `end` (not included), as far as the file has them. Throws Node's error. */
export function readAt(descriptor: number, start: number, end: number): Octets {
  const buffer = Buffer.allocUnsafe(Math.max(end - start, 0));
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, start + length);
    if (read === 0) break;
    length += read;
  }
  return octetsFromArray(buffer.subarray(0, length));
}
