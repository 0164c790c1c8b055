/** Describes what to send, where to send it, and how long each step may take. */
import type { Problem } from '../bytes/problem.ts';
import type { WireProgress } from '../http/body/progress.ts';
import type { Scratch } from '../http/body/recorded.ts';
import type { BegunExchange, Verification } from '../http/exchange.ts';

/** Time limits, all in milliseconds. */
export interface Limits {
  /** The limit for looking up the name and connecting. */
  readonly connect: number;
  readonly secure: number;
  /** The limit from the last byte of the request to the first byte of the response. */
  readonly firstByte: number;
  /**
   * The limit on the time during which no byte passes in either direction. This limit does not apply while the source
   * of the request or `onBody` is busy.
   */
  readonly idle: number;
  /** The limit for the whole exchange; `null` means no limit. */
  readonly whole: number | null;
}

export const DEFAULT_LIMITS: Limits = {
  connect: 10_000,
  secure: 10_000,
  firstByte: 30_000,
  idle: 30_000,
  whole: null,
};

export interface TlsOrder {
  /** The name for which the certificate must be valid. A DNS name is also sent to the server (RFC 6066, section 3). */
  readonly serverName: string;
  /** The only certificate authorities to trust, in PEM form; `null` means the authorities that Node.js trusts. */
  readonly certificateAuthorities: string | null;
  readonly verification: Verification;
}

/** A proxy that connects to servers. */
export interface ProxyOrder {
  /** The environment variable that names it. */
  readonly variable: string;
  readonly host: string;
  readonly port: number;
  /** The value of its header Proxy-Authorization; `null` for none. */
  readonly authorization: string | null;
}

/**
 * Takes a piece of the body and the known facts about the exchange so far. If this function returns a promise, nothing
 * more is read until the promise is settled. The memory of the piece is used again afterwards. A returned problem ends
 * the exchange and becomes the problem of the exchange.
 */
export type BodyTaker = (piece: Uint8Array, begun: BegunExchange) => MaybeProblem | Promise<MaybeProblem>;

// biome-ignore lint/suspicious/noConfusingVoidType: a taker that accepts every piece need not return anything.
type MaybeProblem = Problem | null | void;

export interface SendOrder {
  readonly host: string;
  readonly port: number;
  /** How to use TLS; `null` for a connection without TLS. */
  readonly tls: TlsOrder | null;
  /** The proxy to connect through; `null` to connect to the server itself. */
  readonly proxy: ProxyOrder | null;
  /** The request method, which determines whether the response has a body. */
  readonly method: string;
  /** The whole message as it is sent. An iterable is read only when there is room for more. */
  readonly request: Uint8Array | AsyncIterable<Uint8Array>;
  readonly limits: Limits;
  /** Cancels the exchange. Everything received so far is kept. */
  readonly signal: AbortSignal | null;
  /** Takes the decoded body as it arrives; `null` to only record the body. What is taken is not hashed. */
  readonly onBody: BodyTaker | null;
  /** Called ten times per second during the exchange. */
  readonly onProgress: ((progress: WireProgress) => void) | null;
  /** Creates storage for bytes that are not kept in memory. If `null`, such bytes are only counted, and hashed without `onBody`. */
  readonly makeScratch: (() => Scratch) | null;
  /**
   * The maximum length of the response in bytes, including its heads. A longer response ends the exchange. `null` means
   * that there is no limit.
   */
  readonly answerLimit: number | null;
}
