/**
 * The content coding aws-chunked of S3, written: a body in chunks that may each be signed, then trailer fields.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import type { Octets } from '../../bytes/octets.ts';

/** What stands between the size of a chunk and its signature. */
export const CHUNK_SIGNATURE = 'chunk-signature=';

/** The trailer field that signs the others. */
export const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

/** The line before a chunk of `length` bytes, at least one; its data and CR LF follow. `null`: a chunk without one. */
export function chunkHead(length: number, signature: Octets | null): Octets {
  const extension = signature === null ? '' : `;${CHUNK_SIGNATURE}${signature}`;
  return `${length.toString(16)}${extension}\r\n` as Octets;
}

/** The last chunk, which is empty; `trailerSection` follows at once. */
export function lastChunk(signature: Octets | null): Octets {
  return chunkHead(0, signature);
}

/**
 * The fields (name, value) behind the last chunk, with the CR LF that ends the body: for no fields, that alone.
 * `signature` is the one of the fields, `null` where they are not signed.
 */
export function trailerSection(fields: readonly (readonly [Octets, Octets])[], signature: Octets | null): Octets {
  if (fields.length === 0) return '\r\n' as Octets;
  const signed = signature === null ? fields : [...fields, [TRAILER_SIGNATURE, signature] as const];
  return `${signed.map(([name, value]) => `${name}:${value}\r\n`).join('')}\r\n` as Octets;
}

interface EncodedLengthOf {
  /** Of the data, in bytes. */
  readonly length: number;
  /** The bytes of data in each chunk but the last one that has any; at least 1. */
  readonly chunkSize: number;
  /** Of each signature, the trailer's too, in bytes: 64 for HMAC, 144 for ECDSA; `null` where nothing is signed. */
  readonly signatureLength: number | null;
  /** The bytes of each field's name and of its value, that of the signature not among them. */
  readonly trailers: readonly (readonly [number, number])[];
}

/** The Content-Length of the encoded body, in bytes, which is known before any of it is signed. */
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
