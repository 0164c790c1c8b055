/** Files that only make sense as such: a lesson, a vector, what was done in the course. */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';

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
