/** A whole body in the content coding aws-chunked of S3, in memory. */
import { arrayFromOctets, EMPTY, type Octets, octetsFromArray } from '../bytes/octets.ts';
import type { Problem } from '../bytes/problem.ts';
import type { AwsTrailers } from './aws-chunked-trailers.ts';
import { type AwsChunkedEvent, awsChunkedDecoder } from './decode-aws-chunked.ts';

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

/** The chunks as they were sent, nothing verified; places in problems are bytes of `octets`. */
export function decodeAwsChunked(octets: Octets): AwsChunkedBody | Problem {
  const chunks: AwsChunk[] = [];
  let lastSignature: Octets | null = null;
  let trailers: AwsTrailers = { fields: [], signature: null, signedText: EMPTY };
  let opened: Extract<AwsChunkedEvent, { kind: 'chunk' }> | null = null;
  const decoder = awsChunkedDecoder();
  for (const event of [...decoder.take(arrayFromOctets(octets)), ...decoder.finish()]) {
    if (event.kind === 'problem') return event;
    if (event.kind === 'chunk') opened = event;
    // All bytes are there, so the data of a chunk is one piece.
    if (event.kind === 'data')
      chunks.push({ data: octetsFromArray(event.piece), signature: opened?.signature ?? null });
    if (event.kind === 'last') lastSignature = event.signature;
    if (event.kind === 'trailers') trailers = event;
  }
  return { chunks, lastSignature, trailers };
}
