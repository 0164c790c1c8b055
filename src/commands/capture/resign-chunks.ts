/**
 * Signs the chunks of a body again while it is forwarded
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
 */

import { EMPTY, type Octets, octetsFromArray, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { sha256HexOfPieces } from '../../crypto/digests.ts';
import { decodeAwsChunked } from '../../http/aws-chunked/read.ts';
import { lastChunk } from '../../http/aws-chunked/write.ts';
import { chunkSize, continueChunkLine } from '../../http/body/chunk-line.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { trailingHeaders } from '../../sigv4/claims/verify-chain.ts';
import type { CheckingChain, SigningChain } from '../../sigv4/schemes/chain.ts';
import { hashedChunk } from '../../sigv4/stages/chunk-signatures.ts';
import type { BodyChange } from '../../wire/relay/director.ts';
import { notSignedAgain } from './client-signature.ts';

/** The size in bytes of the largest chunk that is signed again. A chunk is held whole, because its signature precedes it. */
const LARGEST_CHUNK = 16_777_216;

export interface ChunkResigner extends BodyChange {
  /** Returns why the rest of the body is forwarded unchanged; `null` if it is not. */
  problem(): Problem | null;
}

/** The chain of the new signatures, and the chain with which the signatures of the client are verified. */
export interface ChunkChains {
  readonly signing: SigningChain;
  readonly client: CheckingChain;
}

/**
 * Replaces each signature with the next one of the chain. The length of the body stays the same. From the first chunk that
 * cannot be read or whose signature is wrong, the body is forwarded unchanged, and the server refuses it.
 */
export function chunkResigner(chains: ChunkChains): ChunkResigner {
  let mode: 'chunks' | 'trailer' | 'unchanged' = 'chunks';
  let problem: Problem | null = null;
  let held: Uint8Array[] = [];
  let length = 0;
  let needed = 1;
  let signedBytes = 0;
  const hold = (bytes: Uint8Array) => {
    held = bytes.length > 0 ? [bytes] : [];
    length = bytes.length;
  };
  const release = (): Buffer => {
    const bytes = Buffer.concat(held);
    hold(NOTHING);
    return bytes;
  };
  const giveUp = (found: Problem) => {
    mode = 'unchanged';
    problem = found;
  };
  /** Signs the whole chunks among the held bytes, and returns them. */
  const signHeld = (): Uint8Array => {
    const bytes = release();
    let at = 0;
    while (mode === 'chunks') {
      const read = readChunk(bytes.subarray(at));
      if (read.kind === 'incomplete') {
        needed = read.needed;
        break;
      }
      if (read.kind === 'unreadable') {
        giveUp(unreadableChunk());
        break;
      }
      if (!signChunk(bytes.subarray(at), read, { chains, start: signedBytes })) {
        giveUp(wrongSignature('a chunk'));
        break;
      }
      at += read.end;
      signedBytes += read.size;
      if (read.size === 0) mode = 'trailer';
    }
    if (mode === 'unchanged') return bytes;
    hold(bytes.subarray(at));
    return bytes.subarray(0, at);
  };
  return {
    take(piece) {
      if (mode === 'unchanged') return piece;
      held.push(new Uint8Array(piece));
      length += piece.length;
      if (mode === 'chunks') return length < needed ? NOTHING : signHeld();
      if (length <= HEAD_LIMIT) return NOTHING;
      giveUp(unreadableChunk());
      return release();
    },
    end() {
      const rest = release();
      const signed = mode === 'trailer' ? signTrailer(rest, chains) : rest;
      if (signed === null) giveUp(wrongSignature('the trailing headers'));
      return signed ?? rest;
    },
    problem: () => problem,
  };
}

const NOTHING = new Uint8Array();

interface WholeChunk {
  readonly kind: 'whole';
  /** The line before the data, with its CR LF. */
  readonly line: Octets;
  /** The number of bytes of data, which is 0 for the last chunk. */
  readonly size: number;
  /** The number of bytes of the chunk, including the line and the CR LF after the data. */
  readonly end: number;
}

type ReadChunk =
  | WholeChunk
  | { readonly kind: 'incomplete'; readonly needed: number }
  | { readonly kind: 'unreadable' };

function readChunk(bytes: Uint8Array): ReadChunk {
  const { line, state } = continueChunkLine(EMPTY, bytes);
  if (state === 'open') return { kind: 'incomplete', needed: bytes.length + 1 };
  const size = isProblem(state) ? state : chunkSize(sliceOctets(line, 0, -CR_LF));
  if (isProblem(size) || size > LARGEST_CHUNK) return { kind: 'unreadable' };
  const end = line.length + (size === 0 ? 0 : size + CR_LF);
  return bytes.length < end ? { kind: 'incomplete', needed: end } : { kind: 'whole', line, size, end };
}

const CR_LF = 2;
const IN_LINE = /(?<=;[ \t]*chunk-signature=)[0-9a-f]{64}/;
const IN_TRAILER = /(?<=^x-amz-trailer-signature:[ \t]*)[0-9a-f]{64}/im;

/**
 * Replaces the signature of the chunk with which `bytes` begin, if it is right. `start` is the offset of its data in the
 * payload. Returns whether it was right.
 */
function signChunk(
  bytes: Buffer,
  { line, size }: WholeChunk,
  { chains, start }: { readonly chains: ChunkChains; readonly start: number },
): boolean {
  const { signing, client } = chains;
  const data = bytes.subarray(line.length, line.length + size);
  const chunk = size === 0 ? null : hashedChunk({ start, length: size, sha256: sha256HexOfPieces([data]) });
  const received = (IN_LINE.exec(line)?.[0] ?? EMPTY) as Octets;
  const { isSignatureRight } = chunk === null ? client.checkLast(received) : client.check(chunk, received);
  if (!isSignatureRight) return false;
  const signature = chunk === null ? signing.signLast() : signing.sign(chunk);
  bytes.write(line.replace(IN_LINE, signature.octets), 'latin1');
  return true;
}

/**
 * Signs the trailing headers again. Returns the bytes unchanged if they cannot be read or are not signed, and `null` if
 * their signature is wrong.
 */
function signTrailer(bytes: Buffer, { signing, client }: ChunkChains): Uint8Array | null {
  const octets = octetsFromArray(bytes);
  const body = decodeAwsChunked((lastChunk(null) + octets) as Octets);
  if (isProblem(body) || body.trailers.signature === null) return bytes;
  const headers = trailingHeaders(body.trailers.fields);
  if (!client.checkTrailer(headers, body.trailers.signature).isSignatureRight) return null;
  return Buffer.from(octets.replace(IN_TRAILER, signing.signTrailer(headers).octets), 'latin1');
}

const unreadableChunk = () =>
  notSignedAgain(
    'a chunk of its body cannot be read, or is longer than 16 MiB',
    'Look at the body: from that chunk on, it was forwarded unchanged.',
  );

const wrongSignature = (of: string) =>
  notSignedAgain(
    `the signature of ${of} in its body is wrong`,
    'Compare what the client signed with what arrived: from there on, the body was forwarded unchanged.',
  );
