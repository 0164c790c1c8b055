/** Which part of a message a byte is: of what was sent, and of what came back. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { StoredBytes } from '../../bytes/stored-bytes.ts';
import { CHUNK_LINE_LIMIT, chunkSize } from '../../http/body/chunk-line.ts';
import { POST_FORM, STREAMING } from '../../sigv4/documentation.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import type { Position } from '../../trace/provenance.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import { findValue } from '../../trace/trace.ts';
import type { WalkFacts } from '../facts.ts';
import { type MessagePart, partOfDocument, partOfHead, partOfTrailers, rfc9112 } from './head-parts.ts';
import { ANSWER, ANSWER_BODY, bytesShown, SENT_BODY } from './shown-bytes.ts';

/** `null` for a byte of what is no message. */
export function partAt(facts: WalkFacts, { value, byte }: Position): MessagePart | null {
  const { trace, exchange } = facts;
  switch (value) {
    case ANSWER:
      return exchange && partOfAnswer(facts, exchange, byte);
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

function partOfAnswer(facts: WalkFacts, exchange: RedactedExchange, byte: number): MessagePart | null {
  const { response, received } = exchange;
  const { kept } = received;
  // What is no HTTP at all has no parts.
  if (!response) return kept.startsWith('HTTP/') && byte < kept.length ? partOfHead(kept, byte, 'response') : null;
  const { bodyStart, framing } = response;
  if (byte < bodyStart) return partOfHead(kept, byte, 'response');
  if (framing.kind !== 'chunked') return partOfBody(sliceOctets(kept, bodyStart), byte - bodyStart);
  const { stored } = bytesShown(facts, ANSWER) ?? {};
  const chunking = { see: rfc9112('7.1'), extension: 'an extension' };
  return stored ? partsOnce(exchange, () => chunkParts(stored, bodyStart, chunking))(byte) : null;
}

/** `beginning`: the first bytes of the body. */
const partOfBody = (beginning: Octets, byte: number): MessagePart =>
  partOfDocument(beginning, byte) ?? { name: 'the body', see: rfc9112('6') };

function partOfSentBody({ trace, body }: WalkFacts, byte: number): MessagePart {
  if (trace.scheme === 'policy') return { name: 'the form', see: POST_FORM };
  if (!isInChunks(trace.rules.payload)) return { name: 'the payload', see: rfc9112('6') };
  const chunking = { see: STREAMING, extension: 'the signature' };
  return partsOnce(body, () => chunkParts(body.stored, 0, chunking))(byte);
}

const isInChunks = (payload: string | undefined) => payload !== 'hashed' && payload !== 'unsigned';

type TellPart = (byte: number) => MessagePart;

/** Whoever goes from byte to byte does not look for the chunks again and again. */
const TELLERS = new WeakMap<object, TellPart>();

function partsOnce(of: object, make: () => TellPart): TellPart {
  const known = TELLERS.get(of) ?? make();
  TELLERS.set(of, known);
  return known;
}

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
  return at < octets.length ? partOfTrailers(octets, at) : { name: 'after the last chunk', see };
}
