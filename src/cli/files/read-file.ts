/**
 * Reads files: parts of them by position, large files from beginning to end while reporting progress, and small files
 * as a whole.
 */
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { EMPTY, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { problem } from '../../bytes/problem.ts';
import type { StoredBytes } from '../../bytes/stored-bytes.ts';
import { readAll } from '../../disk/write-file.ts';
import type { ReadWatch } from '../../http/body/progress.ts';

/**
 * Gives access to the bytes of a file, which is open only during each read. In between, the file may change or be
 * deleted. A read that fails returns no bytes.
 */
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

/**
 * Reads the bytes from `start` up to `end`, which is exclusive. Returns fewer bytes if the file is shorter. Throws
 * Node's error.
 */
export function readAt(descriptor: number, start: number, end: number): Octets {
  const buffer = Buffer.allocUnsafe(Math.max(end - start, 0));
  return octetsFromArray(buffer.subarray(0, readAll(descriptor, buffer, start)));
}

/** The number of bytes to read at a time. With Node's default of 64 KiB, reading takes as long as SHA-256. */
const PIECE = 1_048_576;
/** The time between two reports in milliseconds. */
const INTERVAL = 100;

/**
 * Yields a file in pieces, and reports the progress to `watch`. Throws if the file cannot be read or if the user
 * interrupts reading. `length` is the expected length in bytes.
 */
export async function* wholeFile(path: string, length: number, watch: ReadWatch | null): AsyncGenerator<Uint8Array> {
  const { signal = null } = watch ?? {};
  const begun = performance.now();
  let reported = begun;
  let read = 0;
  for await (const piece of createReadStream(path, { highWaterMark: PIECE, ...(signal && { signal }) })) {
    yield piece;
    read += piece.length;
    const now = performance.now();
    if (watch === null || now - reported < INTERVAL) continue;
    reported = now;
    watch.onProgress({ milliseconds: now - begun, read, length });
  }
}

export const READING_STOPPED = problem(
  'interrupted',
  'Reading the body was interrupted, and nothing is signed.',
  'Run the command again.',
);

/**
 * Reads a regular file of at most `most` bytes. Throws Node's error, or an error whose message is the reason without a
 * period, such as `it is a FIFO`. Never waits for a writer, and never reads from a device.
 */
export function readRegularFile(path: string, most: number): Buffer {
  // Without O_NONBLOCK, opening a FIFO would wait for a writer. Windows has neither FIFOs nor this flag.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new Error(`it is ${kindOf(stats)}`);
    return readUpTo(descriptor, stats.size, most);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads at most `most` bytes, and throws if there are more. `size` is the size that the system reports, which may be
 * too small.
 */
function readUpTo(descriptor: number, size: number, most: number): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  while (size <= most && length <= most) {
    const piece = Buffer.alloc(Math.max(size - length, 0) + SPARE);
    const read = readSync(descriptor, piece);
    if (read === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, read));
    length += read;
  }
  throw new Error(`it has more than ${most} bytes`);
}

/** Additional bytes in the first buffer, so that the second read usually finds the end of the file. */
const SPARE = 4_096;

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
