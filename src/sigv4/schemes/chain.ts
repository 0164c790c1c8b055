/**
 * Computes and verifies the chain of chunk signatures for a body of any size. The input is the hashes of the chunks, in
 * order, with 64 hexadecimal digits each (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
 */
import { type Bytes, given, plain } from '../../bytes/bytes.ts';
import type { Input } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { sha256 } from '../../crypto/digests.ts';
import { type Recorder, unrecorded } from '../../trace/trace.ts';
import type { Algorithm, SigningKey } from '../algorithms/algorithm.ts';
import { deriveKey, type SigningContext } from '../line-of-stages.ts';
import {
  chunkSignature,
  chunkStringToSign,
  HASHED_TRAILING_HEADERS,
  hashedChunk,
  NO_HEADERS,
  PREVIOUS_SIGNATURE,
  TRAILER_SIGNATURE,
  TRAILER_STRING_TO_SIGN,
  TRAILING_HEADERS,
  type TrailingHeader,
  trailingHeaders,
} from '../stages/chunk-signatures.ts';
import { stringToSign } from '../stages/string-to-sign.ts';
import { recordContext, recordCredentials } from './preparation.ts';
import type { SignerInput } from './signing-input.ts';

/** The data that all links of a chain share, and the signature with which the chain begins. */
export interface ChainStart {
  readonly algorithm: Algorithm;
  readonly key: SigningKey;
  readonly timestamp: Bytes;
  readonly credentialScope: Bytes;
  /** The signature of the request, which the first chunk signs. */
  readonly seed: Bytes;
}

/** The data that the strings to sign of all links share. */
export type LinkContext = Omit<ChainStart, 'key' | 'seed'>;

/** A chain for signing. Each call signs the next link and returns its signature in hexadecimal digits. */
export interface SigningChain {
  sign(hashedChunk: Bytes): Bytes;
  signLast(): Bytes;
  signTrailer(headers: readonly TrailingHeader[]): Bytes;
}

/** A link of a received chain, with its expected signature, and whether the received signature is correct. */
export interface CheckedLink {
  readonly isSignatureRight: boolean;
  readonly stringToSign: Octets;
  /**
   * Returns the correct signature in hexadecimal digits, or `null` for SigV4A, whose signatures are different each
   * time.
   */
  readonly signature: () => Octets | null;
}

/** A chain for verification. Each call takes the next link and its received signature. */
export interface CheckingChain {
  check(hashedChunk: Bytes, signature: Octets): CheckedLink;
  checkLast(signature: Octets): CheckedLink;
  checkTrailer(headers: readonly TrailingHeader[], signature: Octets): CheckedLink;
}

/** The number of chunks whose values are kept, not counting the last chunk. */
export const KEPT_CHUNKS = 16;

/**
 * Starts a chain for signing a body. The chain records the values of the first chunks, the last chunk, and the trailing
 * headers.
 */
export function signingChain(start: ChainStart, record: Recorder): SigningChain {
  const { key } = start;
  let previous = start.seed;
  let number = 0;
  const link = (hashed: Bytes): Bytes => {
    number += 1;
    const toSign = record(chunkStringToSign(number), chunkString(start, previous, hashed));
    previous = record(chunkSignature(number), key.sign(toSign, unrecorded));
    return previous;
  };
  return {
    sign(hashed) {
      if (number < KEPT_CHUNKS) return link(hashed);
      number += 1;
      // These links are not shown. Their origins would accumulate with every chunk, so they are dropped.
      previous = key.sign(chunkString(start, plain(previous.octets), plain(hashed.octets)), unrecorded);
      return previous;
    },
    signLast() {
      // If the chain began without provenance, no provenance can be lost.
      const isKept = number <= KEPT_CHUNKS || start.seed.spans === null;
      if (!isKept) previous = given(previous.octets, signatureOf(number, 'computed'));
      return link(hashedChunk({ start: 0, length: 0, sha256: EMPTY }));
    },
    signTrailer(headers) {
      const toSign = trailerString(start, previous, headers, record);
      return record(TRAILER_SIGNATURE, key.sign(toSign, unrecorded));
    },
  };
}

const signatureOf = (chunk: number, kind: 'computed' | 'body'): Input => ({
  id: `chunk-signature/${chunk}`,
  source: { kind },
});

const IN_TRAILER: Input = { id: 'trailer-signature', source: { kind: 'body' } };

/**
 * Starts a chain for verification. As on a server, each link covers the signature received before it, even if that
 * signature was wrong. The chain records the values of the first chunks, the last chunk, and the trailing headers,
 * together with the received signatures.
 */
export function checkingChain(start: ChainStart, record: Recorder): CheckingChain {
  const { key, algorithm } = start;
  let previous = start.seed;
  let number = 0;
  const checked = (stringToSign: Bytes, signature: Octets): CheckedLink => ({
    isSignatureRight: key.accepts(stringToSign, signature),
    stringToSign: stringToSign.octets,
    signature: () => (algorithm.isAsymmetric ? null : key.sign(plain(stringToSign.octets), unrecorded).octets),
  });
  const link = (hashed: Bytes, signature: Octets, recordLink: Recorder): CheckedLink => {
    number += 1;
    const toSign = recordLink(chunkStringToSign(number), chunkString(start, previous, hashed));
    previous = recordLink(chunkSignature(number), given(signature, signatureOf(number, 'body')));
    return checked(toSign, signature);
  };
  return {
    check: (hashed, signature) => link(hashed, signature, number < KEPT_CHUNKS ? record : unrecorded),
    checkLast: (signature) => link(hashedChunk({ start: 0, length: 0, sha256: EMPTY }), signature, record),
    checkTrailer(headers, signature) {
      const toSign = trailerString(start, previous, headers, record);
      record(TRAILER_SIGNATURE, given(signature, IN_TRAILER));
      return checked(toSign, signature);
    },
  };
}

/**
 * Writes the string to sign for a chunk, which contains the previous signature, the hash of the chunk's headers, and
 * the hash of its data.
 */
export function chunkString(
  { algorithm, timestamp, credentialScope }: LinkContext,
  previous: Bytes,
  hashed: Bytes,
): Bytes {
  return stringToSign({
    algorithm: algorithm.names.chunk,
    timestamp,
    credentialScope,
    tail: [previous, NO_HEADERS, hashed],
  });
}

/** Writes the string to sign for the trailing headers, which contains the previous signature and their hash. */
export function trailerString(
  { algorithm, timestamp, credentialScope }: LinkContext,
  previous: Bytes,
  headers: readonly TrailingHeader[],
  record: Recorder,
): Bytes {
  const text = record(TRAILING_HEADERS, trailingHeaders(headers));
  const hash = record(HASHED_TRAILING_HEADERS, hexadecimal(sha256(text)));
  return record(
    TRAILER_STRING_TO_SIGN,
    stringToSign({ algorithm: algorithm.names.trailer, timestamp, credentialScope, tail: [previous, hash] }),
  );
}

/**
 * Begins a chain without its request, and derives its key. `previousSignature` is the signature of the request or of
 * the previous chunk, in hexadecimal digits. Returns a problem for an invalid timestamp.
 */
export function beginChainAlone(
  input: SignerInput,
  previousSignature: Bytes,
  record: Recorder,
): (ChainStart & SigningContext) | Problem {
  const credentials = recordCredentials(input.credentials, [], record);
  const context = recordContext({ ...input, credentials }, record);
  if (isProblem(context)) return context;
  const key = deriveKey(context, record);
  return { ...context, key, seed: record(PREVIOUS_SIGNATURE, previousSignature) };
}
