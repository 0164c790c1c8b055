/**
 * Reads the line before each chunk (RFC 9112, section 7.1). The line contains the chunk's size and possibly extensions,
 * which are ignored.
 */
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { unreadable } from '../answer-problems.ts';

/** The maximum length of the line in bytes, not including its CR LF. */
export const CHUNK_LINE_LIMIT = 4096;

/** Matches the size and any extensions that follow it. White space is allowed only before a semicolon. */
const CHUNK_LINE = /^([0-9A-Fa-f]+)(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?$/;

/**
 * The maximum number of digits in a size. Sixteen digits can express 2^64 - 1, but JavaScript numbers are not exact
 * above 2^53 - 1.
 */
const DIGITS_LIMIT = 16;

/**
 * Reads the size in bytes from a line without its CR LF, or returns a problem. Problems do not quote the line, because
 * it may be part of the body.
 */
export function chunkSize(line: Octets): number | Problem {
  const digits = CHUNK_LINE.exec(line)?.[1];
  if (digits === undefined) {
    return unreadable('chunk-size', 'A chunk does not begin with its size in hexadecimal.', '7.1');
  }
  const size = digits.length > DIGITS_LIMIT ? Number.POSITIVE_INFINITY : Number.parseInt(digits, 16);
  return Number.isSafeInteger(size)
    ? size
    : unreadable('chunk-too-large', 'The size of a chunk is too large to be counted.', '7.1');
}

function chunkLineTooLong(): Problem {
  return unreadable(
    'chunk-line-too-long',
    `The line before a chunk is longer than ${CHUNK_LINE_LIMIT} bytes.`,
    '7.1.1',
  );
}

function chunkLineEnd(): Problem {
  return unreadable('chunk-line-end', 'The line before a chunk ends with LF alone, not with CR LF.', '7.1');
}

interface ChunkLine {
  /** The bytes so far, including CR LF once the line is complete. */
  readonly line: Octets;
  /** The number of bytes in the last piece that belong to the line. */
  readonly used: number;
  readonly state: 'open' | 'whole' | Problem;
}

const LF = 0x0a;
const LONGEST = CHUNK_LINE_LIMIT + '\r\n'.length;

/** Continues a line with the next bytes. `before` is the part of the line that has already arrived. */
export function continueChunkLine(before: Octets, piece: Uint8Array): ChunkLine {
  const room = piece.subarray(0, LONGEST - before.length);
  const newline = room.indexOf(LF);
  const used = newline < 0 ? room.length : newline + 1;
  const line = (before + octetsFromArray(room.subarray(0, used))) as Octets;
  if (newline < 0) return { line, used, state: line.length < LONGEST ? 'open' : chunkLineTooLong() };
  return { line, used, state: line.endsWith('\r\n') ? 'whole' : chunkLineEnd() };
}
