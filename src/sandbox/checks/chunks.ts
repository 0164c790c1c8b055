/** Checks a chunked body: the signature of each chunk, and the trailing headers. */

import { isProblem } from '../../bytes/problem.ts';
import type { VerifiedLink } from '../../sigv4/claims/verify-chain.ts';
import { hasTrailers } from '../../sigv4/schemes/signed-headers.ts';
import { trailerNames } from '../../verification/comparison/compare-body.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { Examined } from '../examined.ts';
import type { BegunChunks, ReceivedBody, ReceivedChunks } from '../received-body.ts';
import { refuseSignature } from './signature.ts';

export function checkChunkSignatures({ chain }: BegunChunks, examined: Examined): Refusal | null {
  const broken = chain?.brokenChunk;
  return broken ? refuseLink(broken, examined) : null;
}

export function checkTrailerSignature({ chain }: ReceivedChunks, examined: Examined): Refusal | null {
  const trailer = chain?.trailer;
  return trailer && !trailer.isSignatureRight ? refuseLink(trailer, examined) : null;
}

function refuseLink({ number, provided, stringToSign }: VerifiedLink, { claim, verification }: Examined): Refusal {
  if (provided !== null) {
    const { canonicalRequest } = verification();
    return refuseSignature({ claim, canonicalRequest }, stringToSign, provided);
  }
  const what = number === null ? 'The trailing headers have' : `Chunk ${number} of the body has`;
  return refuse('IncompleteBody', {}, `${what} no signature.`);
}

/**
 * Checks that no chunk is too small. Only the last chunk with data may be smaller. The empty chunk after the last chunk
 * with data ends the body.
 */
export function checkChunkSizes({ tooSmall }: BegunChunks): Refusal | null {
  if (!tooSmall) return null;
  return refuse('InvalidChunkSizeError', { Chunk: String(tooSmall.number), BadChunkSize: String(tooSmall.length) });
}

/** The message that S3 has been observed to send (https://github.com/versity/versitygw/issues/1666). */
const UNEXPECTED_END = 'The request body terminated unexpectedly';

/**
 * Checks that the trailing headers are the ones listed in the `x-amz-trailer` header. If nothing signs them, only the
 * empty line after them shows that they are complete.
 */
export function checkTrailers({ sent, kind }: Examined, { chunked }: ReceivedBody): Refusal | null {
  const trailers = chunked === null || isProblem(chunked) ? [] : chunked.trailers.fields;
  const { announced, came } = trailerNames(sent.head.headers, trailers);
  if (came.length > 0 && kind && !hasTrailers(kind)) {
    return refuse(
      'IncompleteBody',
      {},
      'Headers follow the chunks, although x-amz-content-sha256 says that there are none.',
    );
  }
  if (chunked && !isProblem(chunked) && !chunked.isEnded && kind?.algorithm === null) {
    return refuse('IncompleteBody', {}, UNEXPECTED_END);
  }
  const isSame = announced.length === came.length && announced.every((name) => came.includes(name));
  return isSame && new Set(came).size === came.length ? null : refuse('MalformedTrailerError');
}
