/** Decodes an aws-chunked body that is completely in memory. */
import { arrayFromOctets, joinArrays, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { AwsTrailers } from './decode.ts';
import { type AwsChunkedEvent, awsChunkedDecoder, malformed } from './decode.ts';

interface AwsChunk {
  readonly data: Octets;
  readonly signature: Octets | null;
}

export interface AwsChunkedBody {
  /** The chunks in order, not counting the empty last chunk. */
  readonly chunks: readonly AwsChunk[];
  readonly lastSignature: Octets | null;
  readonly trailers: AwsTrailers;
}

/** Decodes a body in slices, to limit the number of events in memory. */
function* eventsOf(decoder: ReturnType<typeof awsChunkedDecoder>, body: Uint8Array) {
  for (let at = 0; at < body.length; at += SLICE) yield* decoder.take(body.subarray(at, at + SLICE));
  yield* decoder.finish();
}

const SLICE = 65_536;

/** The maximum number of chunks. The number is limited because even a tiny chunk takes memory. */
const CHUNKS_LIMIT = 65_536;

/** Decodes a body without verifying any signature, or returns a problem. Positions in problems refer to `octets`. */
export function decodeAwsChunked(octets: Octets): AwsChunkedBody | Problem {
  const chunks: AwsChunk[] = [];
  let lastSignature: Octets | null = null;
  let trailers: AwsTrailers = { fields: [], signature: null };
  const pieces: Uint8Array[] = [];
  let opened: Extract<AwsChunkedEvent, { kind: 'chunk' }> | null = null;
  const decoder = awsChunkedDecoder();
  for (const event of eventsOf(decoder, arrayFromOctets(octets))) {
    if (event.kind === 'problem') return event;
    if (chunks.length > CHUNKS_LIMIT) return tooManyChunks();
    if (event.kind === 'data') pieces.push(event.piece);
    if (opened && (event.kind === 'chunk' || event.kind === 'last')) chunks.push(closed(opened, pieces.splice(0)));
    if (event.kind === 'chunk') opened = event;
    if (event.kind === 'last') lastSignature = event.signature;
    if (event.kind === 'trailers') trailers = event;
  }
  return { chunks, lastSignature, trailers };
}

const tooManyChunks = (): Problem =>
  malformed('too-many-chunks', `The body has more than ${CHUNKS_LIMIT} chunks`, 0, 0);

function closed({ signature }: Extract<AwsChunkedEvent, { kind: 'chunk' }>, pieces: readonly Uint8Array[]): AwsChunk {
  return { data: octetsFromArray(joinArrays(pieces)), signature };
}
