/** The names that an algorithm goes by. */
import { type Bytes, fixed } from '../../bytes/bytes.ts';
import { AUTHORIZATION_HEADER, STREAMING, STREAMING_TRAILERS } from '../documentation.ts';
import type { AlgorithmNames } from './algorithm.ts';

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
