/** A body in chunks: the signature of each, and the headers behind the last. */
import { headerValues, listElements } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import type { WalkedLink } from '../../sigv4/claims/walk-chain.ts';
import { hasTrailers } from '../../sigv4/schemes/added-headers.ts';
import { SMALLEST_CHUNK } from '../../sigv4/stages/chunk-signatures.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Content, Examined, Signer } from '../examined.ts';
import { refuseSignature } from './signature.ts';

export function checkChunkSignatures(claim: Claim, { chain }: Examined, signer: Signer): Refusal | null {
  const broken = chain()?.brokenChunk;
  return broken ? refuseLink(broken, claim, signer) : null;
}

export function checkTrailerSignature(claim: Claim, examined: Examined, signer: Signer): Refusal | null {
  const trailer = examined.chain()?.trailer;
  return trailer && !trailer.isSigned ? refuseLink(trailer, claim, signer) : null;
}

function refuseLink({ number, provided, stringToSign }: WalkedLink, claim: Claim, signer: Signer): Refusal {
  if (provided !== null) return refuseSignature(claim, signer, stringToSign, provided);
  const what = number === null ? 'The headers behind the chunks have' : `Chunk ${number} of the body has`;
  return refuse('IncompleteBody', [], `${what} no signature.`);
}

/** The last chunk with data may be smaller; the empty one behind it ends the body. */
export function checkChunkSizes({ chunked }: Content): Refusal | null {
  const index = (chunked?.chunks ?? []).slice(0, -1).findIndex(({ data }) => data.length < SMALLEST_CHUNK);
  const small = chunked?.chunks[index];
  if (!small) return null;
  return refuse('InvalidChunkSizeError', [
    ['Chunk', String(index + 1)],
    ['BadChunkSize', String(small.data.length)],
  ]);
}

/** The headers behind the chunks have to be those that `x-amz-trailer`, which is signed, announces. */
export function checkTrailers({ chunked }: Content, { received, kind }: Examined): Refusal | null {
  const announced = headerValues(received.head.headers, 'x-amz-trailer')
    .flatMap(({ octets }) => listElements(octets))
    .map((name) => name.toLowerCase());
  const came = (chunked?.trailers.fields ?? []).map(({ name }) => name.octets.toLowerCase());
  if (came.length > 0 && kind && !hasTrailers(kind)) {
    return refuse('IncompleteBody', [], 'Headers follow the chunks, though x-amz-content-sha256 says that none do.');
  }
  const isSame = announced.length === came.length && announced.every((name) => came.includes(name));
  return isSame && new Set(came).size === came.length ? null : refuse('MalformedTrailerError');
}
