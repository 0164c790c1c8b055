/** Extracts a body from the bytes after a head. There is a decoder for each framing (RFC 9112, section 6.3). */
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromArray, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { earlyClose, headRemarks, unreadable } from '../answer-problems.ts';
import type { Framing } from '../framing.ts';
import type { HeaderField } from '../message.ts';
import { HEAD_LIMIT, readTrailers, type SectionCollector, sectionCollector } from '../read-head.ts';
import { chunkSize, continueChunkLine } from './chunk-line.ts';

export interface Decoded {
  /** The bytes of the body in the piece, in order, as views of the piece. */
  readonly body: readonly Uint8Array[];
  readonly state: 'open' | 'ended' | Problem;
  /** The number of bytes in the piece after the end of the body. */
  readonly surplus: number;
}

export interface BodyDecoder {
  /** Takes the next bytes, possibly none. This method must not be called after the end of the body. */
  take(piece: Uint8Array): Decoded;
  /**
   * Ends the body because the connection was closed. Returns a problem if the body is incomplete, and `null` otherwise.
   */
  close(): Problem | null;
  /** Returns the known facts about the framing. */
  framing(): Framing;
  readonly trailers: () => readonly HeaderField[];
  readonly remarks: () => readonly Problem[];
}

/** Creates a decoder for a body with this framing. */
export function bodyDecoder(framing: Framing): BodyDecoder {
  switch (framing.kind) {
    case 'none':
    case 'unknown':
      return lengthDecoder(0, framing);
    case 'length':
      return lengthDecoder(framing.length, framing);
    case 'until-close':
      return untilCloseDecoder();
    case 'chunked':
      return chunkDecoder();
  }
}

const NO_TRAILERS = { trailers: () => [], remarks: () => [] };

function lengthDecoder(length: number, framing: Framing): BodyDecoder {
  let taken = 0;
  return {
    take(piece) {
      const body = piece.subarray(0, length - taken);
      taken += body.length;
      return { body: pieces(body), state: taken === length ? 'ended' : 'open', surplus: piece.length - body.length };
    },
    close: () => earlyClose(`after ${taken} of ${length} body bytes`),
    framing: () => framing,
    ...NO_TRAILERS,
  };
}

function untilCloseDecoder(): BodyDecoder {
  return {
    take: (piece) => ({ body: pieces(piece), state: 'open', surplus: 0 }),
    close: () => null,
    framing: () => ({ kind: 'until-close' }),
    ...NO_TRAILERS,
  };
}

const pieces = (body: Uint8Array) => (body.length === 0 ? [] : [body]);

type Expected =
  | { readonly kind: 'size'; readonly line: Octets }
  | { readonly kind: 'data'; readonly left: number }
  | { readonly kind: 'data-end'; readonly seen: Octets }
  | { readonly kind: 'trailers'; readonly collector: SectionCollector }
  | { readonly kind: 'ended'; readonly trailers: readonly HeaderField[]; readonly remarks: readonly Problem[] };

interface Step {
  readonly used: number;
  readonly next: Expected | Problem;
}

const SIZE: Expected = { kind: 'size', line: EMPTY };

/** Creates a decoder for the chunked transfer coding (RFC 9112, section 7.1). */
export function chunkDecoder(): BodyDecoder {
  let expected: Expected = SIZE;
  let chunks = 0;
  let taken = 0;

  const advance = (next: Expected): void => {
    if (next.kind === 'data' && expected.kind === 'size') chunks += 1;
    expected = next;
  };
  const take = (piece: Uint8Array): Decoded => {
    const body: Uint8Array[] = [];
    let at = 0;
    while (at < piece.length && expected.kind !== 'ended') {
      const rest = piece.subarray(at);
      const { used, next } = step(expected, rest);
      if (expected.kind === 'data') body.push(rest.subarray(0, used));
      if (expected.kind === 'data') taken += used;
      if (isProblem(next)) return { body, state: next, surplus: 0 };
      at += used;
      advance(next);
    }
    return { body, state: expected.kind === 'ended' ? 'ended' : 'open', surplus: piece.length - at };
  };
  return {
    take,
    close: () => earlyClose(`${PLACES[expected.kind]}, after ${taken} body bytes`),
    framing: () => ({ kind: 'chunked', chunks }),
    trailers: () => (expected.kind === 'ended' ? expected.trailers : []),
    remarks: () => (expected.kind === 'ended' ? expected.remarks : []),
  };
}

const PLACES: Readonly<Record<Expected['kind'], string>> = {
  size: 'before the last chunk',
  data: 'inside a chunk',
  'data-end': 'at the end of a chunk',
  trailers: 'before the empty line that ends the chunks',
  ended: 'at the end',
};

function step(expected: Exclude<Expected, { kind: 'ended' }>, piece: Uint8Array): Step {
  switch (expected.kind) {
    case 'size':
      return readSize(expected.line, piece);
    case 'data':
      return readData(expected.left, piece);
    case 'data-end':
      return readDataEnd(expected.seen, piece);
    case 'trailers':
      return readTrailerSection(expected.collector, piece);
  }
}

const CR_LF = 2;

function readSize(before: Octets, piece: Uint8Array): Step {
  const { line, used, state } = continueChunkLine(before, piece);
  if (isProblem(state)) return { used, next: state };
  return { used, next: state === 'open' ? { kind: 'size', line } : afterSize(line) };
}

/**
 * Returns the element that is expected after a size. The last chunk has no data, and trailer fields or an empty line
 * follow it.
 */
function afterSize(line: Octets): Expected | Problem {
  const size = chunkSize(sliceOctets(line, 0, -CR_LF));
  if (isProblem(size)) return size;
  return size === 0 ? { kind: 'trailers', collector: sectionCollector(line) } : { kind: 'data', left: size };
}

function readData(left: number, piece: Uint8Array): Step {
  const used = Math.min(left, piece.length);
  return { used, next: used < left ? { kind: 'data', left: left - used } : { kind: 'data-end', seen: EMPTY } };
}

function readDataEnd(before: Octets, piece: Uint8Array): Step {
  const used = Math.min(CR_LF - before.length, piece.length);
  const seen = (before + octetsFromArray(piece.subarray(0, used))) as Octets;
  if (seen === '\r\n') return { used, next: SIZE };
  if (seen === '\r') return { used, next: { kind: 'data-end', seen } };
  return { used, next: unreadable('chunk-end', 'The data of a chunk is not followed by CR LF.', '7.1') };
}

function readTrailerSection(collector: SectionCollector, piece: Uint8Array): Step {
  const section = collector.take(piece);
  if ((section?.octets.length ?? collector.length()) > HEAD_LIMIT) {
    return {
      used: piece.length,
      next: unreadable('endless-trailers', `The trailer fields do not end within ${HEAD_LIMIT} bytes.`, '7.1.2'),
    };
  }
  if (!section) return { used: piece.length, next: { kind: 'trailers', collector } };
  const trailers = readTrailers(plain(section.octets));
  if (isProblem(trailers)) return { used: section.used, next: trailers };
  return { used: section.used, next: { kind: 'ended', trailers, remarks: headRemarks(section.octets, null) } };
}
