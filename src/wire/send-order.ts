/** Describes what to send, where to, and how long each step may take. */
import type { Problem } from '../bytes/problem.ts';
import type { WireProgress } from '../http/body/progress.ts';
import type { Scratch } from '../http/body/recorded.ts';
import type { BegunExchange, Verification } from '../http/exchange.ts';

/** Time limits in milliseconds. */
export interface Limits {
  /** For looking up the name and connecting. */
  readonly connect: number;
  /** For the TLS handshake. */
  readonly secure: number;
  /** From the last byte of the request to the first one of the answer. */
  readonly firstByte: number;
  /** Without a byte in either direction, except while the source of the request or `onBody` is busy. */
  readonly idle: number;
  /** For everything together. */
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
  /** The name that the certificate must be for. A DNS name is also sent to the server (RFC 6066, section 3). */
  readonly serverName: string;
  /** The only trusted authorities, in PEM; `null` for those of Node.js. */
  readonly certificateAuthorities: string | null;
  readonly verification: Verification;
}

/**
 * Takes a piece of the body, with what is known about the exchange so far. While a returned promise is pending, nothing
 * more is read. A returned problem ends the exchange and becomes its problem.
 */
export type BodyTaker = (piece: Uint8Array, begun: BegunExchange) => MaybeProblem | Promise<MaybeProblem>;

// biome-ignore lint/suspicious/noConfusingVoidType: a taker that accepts every piece need not return anything.
type MaybeProblem = Problem | null | void;

export interface SendOrder {
  readonly host: string;
  readonly port: number;
  /** `null` for a plain connection. */
  readonly tls: TlsOrder | null;
  /** The method of the request, which decides whether the answer has a body. */
  readonly method: string;
  /** The whole message as sent over the wire. An iterable is read only when there is room for more. */
  readonly request: Uint8Array | AsyncIterable<Uint8Array>;
  readonly limits: Limits;
  /** Ends the exchange early; everything received so far is kept. */
  readonly signal: AbortSignal | null;
  /** Takes the decoded body as it arrives; with `null`, it is only recorded. */
  readonly onBody: BodyTaker | null;
  /** Called ten times a second while the exchange lasts. */
  readonly onProgress: ((progress: WireProgress) => void) | null;
  /** Makes room for bytes beyond those kept in memory; with `null`, they are only counted and hashed. */
  readonly makeScratch: (() => Scratch) | null;
  /** The most bytes of the answer, with its heads; a longer answer ends the exchange. `null` means no limit. */
  readonly answerLimit: number | null;
}
