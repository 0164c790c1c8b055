/**
 * A body can be sent in signed chunks. The signature of the request is the seed of a chain. The signature of each chunk
 * covers the signature before it, and the signature of the trailing headers covers the last one, so no one can remove,
 * change, or reorder a chunk without being noticed. The string to sign of a chunk is:
 *
 *     AWS4-HMAC-SHA256-PAYLOAD
 *     20130524T000000Z
 *     20130524/us-east-1/s3/aws4_request
 *     PreviousSignature
 *     HexEncode(SHA256(""))
 *     HexEncode(SHA256(ChunkData))
 */
import { type Bytes, derivedFrom, fixed, join } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { HEXADECIMAL } from '../../bytes/text-operations.ts';
import { SHA256, sha256Hex } from '../../crypto/digests.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import { textValuesOf, type ValueDefinition } from '../../trace/trace.ts';
import { STREAMING, STREAMING_TRAILERS } from '../documentation.ts';
import type { Stage } from './stage.ts';

export const CHUNK_SIGNATURES_STAGE: Stage = {
  id: 'chunk-signatures',
  title: 'Chunk signatures',
  says: 'The signature of the request starts a chain: each chunk signs its own hash and the signature before it.',
  see: STREAMING,
  lesson: 'chunk-by-chunk',
  when: ({ scheme, payload }) =>
    scheme === 'chunks' || (scheme === 'header' && (payload === 'streaming' || payload === 'streaming-trailer')),
};

const value = textValuesOf(CHUNK_SIGNATURES_STAGE);

/** Defines the string to sign of a chunk; `number` counts from 1 and includes the empty last chunk. */
export const chunkStringToSign = (number: number): ValueDefinition =>
  value(`chunk-${number}/string-to-sign`, `String to sign of chunk ${number}`);
/** Defines the signature of a chunk; `number` counts as in `chunkStringToSign`. */
export const chunkSignature = (number: number): ValueDefinition =>
  value(`chunk-${number}/signature`, `Signature of chunk ${number}`);

/** Returns the numbers of the chunks in a trace, which are the first few chunks and the last chunk. */
export const chunkNumbers = ({ values }: { readonly values: readonly { readonly id: string }[] }): number[] =>
  values.flatMap(({ id }) => {
    const number = Number(SIGNED_CHUNK.exec(id)?.[1]);
    return id === chunkSignature(number).id ? [number] : [];
  });
const SIGNED_CHUNK = /^chunk-(\d+)/;

/** The string to sign of the chunk or the trailing headers that a server refused. */
export const REFUSED_STRING_TO_SIGN = value('chunk-signatures', 'String to sign in the body');
/** The signature with which a chain begins if its request is not available. */
export const PREVIOUS_SIGNATURE = value('previous-signature', 'Previous signature');
export const TRAILING_HEADERS = value('trailer/trailing-headers', 'Trailing headers');
export const HASHED_TRAILING_HEADERS = value('trailer/hashed-trailing-headers', 'Hashed trailing headers');
export const TRAILER_STRING_TO_SIGN = value('trailer/string-to-sign', 'String to sign of the trailing headers');
export const TRAILER_SIGNATURE = value('trailer/signature', 'Signature of the trailing headers');
/** The value of Content-Length, in decimal digits. */
export const ENCODED_LENGTH = value('encoded-length', 'Length of the encoded body');

/** The offset, the length, and the hash of a chunk. The bytes of the payload never go through the stages. */
interface ChunkDigest {
  /** The offset in the payload, in bytes. */
  readonly start: number;
  readonly length: number;
  /** 64 hexadecimal digits. */
  readonly sha256: Octets;
}

/** The size in bytes of the smallest chunk that S3 accepts. Only the last chunk may be smaller. */
export const SMALLEST_CHUNK = 8192;

/** The line for the headers of a chunk. A chunk has no headers, so this line is the hash of the empty string. */
export const NO_HEADERS = fixed(sha256Hex(EMPTY), {
  id: 'hash-of-nothing',
  says: 'a chunk has no headers, so this is the SHA-256 of the empty string',
  see: STREAMING,
});

/**
 * Returns the hash of a chunk, as 64 hexadecimal digits. The hash's origin is the chunk's bytes in the payload. The
 * last chunk is empty.
 */
export function hashedChunk({ start, length, sha256: digits }: ChunkDigest): Bytes {
  const by = [SHA256, HEXADECIMAL];
  const source = { kind: 'copy', value: PAYLOAD, start, end: start + length } as const;
  return length === 0 ? HASH_OF_LAST_CHUNK : derivedFrom(digits, by, [{ source, by }]);
}

const HASH_OF_LAST_CHUNK = fixed(sha256Hex(EMPTY), {
  id: 'hash-of-last-chunk',
  says: 'an empty chunk ends the body, so this is the SHA-256 of the empty string',
  see: STREAMING,
});

export interface TrailingHeader {
  readonly name: Bytes;
  readonly value: Bytes;
}

const COLON = fixed(':', {
  id: 'trailing-header-colon',
  says: 'a colon separates the name of a trailing header from its value',
  see: STREAMING_TRAILERS,
});
const NEWLINE = fixed('\n', {
  id: 'trailing-header-newline',
  says: 'each trailing header is signed with a newline after it, although CR LF is sent',
  see: STREAMING_TRAILERS,
});

/**
 * Writes the trailing headers in the form in which they are hashed: one line each, in the order in which they are sent.
 */
export function trailingHeaders(headers: readonly TrailingHeader[]): Bytes {
  return join(headers.flatMap(({ name, value }) => [name, COLON, value, NEWLINE]));
}
