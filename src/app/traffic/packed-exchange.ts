/**
 * Keeps only the bytes of an exchange, because a list keeps thousands of exchanges. Everything else can be read from
 * the bytes again. Limits apply to how many are kept and to the memory for their bodies.
 */
import { plain } from '../../bytes/bytes.ts';
import { arrayFromOctets, EMPTY, octetsFromArray } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { runningSha256 } from '../../crypto/digests.ts';
import { readRequestHead, readResponseHead } from '../../http/read-head.ts';
import type { CapturedExchange, PassedBody } from '../../http/relay/captured.ts';

/** The parts of an exchange that are not bytes. */
type Facts = Omit<CapturedExchange, 'request' | 'response'>;

export interface PackedExchange extends Facts {
  readonly requestHead: Uint8Array;
  /** The head as it was forwarded; `null` if it was forwarded unchanged. */
  readonly forwardedHead: Uint8Array | null;
  /** The head of the response; `null` if there is no response. */
  readonly responseHead: Uint8Array | null;
  readonly bodies: { readonly request: PackedBody; readonly response: PackedBody };
}

interface PackedBody extends Omit<PassedBody, 'kept'> {
  readonly kept: Uint8Array;
}

const packedBody = (body: PassedBody): PackedBody => ({ ...body, kept: arrayFromOctets(body.kept) });
const unpackedBody = (body: PackedBody): PassedBody => ({ ...body, kept: octetsFromArray(body.kept) });

const NO_BODY: PassedBody = { kept: EMPTY, length: 0, sha256: null };

export function packExchange({ request, response, ...facts }: CapturedExchange): PackedExchange {
  const { octets, forwarded } = request;
  return {
    ...facts,
    requestHead: arrayFromOctets(octets),
    forwardedHead: forwarded === octets ? null : arrayFromOctets(forwarded),
    responseHead: response && arrayFromOctets(response.octets),
    bodies: { request: packedBody(request.body), response: packedBody(response?.body ?? NO_BODY) },
  };
}

/** Reads the exchange again. Returns `null` if a head cannot be read, although it was readable when it arrived. */
export function unpackExchange(packed: PackedExchange): CapturedExchange | null {
  const { requestHead, forwardedHead, responseHead, bodies, ...facts } = packed;
  const octets = octetsFromArray(requestHead);
  const head = readRequestHead(plain(octets));
  if (isProblem(head)) return null;
  const forwarded = forwardedHead === null ? octets : octetsFromArray(forwardedHead);
  return {
    ...facts,
    request: { head, octets, forwarded, body: unpackedBody(bodies.request) },
    response: responseHead && unpackedResponse(responseHead, bodies.response),
  };
}

function unpackedResponse(head: Uint8Array, body: PackedBody): CapturedExchange['response'] {
  const octets = octetsFromArray(head);
  const read = readResponseHead(plain(octets));
  return isProblem(read) ? null : { head: read, octets, body: unpackedBody(body) };
}

/** Returns the number of bytes of the bodies that are kept. */
export const keptLength = ({ bodies }: PackedExchange): number =>
  bodies.request.kept.length + bodies.response.kept.length;

const NOTHING = new Uint8Array();

/** Drops the bodies, but keeps the hash of the request's body, with which its signature can still be verified. */
const withoutBodies = ({ bodies, ...others }: PackedExchange): PackedExchange => ({
  ...others,
  bodies: {
    request: { ...bodies.request, kept: NOTHING, sha256: hashOf(bodies.request) },
    response: { ...bodies.response, kept: NOTHING },
  },
});

function hashOf({ kept, length, sha256 }: PackedBody): PackedBody['sha256'] {
  if (sha256 !== null || kept.length < length || length === 0) return sha256;
  const running = runningSha256();
  running.update(kept);
  return running.hex();
}

interface KeptExchanges {
  /** Keeps an exchange. If there are too many, drops the oldest, or the bodies of the oldest. */
  readonly add: (number: number, exchange: CapturedExchange) => void;
  /** Returns an exchange, or `null` if it was dropped. */
  readonly find: (number: number) => CapturedExchange | null;
}

interface KeepingLimits {
  readonly exchanges: number;
  /** The total number of bytes in all bodies. */
  readonly bytes: number;
}

/** Keeps the latest exchanges, keyed by number. */
export function keptExchanges({ exchanges, bytes }: KeepingLimits): KeptExchanges {
  // A map keeps the order of insertion, which is the order of the numbers.
  const kept = new Map<number, PackedExchange>();
  const withBodies = new Map<number, number>();
  let total = 0;
  const forgetBodies = (number: number) => {
    total -= withBodies.get(number) ?? 0;
    withBodies.delete(number);
  };
  const dropOldest = () => {
    const [oldest] = kept.keys();
    if (oldest === undefined) return;
    forgetBodies(oldest);
    kept.delete(oldest);
  };
  const dropOldestBodies = () => {
    const [oldest] = withBodies.keys();
    const found = oldest === undefined ? undefined : kept.get(oldest);
    if (oldest === undefined || found === undefined) return;
    forgetBodies(oldest);
    kept.set(oldest, withoutBodies(found));
  };
  return {
    add(number, exchange) {
      const packed = packExchange(exchange);
      const length = keptLength(packed);
      kept.set(number, packed);
      if (length > 0) withBodies.set(number, length);
      total += length;
      if (kept.size > exchanges) dropOldest();
      while (total > bytes && withBodies.size > 0) dropOldestBodies();
    },
    find: (number) => {
      const packed = kept.get(number);
      return packed === undefined ? null : unpackExchange(packed);
    },
  };
}
