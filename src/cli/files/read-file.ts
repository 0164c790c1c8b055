/** Reading a file by position. */
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { EMPTY, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { StoredBytes } from '../../bytes/stored-bytes.ts';
import type { ReadWatch } from '../../http/body/progress.ts';

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

/** In bytes. With the 64 KiB that Node.js takes by itself, the reads cost as much as SHA-256. */
const PIECE = 1_048_576;
/** Milliseconds between reports: people see no more than ten numbers a second. */
const INTERVAL = 100;

/** Its pieces; throws where it cannot be read, or where who watches stops it. `length`: what is expected. */
export async function* wholeFile(path: string, length: number, watch: ReadWatch | null): AsyncGenerator<Uint8Array> {
  const { signal = null } = watch ?? {};
  const begun = performance.now();
  let told = begun;
  let read = 0;
  for await (const piece of createReadStream(path, { highWaterMark: PIECE, ...(signal && { signal }) })) {
    yield piece;
    read += piece.length;
    const now = performance.now();
    if (watch === null || now - told < INTERVAL) continue;
    told = now;
    watch.onProgress({ milliseconds: now - begun, read, length });
  }
}

export function readingStopped(): Problem {
  return problem('interrupted', 'The body was not read to its end, and nothing is signed.', 'Begin again.');
}

/**
 * The bytes of a regular file that has `most` bytes or fewer. Throws Node's error, or one whose message says why it
 * is not read: `it is a FIFO`, without a full stop. Never waits for a writer, and never reads a device.
 */
export function readRegularFile(path: string, most: number): Buffer {
  // Without a writer, opening a FIFO would wait. Windows has neither.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new Error(`it is ${kindOf(stats)}`);
    return readUpTo(descriptor, stats.size, most);
  } finally {
    closeSync(descriptor);
  }
}

/** `size`: what the file says; some have more, and one may grow. */
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

/** So that the end is usually found with the second read. */
const SPARE = 4_096;

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
