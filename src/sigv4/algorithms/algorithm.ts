/**
 * An algorithm determines how a string is signed. A scheme, which is independent of the algorithm, determines which
 * data is signed.
 */
import { type Bytes, fixed } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Recorder } from '../../trace/trace.ts';
import { AUTHORIZATION_HEADER, STREAMING, STREAMING_TRAILERS } from '../documentation.ts';

export interface Scope {
  /** YYYYMMDD, in UTC. */
  readonly date: Bytes;
  /** The Region, or for SigV4A the Region set, such as `us-east-1,eu-*` or `*`. */
  readonly region: Bytes;
  readonly service: Bytes;
}

export interface SigningKeyInput extends Scope {
  readonly accessKeyId: Bytes;
  readonly secretAccessKey: Bytes;
}

/** A key that is ready to sign. A chain of chunks reuses it, because deriving a key costs more than using it. */
export interface SigningKey {
  /** Signs a string and returns the signature as lowercase hexadecimal digits. */
  sign(stringToSign: Bytes, record: Recorder): Bytes;
  /**
   * Returns whether a signature (in hexadecimal digits) is correct. The duration of the check reveals nothing about the
   * correct signature.
   */
  accepts(stringToSign: Bytes, signature: Octets): boolean;
}

interface AlgorithmNames {
  /** The name in the Authorization header, in X-Amz-Algorithm, and on the first line of a request's string to sign. */
  readonly request: Bytes;
  /** The first line of a chunk's string to sign. */
  readonly chunk: Bytes;
  /** The first line of the string to sign for trailing headers. */
  readonly trailer: Bytes;
  /** The value of x-amz-content-sha256 for signed chunks. */
  readonly streaming: Bytes;
  /** The value of x-amz-content-sha256 for signed chunks with trailing headers. */
  readonly streamingTrailer: Bytes;
}

export interface Algorithm {
  /** The name in options and in JSON. */
  readonly id: string;
  readonly names: AlgorithmNames;
  /**
   * For `region`, the credential scope contains the Region. For `region-set`, a header or a query parameter contains
   * the Region set.
   */
  readonly boundTo: 'region' | 'region-set';
  /**
   * Whether a key pair is derived. A signature is then not computed again and compared, but verified with the public
   * key: signing the same string twice gives different signatures.
   */
  readonly isAsymmetric: boolean;
  /** The number of digits in a chunk's signature on the wire. A shorter signature is padded with `*`. */
  readonly chunkSignatureLength: number;
  /** Derives the key for a scope and records every step. */
  deriveKey(input: SigningKeyInput, record: Recorder): SigningKey;
}

/** Returns all names of an algorithm, which are made from its name in a request. */
export function namesOf(name: string, says: string): AlgorithmNames {
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
