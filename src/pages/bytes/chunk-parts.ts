/**
 * Which part of a body in chunks a byte is: HTTP's own (RFC 9112, section 7.1) or aws-chunked, whose chunks are signed
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
 */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { StoredBytes } from '../../bytes/stored-bytes.ts';
import { CHUNK_LINE_LIMIT, chunkSize } from '../../http/body/chunk-line.ts';
import { type MessagePart, partOfTrailers } from './head-parts.ts';

/** How the chunks are made, and the page that says so. */
export interface Chunking {
  readonly see: string;
  /** What stands behind the size: "the signature". */
  readonly extension: string;
}

/** A chunk, or the last one, which is empty and has fields behind it. */
interface Chunk {
  /** From 1. */
  readonly number: number;
  /** The first byte of its line. */
  readonly start: number;
  readonly size: number;
  /** Of its line with its end. */
  readonly lineLength: number;
}

/** Whoever looks further than so many chunks is told of the body only: each has to be read to find the next. */
const MOST_CHUNKS = 65_536;
/** The most bytes of fields behind the last chunk that are read to name one. */
const MOST_TRAILERS = 65_536;
/** Most lines before chunks are not longer. */
const USUAL_LINE = 128;
const CR_LF = 2;

/** What tells the part of bytes of a body in chunks that begins at a byte. Remembers the chunks that it came upon. */
export function chunkParts(stored: StoredBytes, bodyStart: number, chunking: Chunking): (byte: number) => MessagePart {
  const chunks: Chunk[] = [];
  const chunkAt = (byte: number): Chunk | null => {
    for (let last = chunks.at(-1); ; ) {
      const start = last ? last.start + last.lineLength + last.size + CR_LF : bodyStart;
      if (last && (byte < start || last.size === 0)) return chunkBefore(chunks, byte);
      const next = chunks.length < MOST_CHUNKS ? readChunk(stored, start, chunks.length + 1) : null;
      if (!next) return null;
      chunks.push(next);
      last = next;
    }
  };
  return (byte: number): MessagePart => {
    const chunk = chunkAt(byte);
    return chunk ? partOfChunk(stored, chunk, byte, chunking) : { name: 'the body, in chunks', see: chunking.see };
  };
}

/** The last one that does not begin behind the byte. */
function chunkBefore(chunks: readonly Chunk[], byte: number): Chunk | null {
  let low = 0;
  let high = chunks.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle]?.start ?? 0) <= byte) low = middle;
    else high = middle;
  }
  return chunks[low] ?? null;
}

/** `null` where none begins. */
function readChunk(stored: StoredBytes, start: number, number: number): Chunk | null {
  let line: Octets = stored.read(start, start + USUAL_LINE);
  if (!line.includes('\n')) line = stored.read(start, start + CHUNK_LINE_LIMIT + CR_LF);
  const end = line.indexOf('\r\n');
  const size = end < 0 ? null : chunkSize(sliceOctets(line, 0, end));
  return size === null || isProblem(size) ? null : { number, start, size, lineLength: end + CR_LF };
}

function partOfChunk(stored: StoredBytes, chunk: Chunk, byte: number, { see, extension }: Chunking): MessagePart {
  const { number, start, size, lineLength } = chunk;
  const dataStart = start + lineLength;
  const which = size === 0 ? 'the last chunk, which is empty' : `chunk ${number}`;
  if (byte < dataStart) {
    const line = stored.read(start, byte + 1);
    if (byte >= dataStart - CR_LF) return { name: `the end of the line before ${which}`, see };
    return { name: `${line.includes(';') ? extension : 'the size'} of ${which}`, see };
  }
  if (size === 0) return partOfTrailer(stored, dataStart, byte, see);
  return { name: byte < dataStart + size ? `the data of ${which}` : `the end of ${which}`, see };
}

/** Fields, and the empty line behind them. */
function partOfTrailer(stored: StoredBytes, start: number, byte: number, see: string): MessagePart {
  const octets = stored.read(start, Math.min(stored.length, start + MOST_TRAILERS));
  const at = byte - start;
  return at < octets.length ? partOfTrailers(octets, at) : { name: 'behind the last chunk', see };
}
