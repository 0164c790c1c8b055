/**
 * Decodes S3's content coding aws-chunked as it arrives. Signatures are passed on without being verified
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
 */

import { plain, slice } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromArray, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem, withPlace } from '../../bytes/problem.ts';
import { trim } from '../../bytes/text-operations.ts';
import { chunkSize, continueChunkLine } from '../body/chunk-line.ts';
import { type HeaderField, TOKEN } from '../message.ts';
import { HEAD_LIMIT } from '../read-head.ts';
import { CHUNK_SIGNATURE, TRAILER_SIGNATURE } from './write.ts';

export type AwsChunkedEvent =
  /** The line before a chunk; `length` is the number of bytes of data, at least one. */
  | { readonly kind: 'chunk'; readonly length: number; readonly signature: Octets | null }
  /** Part of a chunk's data, as a view of the input. It is never empty. */
  | { readonly kind: 'data'; readonly piece: Uint8Array }
  /** The line before the last chunk, which is empty. */
  | { readonly kind: 'last'; readonly signature: Octets | null }
  /** The trailer, which is reported even if it has no fields. */
  | ({ readonly kind: 'trailers' } & AwsTrailers)
  /** The end; `hasEmptyLine` is whether the empty line after the trailer has arrived. */
  | { readonly kind: 'end'; readonly hasEmptyLine: boolean };

interface AwsChunkedDecoder {
  /** Takes the next bytes. A problem is always the last event, and every later call returns only that problem. */
  take(piece: Uint8Array): readonly (AwsChunkedEvent | Problem)[];
  /** Ends the body. Returns the remaining events, or a problem if the body is incomplete. */
  finish(): readonly (AwsChunkedEvent | Problem)[];
}

type Stage =
  | { readonly kind: 'line'; readonly line: Octets }
  | { readonly kind: 'data'; readonly left: number }
  | { readonly kind: 'data-end'; readonly missing: '\r\n' | '\n' }
  | { readonly kind: 'trailers'; readonly start: number; readonly collector: TrailerCollector }
  | { readonly kind: 'ended' }
  | { readonly kind: 'broken'; readonly problem: Problem };

/** The events from part of a piece, and the stage after it. */
interface Step {
  readonly used: number;
  readonly events: readonly (AwsChunkedEvent | Problem)[];
  readonly next: Stage;
}

const LINE: Stage = { kind: 'line', line: EMPTY };

/**
 * Creates a decoder. The decoder treats bytes after the end as a problem. Positions in problems refer to the encoded
 * body.
 */
export function awsChunkedDecoder(): AwsChunkedDecoder {
  let stage: Stage = LINE;
  let at = 0;
  const advance = ({ used, events, next }: Step): Step => {
    at += used;
    stage = next;
    return { used, events, next };
  };
  return {
    take(piece) {
      const all: (AwsChunkedEvent | Problem)[] = [];
      let rest = piece;
      while (rest.length > 0 && !isProblem(all.at(-1))) {
        const { used, events } = advance(step(stage, rest, at));
        all.push(...events);
        rest = rest.subarray(used);
      }
      return all;
    },
    finish: () => advance(finishAt(stage, at)).events,
  };
}

function step(stage: Stage, piece: Uint8Array, at: number): Step {
  switch (stage.kind) {
    case 'line':
      return readLine(stage.line, piece, at);
    case 'data':
      return readData(stage.left, piece);
    case 'data-end':
      return readDataEnd(stage.missing, piece, at);
    case 'trailers':
      return readTrailers(stage.start, stage.collector, piece);
    case 'ended':
      return broken(malformed('bytes-after-end', 'Bytes come after the end of the last chunk', at, at + 1));
    case 'broken':
      return broken(stage.problem);
  }
}

function broken(problem: Problem): Step {
  return { used: 0, events: [problem], next: { kind: 'broken', problem } };
}

function readLine(before: Octets, piece: Uint8Array, at: number): Step {
  const { line, used, state } = continueChunkLine(before, piece);
  const start = at - before.length;
  if (isProblem(state)) return broken(placed(state, start, start + line.length));
  if (state === 'open') return { used, events: [], next: { kind: 'line', line } };
  const text = sliceOctets(line, 0, -'\r\n'.length);
  const length = chunkSize(text);
  const [signature = null, ...others] = signaturesIn(text);
  if (isProblem(length)) return broken(placed(length, start, start + text.length));
  if (others.length > 0) {
    return broken(malformed('chunk-signature', 'A chunk has two signatures', start, start + text.length));
  }
  return length === 0
    ? {
        used,
        events: [{ kind: 'last', signature }],
        next: { kind: 'trailers', start: at + used, collector: trailerCollector() },
      }
    : { used, events: [{ kind: 'chunk', length, signature }], next: { kind: 'data', left: length } };
}

/** Returns the signatures in the line of a chunk; other extensions are ignored. */
function signaturesIn(line: Octets): Octets[] {
  const [, ...extensions] = line.split(';').map((extension) => extension.replace(/^[ \t]+/, ''));
  return extensions
    .filter((extension) => extension.startsWith(CHUNK_SIGNATURE))
    .map((extension) => extension.slice(CHUNK_SIGNATURE.length) as Octets);
}

function readData(left: number, piece: Uint8Array): Step {
  const data = piece.subarray(0, left);
  return {
    used: data.length,
    events: [{ kind: 'data', piece: data }],
    next: data.length < left ? { kind: 'data', left: left - data.length } : { kind: 'data-end', missing: '\r\n' },
  };
}

function readDataEnd(missing: '\r\n' | '\n', piece: Uint8Array, at: number): Step {
  if (piece[0] !== missing.charCodeAt(0)) {
    return broken(malformed('chunk-end', 'The data of a chunk is not followed by CR LF', at, at + 1));
  }
  return { used: 1, events: [], next: missing === '\n' ? LINE : { kind: 'data-end', missing: '\n' } };
}

function readTrailers(start: number, collector: TrailerCollector, piece: Uint8Array): Step {
  const { used, state } = collector.take(piece);
  if (state === 'open') return { used, events: [], next: { kind: 'trailers', start, collector } };
  if (state === 'endless') {
    const says = `The trailer does not end within ${HEAD_LIMIT} bytes`;
    return broken(malformed('endless-trailers', says, start, start + HEAD_LIMIT));
  }
  return { ...ending(sliceOctets(collector.octets(), 0, -'\r\n'.length), start, true), used };
}

function ending(lines: Octets, start: number, hasEmptyLine: boolean): Step {
  const trailers = readAwsTrailers(lines, start);
  if (isProblem(trailers)) return broken(trailers);
  const end = { kind: 'end', hasEmptyLine } as const;
  return { used: 0, events: [{ kind: 'trailers', ...trailers }, end], next: { kind: 'ended' } };
}

/**
 * Ends the body. Some clients omit the empty line after the trailer fields, so a trailer without this line is read too.
 */
function finishAt(stage: Stage, at: number): Step {
  if (stage.kind === 'ended') return { used: 0, events: [], next: stage };
  if (stage.kind === 'broken') return broken(stage.problem);
  const lines = stage.kind === 'trailers' ? stage.collector.octets() : EMPTY;
  if (stage.kind === 'trailers' && lines.endsWith('\r\n')) return ending(lines, stage.start, false);
  return broken(malformed('early-end', `The body ends ${PLACES[stage.kind]}`, at, at));
}

const PLACES: Readonly<Record<Exclude<Stage['kind'], 'ended' | 'broken'>, string>> = {
  line: 'before the last chunk, the one of size 0',
  data: 'inside the data of a chunk',
  'data-end': 'before the CR LF after the data of a chunk',
  trailers: 'before the CR LF that ends the last chunk or its trailer',
};

export interface AwsTrailers {
  /** The fields as sent, except for the signature. */
  readonly fields: readonly HeaderField[];
  /** The value of x-amz-trailer-signature; `null` if there is no such field. */
  readonly signature: Octets | null;
}

interface TrailerCollector {
  /**
   * Takes the next bytes. Returns the number of bytes that belong to the trailer, and whether the trailer is complete
   * or too long.
   */
  take(piece: Uint8Array): { readonly used: number; readonly state: 'open' | 'whole' | 'endless' };
  /** Returns everything so far, including the empty line once the trailer is complete. */
  octets(): Octets;
}

const LINE_END = '\r\n';
const SECTION_END = LINE_END + LINE_END;

/**
 * Creates a collector for everything between the line of the last chunk and the end of the empty line. The collector
 * examines each byte once.
 */
function trailerCollector(): TrailerCollector {
  const parts: Octets[] = [];
  let length = 0;
  // The line of the last chunk has just ended, so the next line can be the empty line.
  let tail = LINE_END;
  return {
    take(piece) {
      const room = octetsFromArray(piece.subarray(0, HEAD_LIMIT - length));
      const window = tail + room;
      const end = window.indexOf(SECTION_END);
      const used = end < 0 ? room.length : end + SECTION_END.length - tail.length;
      parts.push(sliceOctets(room, 0, used));
      length += used;
      tail = window.slice(-(SECTION_END.length - 1));
      if (end >= 0) return { used, state: 'whole' };
      return { used, state: length < HEAD_LIMIT ? 'open' : 'endless' };
    },
    octets: () => parts.join('') as Octets,
  };
}

/**
 * Reads the fields in these lines. Each line ends with CR LF, and the first begins at byte `at` of the encoded body.
 */
function readAwsTrailers(octets: Octets, at: number): AwsTrailers | Problem {
  const fields: HeaderField[] = [];
  let signature: Octets | null = null;
  let start = at;
  for (const line of octets.split(LINE_END).slice(0, -1)) {
    const field = readField(line as Octets, start);
    if (isProblem(field)) return field;
    if (field.name.octets.toLowerCase() !== TRAILER_SIGNATURE) fields.push(field);
    else if (signature === null) signature = field.value.octets;
    else return malformed('trailer-signature', 'The trailer has two signatures', start, start + line.length);
    start += line.length + LINE_END.length;
  }
  return { fields, signature };
}

/**
 * Matches the LF that MinIO's client sends before the CR LF of a field (`mc cp --checksum`). The client includes this
 * LF in the text that it signs. Ceph's radosgw ignores it; OpenStack Swift refuses it.
 */
const STRAY_LINE_FEED = /\n$/;

function readField(line: Octets, start: number): HeaderField | Problem {
  const bytes = plain(line.replace(STRAY_LINE_FEED, '') as Octets);
  const colon = bytes.octets.indexOf(':');
  const value = colon < 0 ? EMPTY : sliceOctets(bytes.octets, colon + 1);
  if (!TOKEN.test(bytes.octets.slice(0, Math.max(colon, 0))) || /[\r\n\0]/.test(value)) {
    const says = 'A line of the trailer is not a name, a colon, and a value';
    return malformed('field-line', says, start, start + line.length);
  }
  return { name: slice(bytes, 0, colon), value: trim(plain(value), ' \t') };
}

/** Returns a problem in bytes `start` to `end` (exclusive) of the encoded body. `says` has no period. */
export function malformed(code: string, says: string, start: number, end: number): Problem {
  return placed({ code, says: `${says}.` }, start, end);
}

function placed({ code, says }: Pick<Problem, 'code' | 'says'>, start: number, end: number): Problem {
  return problem(
    code,
    withPlace(says, `byte ${start} of the encoded body`),
    'Send each chunk as its size, CR LF, its data, CR LF; then one of size 0, any trailer fields, and an empty line.',
    {
      where: { value: 'body', start, end },
      see: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html',
      unplaced: says,
    },
  );
}
