/** Collecting the line before a chunk (RFC 9112, section 7.1) up to its CR LF, however its bytes arrive. */
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { CHUNK_LINE_LIMIT, chunkLineEnd, chunkLineTooLong } from './chunk-line.ts';

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
