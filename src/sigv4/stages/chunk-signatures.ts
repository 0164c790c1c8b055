/**
 * A body in signed chunks: the signature of the request is the seed, each chunk signs the signature before it, and
 * trailing headers sign the last one. Nobody can drop, change or reorder a chunk.
 */
import { type Bytes, derivedFrom, fixed, join } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { HEXADECIMAL } from '../../bytes/text-operations.ts';
import { SHA256, sha256Hex } from '../../crypto/digests.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { STREAMING, STREAMING_TRAILERS } from '../documentation.ts';

export const CHUNK_SIGNATURES_STAGE: StageDescription = {
  id: 'chunk-signatures',
  title: 'Chunk signatures',
  says: 'The signature of the request is the seed of a chain: each chunk signs its own hash and the signature before it.',
  see: STREAMING,
};

const text = { stage: CHUNK_SIGNATURES_STAGE.id, form: 'text', secrecy: 'public' } as const;

/** `number` counts from 1, the empty last chunk included. */
export const chunkStringToSign = (number: number): ValueDefinition => ({
  ...text,
  id: `chunk-${number}/string-to-sign`,
  name: `String to sign of chunk ${number}`,
});
export const chunkSignature = (number: number): ValueDefinition => ({
  ...text,
  id: `chunk-${number}/signature`,
  name: `Signature of chunk ${number}`,
});
/** The signature that a chain begins with, where it is not that of the request at hand. */
export const PREVIOUS_SIGNATURE: ValueDefinition = { ...text, id: 'previous-signature', name: 'Previous signature' };
export const TRAILING_HEADERS: ValueDefinition = {
  ...text,
  id: 'trailer/trailing-headers',
  name: 'Trailing headers',
};
export const HASHED_TRAILING_HEADERS: ValueDefinition = {
  ...text,
  id: 'trailer/hashed-trailing-headers',
  name: 'Hashed trailing headers',
};
export const TRAILER_STRING_TO_SIGN: ValueDefinition = {
  ...text,
  id: 'trailer/string-to-sign',
  name: 'String to sign of the trailing headers',
};
export const TRAILER_SIGNATURE: ValueDefinition = {
  ...text,
  id: 'trailer/signature',
  name: 'Signature of the trailing headers',
};
/** Decimal digits: what Content-Length says. */
export const ENCODED_LENGTH: ValueDefinition = { ...text, id: 'encoded-length', name: 'Length of the encoded body' };

/** A chunk of the payload: its place and its hash. The bytes themselves never go through the stages. */
interface ChunkDigest {
  /** In bytes of the payload. */
  readonly start: number;
  readonly length: number;
  /** 64 hexadecimal digits. */
  readonly sha256: Octets;
}

/** S3 takes no smaller chunk but for the last one, in bytes. */
export const SMALLEST_CHUNK = 8192;

/** A chunk has no headers of its own: their hash is that of nothing. */
export const NO_HEADERS = fixed(sha256Hex(EMPTY), {
  id: 'hash-of-nothing',
  says: 'a chunk has no headers, and this is the SHA-256 of nothing',
  see: STREAMING,
});

/** 64 hexadecimal digits, derived from bytes of the payload; of nothing, for the chunk that ends the body. */
export function hashedChunk({ start, length, sha256: digits }: ChunkDigest): Bytes {
  const by = [SHA256, HEXADECIMAL];
  const source = { kind: 'copy', value: PAYLOAD, start, end: start + length } as const;
  return length === 0 ? HASH_OF_LAST_CHUNK : derivedFrom(digits, by, [{ source, by }]);
}

const HASH_OF_LAST_CHUNK = fixed(sha256Hex(EMPTY), {
  id: 'hash-of-last-chunk',
  says: 'an empty chunk ends the body, and this is the SHA-256 of nothing',
  see: STREAMING,
});

export interface TrailingHeader {
  readonly name: Bytes;
  readonly value: Bytes;
}

const COLON = fixed(':', {
  id: 'trailing-header-colon',
  says: 'a colon stands between the name of a trailing header and its value',
  see: STREAMING_TRAILERS,
});
const NEWLINE = fixed('\n', {
  id: 'trailing-header-newline',
  says: 'each trailing header is signed with a newline behind it, though CR LF is sent',
  see: STREAMING_TRAILERS,
});

/** What is hashed of the trailing headers: one line each, in the order sent. */
export function trailingHeaders(headers: readonly TrailingHeader[]): Bytes {
  return join(headers.flatMap(({ name, value }) => [name, COLON, value, NEWLINE]));
}
