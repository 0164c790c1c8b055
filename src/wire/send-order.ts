/** What is to be sent, where, and how long anything may take. */
import type { Problem } from '../bytes/problem.ts';
import type { WireProgress } from '../http/body/progress.ts';
import type { Scratch } from '../http/body/recorded.ts';
import type { BegunExchange, Verification } from '../http/exchange.ts';

/** How long something may take, in milliseconds. */
export interface Limits {
  /** To look up the name and connect. */
  readonly connect: number;
  /** To agree on TLS. */
  readonly secure: number;
  /** From the last byte of the request to the first one of the answer. */
  readonly firstByte: number;
  /** Without a byte in either direction. Not while the request's source or `onBody` keep us waiting. */
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
  /** The name that the certificate has to be for; a DNS name is also told to the server (RFC 6066, section 3). */
  readonly serverName: string;
  /** PEM. These and no others are believed; `null` for the list that Node.js has. */
  readonly certificateAuthorities: string | null;
  readonly verification: Verification;
}

/**
 * Takes a piece of the body, with what is known of the exchange by then. While a promise that it returns is open, nothing
 * more is read. A problem that it returns ends the exchange, and is the problem of that exchange.
 */
export type BodyTaker = (piece: Uint8Array, begun: BegunExchange) => MaybeProblem | Promise<MaybeProblem>;

// biome-ignore lint/suspicious/noConfusingVoidType: what takes every piece need not say so each time.
type MaybeProblem = Problem | null | void;

export interface SendOrder {
  readonly host: string;
  readonly port: number;
  /** `null` for a plain connection. */
  readonly tls: TlsOrder | null;
  /** The method decides whether the answer has a body. */
  readonly method: string;
  /** The whole message, as it goes over the wire. An iterable is asked for more only when there is room. */
  readonly request: Uint8Array | AsyncIterable<Uint8Array>;
  readonly limits: Limits;
  /** Ends the exchange early; what has come by then is kept. */
  readonly signal: AbortSignal | null;
  /** Takes the decoded body as it comes; `null` where only the record of it is wanted. */
  readonly onBody: BodyTaker | null;
  /** Told ten times a second how far it has come, as long as it lasts. */
  readonly onProgress: ((progress: WireProgress) => void) | null;
  /** Makes room for what comes beyond the bytes that are kept in memory; `null`: it is counted and hashed only. */
  readonly makeScratch: (() => Scratch) | null;
  /** The most bytes of the answer, with its heads, that are received; with more, the exchange ends there. `null`: any number. */
  readonly answerLimit: number | null;
}
