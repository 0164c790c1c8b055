/** The chunks of a body held against their signatures (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html). */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { lowerCase } from '../bytes/text-operations.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { AwsChunkedBody } from '../http/read-aws-chunked.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import type { CheckingChain } from '../sigv4/schemes/chain.ts';
import { hashedChunk } from '../sigv4/stages/chunk-signatures.ts';

/** A link of the chain whose signature is missing, or is not that of its string. */
export type BrokenLink =
  | { readonly kind: 'missing'; readonly what: string }
  | { readonly kind: 'wrong'; readonly stringToSign: Octets; readonly signature: Octets };

export interface WalkedChain {
  /** The first chunk that is not as it was signed, the empty last one among them. */
  readonly chunk: BrokenLink | null;
  readonly trailer: BrokenLink | null;
}

/** Every chunk is hashed once. */
export function walkChain(
  { chunks, lastSignature, trailers }: AwsChunkedBody,
  claim: Claim,
  chain: CheckingChain,
): WalkedChain {
  const links = [...chunks, { data: EMPTY, signature: lastSignature }];
  let chunk: BrokenLink | null = null;
  links.forEach(({ data, signature }, index) => {
    const hashed = hashedChunk({ start: 0, length: data.length, sha256: data === '' ? EMPTY : sha256Hex(data) });
    const unpadded = withoutPadding(signature ?? EMPTY, claim);
    const { isSigned, stringToSign } = chain.check(hashed, unpadded);
    if (isSigned) return;
    chunk ??=
      signature === null
        ? { kind: 'missing', what: `Chunk ${index + 1} of the body has no signature.` }
        : { kind: 'wrong', stringToSign, signature: unpadded };
  });
  return { chunk, trailer: walkTrailer({ trailers }, claim, chain) };
}

/** What is not there has no signature either. */
function walkTrailer(
  { trailers }: Pick<AwsChunkedBody, 'trailers'>,
  claim: Claim,
  chain: CheckingChain,
): BrokenLink | null {
  const headers = trailers.fields.map(({ name, value }) => ({ name: lowerCase(name), value }));
  if (headers.length === 0 && trailers.signature === null) return null;
  if (trailers.signature === null) {
    return { kind: 'missing', what: 'The headers behind the chunks have no signature.' };
  }
  const signature = withoutPadding(trailers.signature, claim);
  const { isSigned, stringToSign } = chain.checkTrailer(headers, signature);
  return isSigned ? null : { kind: 'wrong', stringToSign, signature };
}

/** A signature of SigV4A has no fixed length; among chunks it is padded to one. */
function withoutPadding(signature: Octets, { algorithm }: Claim): Octets {
  return signature.length === algorithm.chunkSignatureLength ? (signature.replace(/\*+$/, '') as Octets) : signature;
}
