/** Reads files: by position, from beginning to end while the user watches, and small regular files at once. */
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { EMPTY, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { StoredBytes } from '../../bytes/stored-bytes.ts';
import type { ReadWatch } from '../../http/body/progress.ts';

/** Gives access to the bytes of a file, which is open only while it is read. The file may change or be deleted meanwhile. */
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

/** Reads the bytes from `start` to before `end`, if the file has them. Throws Node's error. */
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

/** The bytes to read at once. With Node's default, 64 KiB, reading costs as much as SHA-256. */
const PIECE = 1_048_576;
/** Milliseconds between reports. */
const INTERVAL = 100;

/** Yields the pieces of a file. Throws if it cannot be read, or if the user interrupts it. `length`: the expected length. */
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

/** Makes the problem for a body whose reading was interrupted. */
export function readingStopped(): Problem {
  return problem('interrupted', 'Reading the body was interrupted, and nothing is signed.', 'Run the command again.');
}

/**
 * Reads a regular file of at most `most` bytes. Throws Node's error, or one whose message says why the file is not read, such
 * as `it is a FIFO`, without a period. Never waits for a writer, and never reads a device.
 */
export function readRegularFile(path: string, most: number): Buffer {
  // Otherwise, opening a FIFO would wait for a writer. Windows has neither.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new Error(`it is ${kindOf(stats)}`);
    return readUpTo(descriptor, stats.size, most);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads up to `most` bytes. `size`: the size that the system reports, which may be too small. */
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

/** Extra bytes: the second read then usually finds the end. */
const SPARE = 4_096;

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
