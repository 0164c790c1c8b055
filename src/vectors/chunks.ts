/** Signing the chunks of a vector, and the length of the body that they make. */
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { encodedLength } from '../http/aws-chunked/write.ts';
import type { HeaderField } from '../http/message.ts';
import type { SigningChain } from '../sigv4/schemes/chain.ts';
import { hashedChunk } from '../sigv4/stages/chunk-signatures.ts';

/** A body, how it is cut into chunks, and what follows them. */
export interface ChunkedBody {
  readonly body: Octets;
  /** In bytes, without the last chunk, which is empty. */
  readonly chunkSizes: readonly number[];
  readonly trailers: readonly HeaderField[];
}

/** Every chunk in order, the empty one too, then the trailing headers if there are any. */
export function signChunks(chain: SigningChain, { body, chunkSizes, trailers }: ChunkedBody): void {
  let start = 0;
  for (const length of chunkSizes) {
    chain.sign(hashedChunk({ start, length, sha256: sha256Hex(sliceOctets(body, start, start + length)) }));
    start += length;
  }
  chain.signLast();
  if (trailers.length > 0) chain.signTrailer(trailers);
}

/**
 * What Content-Length says of the encoded body, whose chunks need not be of one size. `signatureLength` as in
 * `encodedLength`.
 */
export function lengthOfChunks({ chunkSizes, trailers }: ChunkedBody, signatureLength: number | null): number {
  const lengthOf = (length: number, fields: readonly HeaderField[]) =>
    encodedLength({
      length,
      chunkSize: Math.max(length, 1),
      signatureLength,
      trailers: fields.map(({ name, value }) => [name.octets.length, value.octets.length]),
    });
  // A body of one chunk is that chunk and an ending.
  const chunks = chunkSizes.map((size) => lengthOf(size, []) - lengthOf(0, []));
  return chunks.reduce((sum, length) => sum + length, lengthOf(0, trailers));
}
