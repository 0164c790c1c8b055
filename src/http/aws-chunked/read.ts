/** A whole body in the content coding aws-chunked of S3, in memory. */
import { arrayFromOctets, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { AwsTrailers } from './decode.ts';
import { type AwsChunkedEvent, awsChunkedDecoder, malformed } from './decode.ts';

export interface AwsChunk {
  readonly data: Octets;
  readonly signature: Octets | null;
}

export interface AwsChunkedBody {
  /** In their order, the last one, which is empty, not among them. */
  readonly chunks: readonly AwsChunk[];
  readonly lastSignature: Octets | null;
  readonly trailers: AwsTrailers;
}

/** The whole in slices, so that the events of a body of tiny chunks are not all there at once. */
function* eventsOf(decoder: ReturnType<typeof awsChunkedDecoder>, body: Uint8Array) {
  for (let at = 0; at < body.length; at += SLICE) yield* decoder.take(body.subarray(at, at + SLICE));
  yield* decoder.finish();
}

const SLICE = 65_536;

/** More chunks than this are refused: their number costs memory, whatever they hold. */
const CHUNKS_LIMIT = 65_536;

/** The chunks as they were sent, nothing verified; places in problems are bytes of `octets`. */
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
  return { data: octetsFromArray(Buffer.concat(pieces)), signature };
}
