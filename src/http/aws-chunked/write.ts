/**
 * Writes S3's content coding aws-chunked: a body in chunks, which may be signed, and then trailer fields
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html).
 */
import type { Octets } from '../../bytes/octets.ts';

/**
 * The name of the extension that contains a chunk's signature. The name follows the size of the chunk and a semicolon.
 */
export const CHUNK_SIGNATURE = 'chunk-signature=';

/** The trailer field that contains the signature of all other trailer fields. */
export const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

/**
 * Returns the line before a chunk of `length` bytes. The data and a CR LF must follow. `signature` is `null` for an
 * unsigned chunk.
 */
export function chunkHead(length: number, signature: Octets | null): Octets {
  const extension = signature === null ? '' : `;${CHUNK_SIGNATURE}${signature}`;
  return `${length.toString(16)}${extension}\r\n` as Octets;
}

/** Returns the empty last chunk. `trailerSection` must follow immediately. */
export function lastChunk(signature: Octets | null): Octets {
  return chunkHead(0, signature);
}

/**
 * Returns the trailer fields (name, value) and the CR LF that ends the body. If there are no fields, returns only the
 * CR LF. `signature` is the signature of the fields; `null` leaves them unsigned.
 */
export function trailerSection(fields: readonly (readonly [Octets, Octets])[], signature: Octets | null): Octets {
  if (fields.length === 0) return '\r\n' as Octets;
  const signed = signature === null ? fields : [...fields, [TRAILER_SIGNATURE, signature] as const];
  return `${signed.map(([name, value]) => `${name}:${value}\r\n`).join('')}\r\n` as Octets;
}

interface EncodedLengthOf {
  /** The length of the data in bytes. */
  readonly length: number;
  /** The number of data bytes in each chunk, at least 1. The last chunk with data may have fewer bytes. */
  readonly chunkSize: number;
  /** The length of each signature in bytes, which is 64 for HMAC and 144 for ECDSA; `null` if nothing is signed. */
  readonly signatureLength: number | null;
  /** The lengths of each field's name and value in bytes. The signature is not included. */
  readonly trailers: readonly (readonly [number, number])[];
}

/** Computes the Content-Length of the encoded body, which is known before anything is signed. */
export function encodedLength({ length, chunkSize, signatureLength, trailers }: EncodedLengthOf): number {
  const extension = signatureLength === null ? 0 : `;${CHUNK_SIGNATURE}`.length + signatureLength;
  const head = (size: number) => size.toString(16).length + extension + CR_LF;
  const chunk = (size: number) => head(size) + size + CR_LF;
  const rest = length % chunkSize;
  const chunks = ((length - rest) / chunkSize) * chunk(chunkSize) + (rest === 0 ? 0 : chunk(rest));
  const isTrailerSigned = signatureLength !== null && trailers.length > 0;
  const fields = isTrailerSigned ? [...trailers, [TRAILER_SIGNATURE.length, signatureLength] as const] : trailers;
  return chunks + head(0) + fields.reduce((sum, [name, value]) => sum + name + COLON + value + CR_LF, 0) + CR_LF;
}

const COLON = 1;
const CR_LF = 2;
