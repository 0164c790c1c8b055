/** Finds the part of a request or response that contains a given byte. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { StoredBytes } from '../../bytes/stored-bytes.ts';
import { CHUNK_LINE_LIMIT, chunkSize } from '../../http/body/chunk-line.ts';
import { type Recorded, storedRecord } from '../../http/body/recorded.ts';
import { POST_FORM, STREAMING } from '../../sigv4/documentation.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import type { Position } from '../../trace/provenance.ts';
import { lastFrom } from '../../trace/ranges.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import { remembered } from '../../trace/remembered.ts';
import { findValue } from '../../trace/trace.ts';
import type { WalkFacts } from '../facts.ts';
import { type MessagePart, partOfDocument, partOfHead, partOfTrailers, rfc9112 } from './head-parts.ts';
import { ANSWER, ANSWER_BODY, SENT_BODY } from './shown-bytes.ts';

/** Names the part of a message that contains a given byte. Returns `null` if the value is not a message. */
export function partAt(facts: WalkFacts, { value, byte }: Position): MessagePart | null {
  const { trace, exchange } = facts;
  switch (value) {
    case ANSWER:
      return exchange && partOfAnswer(exchange, byte);
    case ANSWER_BODY:
      return exchange?.response ? partOfBody(exchange.response.body.kept, byte) : null;
    case SENT_BODY:
      return partOfSentBody(facts, byte);
    case REQUEST.id:
    case SIGNED_REQUEST.id: {
      const head = findValue(trace, value);
      return head ? partOfHead(head.bytes.octets, byte, 'request') : null;
    }
    default:
      return null;
  }
}

function partOfAnswer({ response, received }: RedactedExchange, byte: number): MessagePart | null {
  const { kept } = received;
  // Bytes that are not HTTP are not divided into parts.
  if (!response) return kept.startsWith('HTTP/') && byte < kept.length ? partOfHead(kept, byte, 'response') : null;
  const { bodyStart, framing } = response;
  if (byte < bodyStart) return partOfHead(kept, byte, 'response');
  if (framing.kind !== 'chunked') return partOfBody(sliceOctets(kept, bodyStart), byte - bodyStart);
  return partsOfAnswer(received, bodyStart)(byte);
}

/** Names the part of a body that contains a given byte. `beginning` is the first bytes of the body. */
const partOfBody = (beginning: Octets, byte: number): MessagePart =>
  partOfDocument(beginning, byte) ?? { name: 'the body', see: rfc9112('6') };

function partOfSentBody({ trace, body }: WalkFacts, byte: number): MessagePart {
  if (trace.scheme === 'policy') return { name: 'the form', see: POST_FORM };
  if (!isInChunks(trace.rules.payload)) return { name: 'the payload', see: rfc9112('6') };
  return partsOfSentBody(body)(byte);
}

const isInChunks = (payload: string | undefined) => payload !== 'hashed' && payload !== 'unsigned';

// The functions that name parts are kept, because each has to search for chunks.
const partsOfAnswer = remembered((received: Recorded, bodyStart: number) =>
  chunkParts(storedRecord(received), bodyStart, { see: rfc9112('7.1'), extension: 'an extension' }),
);
const partsOfSentBody = remembered((body: WalkFacts['body']) =>
  chunkParts(body.stored, 0, { see: STREAMING, extension: 'the signature' }),
);

/** A chunk format: either HTTP chunked coding (RFC 9112, section 7.1) or aws-chunked with its signatures. */
interface Chunking {
  readonly see: string;
  /** The name of the text that follows the chunk size, such as "the signature". */
  readonly extension: string;
}

/** A chunk of a body. The last chunk is empty and may be followed by trailer fields. */
interface Chunk {
  /** The number of the chunk, counted from 1. */
  readonly number: number;
  /** The offset of the line that begins the chunk. */
  readonly start: number;
  readonly size: number;
  /** The length of the line that begins the chunk, including the line ending. */
  readonly lineLength: number;
}

/**
 * The maximum number of chunks that are searched. A byte after these chunks is only called "the body", because finding
 * its chunk would require reading all previous chunks.
 */
const MOST_CHUNKS = 65_536;
/** The maximum number of bytes that are read from trailer fields. */
const MOST_TRAILERS = 65_536;
/** The number of bytes that are read first to find a chunk's first line. Few such lines are longer. */
const USUAL_LINE = 128;
const CR_LF = 2;

/**
 * Returns a function that takes a byte and names the part of the chunked body that the byte is in. The returned
 * function remembers the chunks that it has found.
 */
function chunkParts(stored: StoredBytes, bodyStart: number, chunking: Chunking): (byte: number) => MessagePart {
  const chunks: Chunk[] = [];
  const chunkAt = (byte: number): Chunk | null => {
    for (let last = chunks.at(-1); ; ) {
      const start = last ? last.start + last.lineLength + last.size + CR_LF : bodyStart;
      if (last && (byte < start || last.size === 0)) return lastFrom(chunks, byte) ?? null;
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

/** Reads the line that begins a chunk. Returns `null` if no chunk begins there. */
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

function partOfTrailer(stored: StoredBytes, start: number, byte: number, see: string): MessagePart {
  const octets = stored.read(start, Math.min(stored.length, start + MOST_TRAILERS));
  const at = byte - start;
  return at < octets.length ? partOfTrailers(octets, at) : { name: 'after the last chunk', see };
}
