/** Verifies the signatures of chunks (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html). */
import { given } from '../../bytes/bytes.ts';
import type { Input } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { lowerCase } from '../../bytes/text-operations.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { AwsChunkedBody } from '../../http/aws-chunked/read.ts';
import type { HeaderField } from '../../http/message.ts';
import type { CheckedLink, CheckingChain } from '../schemes/chain.ts';
import { hashedChunk } from '../stages/chunk-signatures.ts';
import type { Claim } from './claim.ts';

/** A link of the chain that was checked, with the received and the expected signature. */
export interface VerifiedLink extends CheckedLink {
  /** The number of the chunk, counted from 1 and including the empty last chunk; `null` for the trailing headers. */
  readonly number: number | null;
  /** The received signature, without padding; `null` if no signature was received. */
  readonly provided: Octets | null;
}

export interface VerifiedChain {
  /**
   * The first chunk whose signature is wrong, which can be the empty last chunk; `null` if all signatures are right.
   */
  readonly brokenChunk: VerifiedLink | null;
  readonly last: VerifiedLink;
  /** The link for the trailing headers; `null` if the body has neither trailing headers nor a signature for them. */
  readonly trailer: VerifiedLink | null;
}

/** The length, the hash, and the received signature of a chunk. */
interface ReceivedChunk {
  readonly length: number;
  /** 64 hexadecimal digits. */
  readonly sha256: Octets;
  readonly signature: Octets | null;
}

/** Verifies a chain link by link, as the chunks arrive. */
export interface ChainVerifier {
  chunk(chunk: ReceivedChunk): void;
  /** Returns the first chunk so far whose signature is wrong; `null` if there is none. */
  broken(): VerifiedLink | null;
  /** Takes the signature of the empty last chunk and the trailing headers. Returns the result for the whole chain. */
  end(lastSignature: Octets | null, trailers: AwsChunkedBody['trailers']): VerifiedChain;
}

/** Starts verifying a chain. Only the first wrong link is kept, no matter how many there are. */
export function chainWalker(claim: Claim, chain: CheckingChain): ChainVerifier {
  let brokenChunk: VerifiedLink | null = null;
  let start = 0;
  let number = 0;
  return {
    chunk({ length, sha256, signature }) {
      const hashed = hashedChunk({ start, length, sha256 });
      start += length;
      number += 1;
      const provided = signature && withoutPadding(signature, claim);
      const checked = chain.check(hashed, provided ?? EMPTY);
      if (!checked.isSignatureRight) brokenChunk ??= { ...checked, number, provided };
    },
    broken: () => brokenChunk,
    end(lastSignature, trailers) {
      const provided = lastSignature && withoutPadding(lastSignature, claim);
      const last: VerifiedLink = { ...chain.checkLast(provided ?? EMPTY), number: number + 1, provided };
      return {
        brokenChunk: brokenChunk ?? (last.isSignatureRight ? null : last),
        last,
        trailer: walkTrailer(trailers, claim, chain),
      };
    },
  };
}

/** Verifies all links of the chain, hashing each chunk once. */
export function verifyChain(
  { chunks, lastSignature, trailers }: AwsChunkedBody,
  claim: Claim,
  chain: CheckingChain,
): VerifiedChain {
  const walker = chainWalker(claim, chain);
  for (const { data, signature } of chunks) {
    walker.chunk({ length: data.length, sha256: sha256Hex(data), signature });
  }
  return walker.end(lastSignature, trailers);
}

function walkTrailer(
  { fields, signature }: AwsChunkedBody['trailers'],
  claim: Claim,
  chain: CheckingChain,
): VerifiedLink | null {
  if (fields.length === 0 && signature === null) return null;
  const headers = trailingHeaders(fields);
  const provided = signature && withoutPadding(signature, claim);
  return { ...chain.checkTrailer(headers, provided ?? EMPTY), number: null, provided };
}

/** Returns the headers after the chunks as they are signed. */
const trailingHeaders = (fields: AwsChunkedBody['trailers']['fields']): HeaderField[] =>
  fields.map(({ name, value }) => ({
    name: lowerCase(given(name.octets, AFTER_CHUNKS)),
    value: given(value.octets, AFTER_CHUNKS),
  }));

const AFTER_CHUNKS: Input = { id: 'trailers', source: { kind: 'body' } };

/** Removes the padding that gives SigV4A chunk signatures a fixed length. */
function withoutPadding(signature: Octets, { algorithm }: Claim): Octets {
  return signature.length === algorithm.chunkSignatureLength ? (signature.replace(/\*+$/, '') as Octets) : signature;
}
