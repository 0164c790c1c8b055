/**
 * Encodes a body as aws-chunked. The input can be in pieces of any size. The output consists of the chunks with their
 * heads, the last chunk, and the trailers. Each byte is hashed once for its chunk, and a second time if there is a
 * checksum.
 */

import { type Bytes, fixed, given, plain } from '../../bytes/bytes.ts';
import type { Input } from '../../bytes/input.ts';
import { arrayFromOctets, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { type ChecksumName, checksumLength, runningChecksum } from '../../crypto/checksums.ts';
import { sha256HexOfPieces } from '../../crypto/digests.ts';
import { chunkHead, encodedLength, lastChunk, trailerSection } from '../../http/aws-chunked/write.ts';
import { AMZ_HEADERS } from '../names.ts';
import { hashedChunk } from '../stages/chunk-signatures.ts';
import type { SigningChain } from './chain.ts';

/** A plan for dividing a body into chunks, with any trailer. */
export interface ChunkPlan {
  /** The size in bytes of each chunk except the last one, which may be smaller. */
  readonly chunkSize: number;
  /** The length of a signature as it is sent, in characters; `null` for unsigned chunks. */
  readonly signatureLength: number | null;
  readonly checksum: ChecksumName | null;
}

export const trailerName = (checksum: ChecksumName): string => `${AMZ_HEADERS.checksumPrefix}${checksum}`;

/** Computes the length in bytes of the encoded body before any of it is read. */
export function chunkedLength(length: number, { chunkSize, signatureLength, checksum }: ChunkPlan): number {
  const trailers = checksum ? [[trailerName(checksum).length, checksumLength(checksum)] as const] : [];
  return encodedLength({ length, chunkSize, signatureLength, trailers });
}

/**
 * `recorded` keeps the provenance of bytes so that it can be shown. `bare` does not keep provenance, and therefore
 * works for a body of any size.
 */
export type ChainUse =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'recorded' | 'bare'; readonly chain: SigningChain };

export async function* chunkedPayload(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  plan: ChunkPlan,
  use: ChainUse,
): AsyncGenerator<Uint8Array> {
  const checksum = plan.checksum ? runningChecksum(plan.checksum) : null;
  let start = 0;
  // The line ending of a chunk is sent with the bytes that follow it, which avoids copying the data.
  let lineEnd = '';
  for await (const chunks of chunksOf(pieces, plan.chunkSize)) {
    for (const chunk of chunks) {
      const signature = padded(signChunk(chunk, start, use), plan);
      // The slower hash comes first, because it brings the data into the cache of the processor at no cost.
      for (const piece of chunk.pieces) checksum?.update(piece);
      start += chunk.length;
      yield arrayFromOctets((lineEnd + chunkHead(chunk.length, signature)) as Octets);
      for (const piece of chunk.pieces) yield piece;
      lineEnd = '\r\n';
    }
  }
  yield arrayFromOctets((lineEnd + ending(plan, use, checksum?.base64() ?? null)) as Octets);
}

/** The hashes from which a body's chunk signatures are computed. */
export interface HashedChunks {
  /** The length in bytes and the hexadecimal SHA-256 of each chunk, in order. */
  readonly chunks: readonly { readonly length: number; readonly sha256: Octets }[];
  /** The checksum of the whole body in base64; `null` if no checksum follows the chunks. */
  readonly checksum: Octets | null;
}

/** Reads a body once so that it can be signed any number of times. Keeps about a hundred bytes for each chunk. */
export async function hashChunks(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  plan: Pick<ChunkPlan, 'chunkSize' | 'checksum'>,
): Promise<HashedChunks> {
  const checksum = plan.checksum ? runningChecksum(plan.checksum) : null;
  const chunks: { readonly length: number; readonly sha256: Octets }[] = [];
  for await (const divided of chunksOf(pieces, plan.chunkSize)) {
    for (const chunk of divided) {
      chunks.push({ length: chunk.length, sha256: sha256HexOfPieces(chunk.pieces) });
      for (const piece of chunk.pieces) checksum?.update(piece);
    }
  }
  return { chunks, checksum: checksum?.base64() ?? null };
}

/** Signs chunks like `chunkedPayload`, but needs only the chunks' hashes. */
export function signHashedChunks(hashed: HashedChunks, plan: ChunkPlan, chain: SigningChain): void {
  const use = { kind: 'recorded', chain } as const;
  let start = 0;
  for (const { length, sha256 } of hashed.chunks) {
    signHash(sha256, { start, length }, use);
    start += length;
  }
  ending(plan, use, hashed.checksum);
}

/** The data of one chunk, in the pieces in which it was received. */
interface Chunk {
  readonly pieces: readonly Uint8Array[];
  /** The total length of the pieces, in bytes. */
  readonly length: number;
}

function signChunk(chunk: Chunk, start: number, use: ChainUse): Octets | null {
  if (use.kind === 'unsigned') return null;
  return signHash(sha256HexOfPieces(chunk.pieces), { start, length: chunk.length }, use);
}

type SignedUse = Exclude<ChainUse, { readonly kind: 'unsigned' }>;

function signHash(sha256: Octets, place: { readonly start: number; readonly length: number }, use: SignedUse): Octets {
  const hashed = use.kind === 'bare' ? plain(sha256) : hashedChunk({ ...place, sha256 });
  return use.chain.sign(hashed).octets;
}

function ending(plan: ChunkPlan, use: ChainUse, checksum: Octets | null): Octets {
  const last = use.kind === 'unsigned' ? null : padded(use.chain.signLast().octets, plan);
  const head = lastChunk(last);
  if (checksum === null || !plan.checksum) return (head + trailerSection([], null)) as Octets;
  const name = octetsFromText(trailerName(plan.checksum));
  const signature = use.kind === 'unsigned' ? null : use.chain.signTrailer([trailingHeader(name, checksum)]).octets;
  return (head + trailerSection([[name, checksum]], padded(signature, plan))) as Octets;
}

function trailingHeader(name: Octets, value: Octets): { readonly name: Bytes; readonly value: Bytes } {
  return {
    name: fixed(name, TRAILER_RULE),
    value: given(value, CHECKSUM),
  };
}

const CHECKSUM: Input = { id: 'payload-checksum', source: { kind: 'computed' } };

const TRAILER_RULE = {
  id: 'checksum-header',
  says: 'the name of the header that carries the checksum',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html',
};

/** Pads a variable-length signature with `*` so that the length of the body is predictable. */
function padded(signature: Octets | null, { signatureLength }: ChunkPlan): Octets | null {
  return signature && signatureLength !== null ? (signature.padEnd(signatureLength, '*') as Octets) : signature;
}

/**
 * Divides a body into chunks of the same size without copying it. The last chunk may be smaller. All chunks that end in a
 * piece are returned at once, because each step of an asynchronous loop takes as long as signing half a chunk.
 */
async function* chunksOf(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): AsyncGenerator<Iterable<Chunk>> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  function* ending(piece: Uint8Array): Generator<Chunk> {
    let at = 0;
    while (length + piece.length - at >= size) {
      const end = at + size - length;
      yield { pieces: [...waiting, piece.subarray(at, end)], length: size };
      waiting = [];
      length = 0;
      at = end;
    }
    if (at === piece.length) return;
    waiting.push(piece.subarray(at));
    length += piece.length - at;
  }
  for await (const piece of pieces) yield ending(piece);
  if (length > 0) yield [{ pieces: waiting, length }];
}
