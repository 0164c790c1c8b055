/** An algorithm says how a string is signed. It is one of the two axes of SigV4; a scheme, the other, says what is signed. */
import { type Bytes, fixed } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Recorder } from '../../trace/trace.ts';
import { AUTHORIZATION_HEADER, STREAMING, STREAMING_TRAILERS } from '../documentation.ts';

export interface Scope {
  /** YYYYMMDD, in UTC. */
  readonly date: Bytes;
  /** A region. For SigV4A, a region set: names separated by commas, `*` for all. */
  readonly region: Bytes;
  readonly service: Bytes;
}

export interface SigningKeyInput extends Scope {
  readonly accessKeyId: Bytes;
  readonly secretAccessKey: Bytes;
}

/** A key that is ready to sign. Deriving it costs more than using it, so a chain of chunks keeps it. */
export interface SigningKey {
  /** Signs a string; returns lowercase hexadecimal digits. */
  sign(stringToSign: Bytes, record: Recorder): Bytes;
  /** Tells whether a signature (hexadecimal digits) is right, in a time that reveals nothing about the right one. */
  accepts(stringToSign: Bytes, signature: Octets): boolean;
}

/** The names of an algorithm, by where they are used. */
interface AlgorithmNames {
  /** In the Authorization header, in X-Amz-Algorithm and on the first line of the string to sign. */
  readonly request: Bytes;
  /** On the first line of the string to sign of a chunk. */
  readonly chunk: Bytes;
  /** On the first line of the string to sign of trailing headers. */
  readonly trailer: Bytes;
  /** In x-amz-content-sha256, for signed chunks. */
  readonly streaming: Bytes;
  /** In x-amz-content-sha256, for signed chunks with trailing headers. */
  readonly streamingTrailer: Bytes;
}

export interface Algorithm {
  readonly id: 'sigv4' | 'sigv4a';
  readonly names: AlgorithmNames;
  /** `region`: the credential scope contains it. `region-set`: it is a header or a query parameter. */
  readonly boundTo: 'region' | 'region-set';
  /** Whether signing a string twice gives different signatures, which can be verified but not compared. */
  readonly isRandom: boolean;
  /** The number of digits of a chunk's signature on the wire; a shorter one is padded with `*`. */
  readonly chunkSignatureLength: number;
  /** Derives the key for a scope, and records every step. */
  deriveKey(input: SigningKeyInput, record: Recorder): SigningKey;
}

/** Makes all names of an algorithm from the first. `says` completes "the name of the algorithm: …". */
export function algorithmNames(name: string, says: string): AlgorithmNames {
  const named = (text: string, what: string, see: string): Bytes => fixed(text, { id: 'algorithm', says: what, see });
  return {
    request: named(name, `the name of the algorithm: ${says}`, AUTHORIZATION_HEADER),
    chunk: named(`${name}-PAYLOAD`, 'this name marks the string to sign of a chunk', STREAMING),
    trailer: named(`${name}-TRAILER`, 'this name marks the string to sign of trailing headers', STREAMING_TRAILERS),
    streaming: named(
      `STREAMING-${name}-PAYLOAD`,
      'these words stand for the hash of the payload: each chunk is signed',
      STREAMING,
    ),
    streamingTrailer: named(
      `STREAMING-${name}-PAYLOAD-TRAILER`,
      'these words stand for the hash of the payload: each chunk is signed, and so are the trailing headers',
      STREAMING_TRAILERS,
    ),
  };
}
