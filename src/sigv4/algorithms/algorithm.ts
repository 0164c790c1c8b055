/** How a string is signed, as one of the two axes of SigV4; the schemes are the other, what is signed. */
import { type Bytes, fixed } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Recorder } from '../../trace/trace.ts';
import { AUTHORIZATION_HEADER, STREAMING, STREAMING_TRAILERS } from '../documentation.ts';

export interface Scope {
  /** YYYYMMDD, in UTC. */
  readonly date: Bytes;
  /** A region, or for an algorithm that signs for several, the region set: names separated by commas, `*` for all. */
  readonly region: Bytes;
  readonly service: Bytes;
}

export interface SigningKeyInput extends Scope {
  readonly accessKeyId: Bytes;
  readonly secretAccessKey: Bytes;
}

/** A key that is ready to sign: deriving it costs more than using it, so a chain of chunks keeps it. */
export interface SigningKey {
  /** The signature of a string, in lower-case hexadecimal digits. */
  sign(stringToSign: Bytes, record: Recorder): Bytes;
  /** Whether the signature (hexadecimal digits) is one of this string, in a time that tells nothing of the right one. */
  accepts(stringToSign: Bytes, signature: Octets): boolean;
}

/** The words that stand for an algorithm, each where it is needed. */
interface AlgorithmNames {
  /** In the Authorization header, in X-Amz-Algorithm and on the first line of the string to sign. */
  readonly request: Bytes;
  /** On the first line of the string to sign of a chunk. */
  readonly chunk: Bytes;
  /** On the first line of the string to sign of trailing headers. */
  readonly trailer: Bytes;
  /** In x-amz-content-sha256, for signed chunks. */
  readonly streaming: Bytes;
  /** In x-amz-content-sha256, for signed chunks with trailing headers behind them. */
  readonly streamingTrailer: Bytes;
}

export interface Algorithm {
  readonly id: 'sigv4' | 'sigv4a';
  readonly names: AlgorithmNames;
  /** `region`: it stands in the credential scope. `region-set`: it is a header or a parameter of the request. */
  readonly boundTo: 'region' | 'region-set';
  /** Whether two signatures of one string are different, so that they can be verified and not compared. */
  readonly isRandom: boolean;
  /** The digits that the signature of a chunk has on the wire; a shorter one is padded with `*`. */
  readonly chunkSignatureLength: number;
  /** The key for this scope, every step recorded. */
  deriveKey(input: SigningKeyInput, record: Recorder): SigningKey;
}

/** All names follow from the first. `says` ends the sentence "the name of the algorithm: …". */
export function algorithmNames(name: string, says: string): AlgorithmNames {
  const named = (text: string, what: string, see: string): Bytes => fixed(text, { id: 'algorithm', says: what, see });
  return {
    request: named(name, `the name of the algorithm: ${says}`, AUTHORIZATION_HEADER),
    chunk: named(`${name}-PAYLOAD`, 'this name marks the string to sign of a chunk', STREAMING),
    trailer: named(`${name}-TRAILER`, 'this name marks the string to sign of trailing headers', STREAMING_TRAILERS),
    streaming: named(
      `STREAMING-${name}-PAYLOAD`,
      'these words stand for the hash of the payload: each chunk is signed by itself',
      STREAMING,
    ),
    streamingTrailer: named(
      `STREAMING-${name}-PAYLOAD-TRAILER`,
      'these words stand for the hash of the payload: each chunk is signed by itself, and the trailing headers too',
      STREAMING_TRAILERS,
    ),
  };
}
