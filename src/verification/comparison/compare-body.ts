/** Compares the body with the request's statements about the body's chunks, trailers, length, and checksums. */
import type { Octets } from '../../bytes/octets.ts';
import type { AwsChunkedBody } from '../../http/aws-chunked/read.ts';
import { type HeaderField, headerValue, headerValues, listElements, type RequestHead } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { areOfWholeObject, checksumOf, type SentChecksum } from '../../sigv4/claims/sent-checksums.ts';
import type { VerifiedChain, VerifiedLink } from '../../sigv4/claims/verify-chain.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { CHUNK_SIGNATURES_STAGE } from '../../sigv4/stages/chunk-signatures.ts';
import { REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { type Comparison, comparison, isMasked } from './comparison.ts';

/** Returns the comparison for a chunked body whose bytes are unknown. */
export function unknownChunks({ signed }: Claim): Comparison {
  return comparison(
    { id: 'chunks', name: 'Body in chunks', stage: CHUNK_SIGNATURES_STAGE.id },
    { claimed: signed.kind === 'request' ? signed.hashedPayload.octets : null, computed: null },
    'The body is unknown, so its chunks, its length, and its checksums cannot be checked.',
  );
}

/**
 * Compares the chunk signatures. Returns the comparison for the first wrong signature, or a single comparison for all
 * signatures. `chain` is `null` if the secret is unknown.
 */
export function compareChunks({ chunks, lastSignature }: AwsChunkedBody, chain: VerifiedChain | null): Comparison[] {
  const total = chunks.length + 1;
  const hasMasked = lastSignature !== null && isMasked(lastSignature);
  if (chain === null || hasMasked) {
    return [
      comparison(
        { id: 'chunk-signatures', name: `Signatures of ${total} chunks`, stage: CHUNK_SIGNATURES_STAGE.id },
        { claimed: lastSignature, computed: null },
        hasMasked
          ? 'They are masked here, so they cannot be compared.'
          : 'They cannot be computed without the secret access key.',
      ),
    ];
  }
  const { brokenChunk } = chain;
  const shown = brokenChunk ?? chain.last;
  return [
    {
      ...linkValues(shown),
      id: brokenChunk ? `chunk-${brokenChunk.number}` : 'chunk-signatures',
      name: brokenChunk ? `Signature of chunk ${brokenChunk.number} of ${total}` : `Signatures of ${total} chunks`,
      stage: CHUNK_SIGNATURES_STAGE.id,
      says:
        shown.provided === null
          ? 'This chunk has no signature.'
          : 'The chunk was changed after signing, or is not in its original place.',
    },
  ];
}

export function compareTrailer({ trailer }: VerifiedChain): Comparison[] {
  if (!trailer) return [];
  return [
    {
      ...linkValues(trailer),
      id: 'trailer-signature',
      name: 'Signature of the trailing headers',
      stage: CHUNK_SIGNATURES_STAGE.id,
      says:
        trailer.provided === null
          ? 'The trailing headers have no signature.'
          : 'The headers after the chunks were changed after signing.',
    },
  ];
}

function linkValues({ isSignatureRight, provided, signature }: VerifiedLink) {
  return {
    claimed: provided,
    computed: isSignatureRight ? provided : signature(),
    standing: isSignatureRight ? 'same' : 'differs',
  } as const;
}

/** Compares the names in `x-amz-trailer` with the headers that followed the chunks. */
export function compareTrailerNames(headers: readonly HeaderField[], { trailers }: AwsChunkedBody): Comparison[] {
  const { announced, came } = trailerNames(headers, trailers.fields);
  if (announced.length === 0 && came.length === 0) return [];
  return [
    comparison(
      { id: 'trailer-names', name: 'Names of the trailing headers', stage: CHUNK_SIGNATURES_STAGE.id },
      { claimed: sortedList(announced), computed: sortedList(came) },
      'The headers after the chunks are not those that x-amz-trailer announces.',
    ),
  ];
}

/**
 * Returns, in lowercase, the header names that `x-amz-trailer` lists and the names of the headers that followed the
 * chunks.
 */
export function trailerNames(
  headers: readonly HeaderField[],
  trailers: readonly HeaderField[],
): { readonly announced: readonly string[]; readonly came: readonly string[] } {
  const announced = headerValues(headers, AMZ_HEADERS.trailer).flatMap(({ octets }) => listElements(octets));
  return {
    announced: announced.map((name) => name.toLowerCase()),
    came: trailers.map(({ name }) => name.octets.toLowerCase()),
  };
}

const sortedList = (names: readonly string[]) => [...names].sort().join(',') as Octets;

/** Compares the length of the decoded body with `x-amz-decoded-content-length`. */
export function compareDecodedLength(headers: readonly HeaderField[], payload: Octets): Comparison {
  const said = headerValue(headers, AMZ_HEADERS.decodedContentLength)?.octets ?? null;
  const isRight = said !== null && /^\d+$/.test(said) && Number(said) === payload.length;
  return {
    id: 'decoded-length',
    name: 'Length of the payload',
    stage: REQUEST_STAGE.id,
    claimed: said,
    computed: String(payload.length) as Octets,
    standing: isRight ? 'same' : 'differs',
    says: 'The payload does not have the length that x-amz-decoded-content-length states.',
  };
}

/**
 * Compares each checksum with the checksum computed from the payload. `payload` is `null` if unknown. The checksum of an
 * object that was uploaded in parts cannot be compared, because the payload only lists the parts.
 */
export function compareChecksums(
  sent: readonly SentChecksum[],
  payload: Octets | null,
  head: Pick<RequestHead, 'method' | 'target'>,
): Comparison[] {
  const isOfObject = areOfWholeObject(head);
  return sent.map(({ name, base64, where }) => {
    const computed = payload === null || isOfObject ? null : checksumOf(name, payload);
    return comparison(
      { id: `checksum-${name}`, name: `${name.toUpperCase()} in a ${where}`, stage: REQUEST_STAGE.id },
      { claimed: base64, computed },
      isOfObject
        ? 'This is the checksum of the whole object, of which the body only lists the parts.'
        : payload === null
          ? 'The body is unknown, so its checksum cannot be computed.'
          : 'The payload does not match this checksum.',
    );
  });
}
