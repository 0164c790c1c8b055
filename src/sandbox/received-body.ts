/**
 * Reads a body as it arrives. The reader decodes the body, verifies its chunks, and computes everything that the checks
 * compare.
 */
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { CHECKSUM_NAMES, type ChecksumName, runningChecksum } from '../crypto/checksums.ts';
import { type RunningHash, runningSha256, sha256Hex } from '../crypto/digests.ts';
import { type AwsChunkedEvent, type AwsTrailers, awsChunkedDecoder } from '../http/aws-chunked/decode.ts';
import { headerValue, headerValues, listElements } from '../http/message.ts';
import { isInEffect } from '../sigv4/claims/hoisted-headers.ts';
import {
  isChecksum,
  type SentChecksum,
  type SentField,
  sentChecksums,
  sentField,
} from '../sigv4/claims/sent-checksums.ts';
import { type ChainVerifier, chainWalker, type VerifiedChain } from '../sigv4/claims/verify-chain.ts';
import { AMZ_HEADERS } from '../sigv4/names.ts';
import { hasTrailers, isChunked } from '../sigv4/schemes/signed-headers.ts';
import { SMALLEST_CHUNK } from '../sigv4/stages/chunk-signatures.ts';
import { unrecorded } from '../trace/trace.ts';
import type { Examined } from './examined.ts';

/** A body of which more may follow. */
export interface BegunBody {
  /** The length of the payload, which is the body without its chunk encoding. */
  readonly length: number;
  /**
   * The results of reading the chunks; `null` if the body is not encoded as aws-chunked, and a problem if it cannot be
   * decoded.
   */
  readonly chunked: BegunChunks | Problem | null;
}

export interface BegunChunks {
  /** The first chunk that is too small, counted from 1; `null` if there is no such chunk. */
  readonly tooSmall: { readonly number: number; readonly length: number } | null;
  /** The chain of chunk signatures; `null` if chunks are not signed. */
  readonly chain: Pick<VerifiedChain, 'brokenChunk'> | null;
}

export interface ReceivedBody extends BegunBody {
  /** The SHA-256 of the body as it was sent, as 64 hexadecimal digits. */
  readonly sha256: Octets;
  readonly chunked: ReceivedChunks | Problem | null;
  /** The checksums in the headers, the query, the trailers, or the form fields. */
  readonly sent: readonly SentChecksum[];
  /** Returns a checksum of the payload, in base64. The checksum must be one that was sent. */
  checksum(name: ChecksumName): Octets;
}

export interface ReceivedChunks extends BegunChunks {
  readonly chain: VerifiedChain | null;
  readonly trailers: AwsTrailers;
  /** Whether the empty line that ends the trailers has arrived. */
  readonly isEnded: boolean;
}

export interface BodyReader {
  /** Takes the next bytes of the body. Returns the payload bytes that they contain. */
  take(piece: Uint8Array): readonly Uint8Array[];
  /** Returns what is known of a body in chunks before its end, and `null` for any other body. */
  begun(): BegunBody | null;
  end(): ReceivedBody;
}

/**
 * Creates a reader for the body of a request whose head was examined. The reader's memory use does not depend on the
 * length of the body.
 */
export function bodyReader(examined: Examined): BodyReader {
  const { kind } = examined;
  const isHashed = kind === null || kind.payload === 'hashed';
  const raw = isHashed ? runningSha256() : null;
  const checksums = new Map(announcedChecksums(examined).map((name) => [name, runningChecksum(name)]));
  const chunks = kind !== null && isChunked(kind) ? chunkReader(examined) : null;
  let length = 0;
  return {
    take(piece) {
      raw?.update(piece);
      const payload = chunks ? chunks.take(piece) : [piece];
      for (const part of payload) {
        length += part.length;
        for (const running of checksums.values()) running.update(part);
      }
      return payload;
    },
    begun: () => chunks && { length, chunked: chunks.begun() },
    end() {
      const chunked = chunks?.end() ?? null;
      return {
        sha256: raw?.hex() ?? sha256Hex(EMPTY),
        length,
        chunked,
        sent: checksumsOf(examined, chunked),
        checksum: (name) => checksums.get(name)?.base64() ?? runningChecksum(name).base64(),
      };
    },
  };
}

/**
 * Returns the names of the checksums that the head announces, in headers, in the query, or for the trailer. If the head
 * does not announce a trailer, returns all checksums, because any checksum may follow.
 */
function announcedChecksums(examined: Examined): readonly ChecksumName[] {
  const { kind } = examined;
  if (kind && hasTrailers(kind) && headerValue(examined.sent.head.headers, AMZ_HEADERS.trailer) === undefined) {
    return CHECKSUM_NAMES;
  }
  const announced = headerValues(examined.sent.head.headers, AMZ_HEADERS.trailer).flatMap(({ octets }) =>
    listElements(octets),
  );
  const trailers = announced.map((name) => ({ name: name as Octets, value: EMPTY }));
  const fields = [...fieldsOf(examined), ...examined.hoisted().filter(isInEffect).map(sentField), ...trailers];
  return sentChecksums({ fields, inQuery: [], trailers: [] }).map(({ name }) => name);
}

function checksumsOf(examined: Examined, chunked: ReceivedChunks | Problem | null): SentChecksum[] {
  return sentChecksums({
    fields: fieldsOf(examined),
    inQuery: examined.hoisted().filter(isInEffect).map(sentField),
    trailers: (chunked === null || isProblem(chunked) ? [] : chunked.trailers.fields).map(sentField),
  });
}

function fieldsOf({ form, sent }: Examined): readonly SentField[] {
  if (form) return form.fields;
  return sent.head.headers.filter(({ name }) => isChecksum(name.octets)).map(sentField);
}

interface ChunkReader {
  take(piece: Uint8Array): Uint8Array[];
  begun(): BegunChunks | Problem;
  end(): ReceivedChunks | Problem;
}

function chunkReader({ claim, kind, verification }: Examined): ChunkReader {
  const start = kind?.algorithm ? verification().startChain : null;
  const walker = start && chainWalker(claim, start(unrecorded));
  const decoder = awsChunkedDecoder();
  const state = chunkState(walker);
  const takeAll = (events: readonly (AwsChunkedEvent | Problem)[]) => events.flatMap((event) => state.take(event));
  return {
    take: (piece) => takeAll(decoder.take(piece)),
    begun: state.begun,
    end() {
      takeAll(decoder.finish());
      return state.end();
    },
  };
}

/** The chunk that is being received. */
interface OpenChunk {
  readonly length: number;
  readonly signature: Octets | null;
  readonly hash: RunningHash | null;
}

function chunkState(walker: ChainVerifier | null) {
  let open: OpenChunk | null = null;
  let number = 0;
  let tooSmall: ReceivedChunks['tooSmall'] = null;
  let lastSignature: Octets | null = null;
  let trailers: AwsTrailers = { fields: [], signature: null };
  let isEnded = false;
  let fault: Problem | null = null;
  /** Ends the open chunk. A chunk may be small if it is the last chunk with data. */
  const close = (isLast: boolean) => {
    if (!open) return;
    if (!isLast && open.length < SMALLEST_CHUNK) tooSmall ??= { number, length: open.length };
    walker?.chunk({ length: open.length, sha256: open.hash?.hex() ?? EMPTY, signature: open.signature });
    open = null;
  };
  return {
    take(event: AwsChunkedEvent | Problem): Uint8Array[] {
      if (isProblem(event)) {
        fault ??= event;
        return [];
      }
      switch (event.kind) {
        case 'chunk':
          close(false);
          open = { length: event.length, signature: event.signature, hash: walker && runningSha256() };
          number += 1;
          return [];
        case 'data':
          open?.hash?.update(event.piece);
          return [event.piece];
        case 'last':
          close(true);
          lastSignature = event.signature;
          return [];
        case 'trailers':
          trailers = event;
          return [];
        case 'end':
          isEnded = event.hasEmptyLine;
          return [];
      }
    },
    begun: (): BegunChunks | Problem => fault ?? { tooSmall, chain: walker && { brokenChunk: walker.broken() } },
    end: (): ReceivedChunks | Problem =>
      fault ?? { tooSmall, chain: walker?.end(lastSignature, trailers) ?? null, trailers, isEnded },
  };
}
