/** The line before each chunk (RFC 9112, section 7.1): its size, and extensions that mean nothing to us. */
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { unreadable } from '../answer-problems.ts';

/** The most bytes that the line may have, its CR LF not counted. */
export const CHUNK_LINE_LIMIT = 4096;

/** Size, then any extensions; `BWS` before a semicolon is allowed and nowhere else. */
const CHUNK_LINE = /^([0-9A-Fa-f]+)(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?$/;

/** Sixteen digits hold 2^64 - 1; what is larger than 2^53 - 1 is not exact as a number. */
const DIGITS_LIMIT = 16;

/** The size in bytes; `line` is without its CR LF. No problem quotes it: it may be a line of the body. */
export function chunkSize(line: Octets): number | Problem {
  const digits = CHUNK_LINE.exec(line)?.[1];
  if (digits === undefined) {
    return unreadable('chunk-size', 'A chunk does not begin with its size in hexadecimal.', '7.1');
  }
  const size = digits.length > DIGITS_LIMIT ? Number.POSITIVE_INFINITY : Number.parseInt(digits, 16);
  return Number.isSafeInteger(size)
    ? size
    : unreadable('chunk-too-large', 'A chunk says that it has more bytes than can be counted.', '7.1');
}

export function chunkLineTooLong(): Problem {
  return unreadable(
    'chunk-line-too-long',
    `The line before a chunk is longer than ${CHUNK_LINE_LIMIT} bytes.`,
    '7.1.1',
  );
}

export function chunkLineEnd(): Problem {
  return unreadable('chunk-line-end', 'The line before a chunk ends with LF alone, not with CR LF.', '7.1');
}

/** The line as far as it has come. */
export interface ChunkLine {
  /** With its CR LF, once it is whole. */
  readonly line: Octets;
  /** How many bytes of the last piece belong to it. */
  readonly used: number;
  readonly state: 'open' | 'whole' | Problem;
}

const LF = 0x0a;
const LONGEST = CHUNK_LINE_LIMIT + '\r\n'.length;

/** The next bytes of the line, of which `before` has come already. */
export function continueChunkLine(before: Octets, piece: Uint8Array): ChunkLine {
  const room = piece.subarray(0, LONGEST - before.length);
  const newline = room.indexOf(LF);
  const used = newline < 0 ? room.length : newline + 1;
  const line = (before + octetsFromArray(room.subarray(0, used))) as Octets;
  if (newline < 0) return { line, used, state: line.length < LONGEST ? 'open' : chunkLineTooLong() };
  return { line, used, state: line.endsWith('\r\n') ? 'whole' : chunkLineEnd() };
}
