/** Checks a chunked body, that is, the signature of each chunk and the trailing headers. */
import type { Claim } from '../../sigv4/claims/claim.ts';
import type { WalkedLink } from '../../sigv4/claims/walk-chain.ts';
import { hasTrailers } from '../../sigv4/schemes/signed-headers.ts';
import { SMALLEST_CHUNK } from '../../sigv4/stages/chunk-signatures.ts';
import { trailerNames } from '../../verification/comparison/compare-body.ts';
import type { Content } from '../../verification/examine.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Examined } from '../examined.ts';
import { refuseSignature } from './signature.ts';

export function checkChunkSignatures(_claim: Claim, examined: Examined): Refusal | null {
  const broken = examined.chain()?.brokenChunk;
  return broken ? refuseLink(broken, examined) : null;
}

export function checkTrailerSignature(_claim: Claim, examined: Examined): Refusal | null {
  const trailer = examined.chain()?.trailer;
  return trailer && !trailer.isSigned ? refuseLink(trailer, examined) : null;
}

function refuseLink({ number, provided, stringToSign }: WalkedLink, { claim, verification }: Examined): Refusal {
  const { canonicalRequest } = verification();
  if (provided !== null) return refuseSignature({ claim, canonicalRequest }, stringToSign, provided);
  const what = number === null ? 'The trailing headers have' : `Chunk ${number} of the body has`;
  return refuse('IncompleteBody', [], `${what} no signature.`);
}

/**
 * Checks that no chunk is too small. Only the last chunk with data may be smaller. The empty chunk after it ends the
 * body.
 */
export function checkChunkSizes({ chunked }: Content): Refusal | null {
  const index = (chunked?.chunks ?? []).slice(0, -1).findIndex(({ data }) => data.length < SMALLEST_CHUNK);
  const small = chunked?.chunks[index];
  if (!small) return null;
  return refuse('InvalidChunkSizeError', [
    ['Chunk', String(index + 1)],
    ['BadChunkSize', String(small.data.length)],
  ]);
}

/** Checks that the trailing headers are those that the header `x-amz-trailer` lists. */
export function checkTrailers({ chunked }: Content, { sent, kind }: Examined): Refusal | null {
  const { announced, came } = trailerNames(sent.head.headers, chunked?.trailers.fields ?? []);
  if (came.length > 0 && kind && !hasTrailers(kind)) {
    return refuse(
      'IncompleteBody',
      [],
      'Headers follow the chunks, although x-amz-content-sha256 says that there are none.',
    );
  }
  const isSame = announced.length === came.length && announced.every((name) => came.includes(name));
  return isSame && new Set(came).size === came.length ? null : refuse('MalformedTrailerError');
}
