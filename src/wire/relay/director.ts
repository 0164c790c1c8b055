/** Defines the instructions for a relay: the destination of each request, and the changes in transit. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';
import type { CapturedExchange, UnreadBytes } from '../../http/relay/captured.ts';
import type { TlsOrder } from '../send-order.ts';

/**
 * The number of bytes that may wait for a socket before the other side is read no further. With fewer, a relay waits
 * after each piece; with more, clients that stall take memory.
 */
export const MOST_UNWRITTEN = 262_144;

/** A server to which requests are forwarded. */
export interface RelayRoute {
  readonly host: string;
  readonly port: number;
  /** How to use TLS; `null` for a connection without TLS. */
  readonly tls: TlsOrder | null;
  readonly reaches: Reach;
}

/** The addresses to which a connection may lead: all, or all but those that only this computer can reach. */
export type Reach = 'all' | 'not-local';

/** Takes all bytes of an exchange as they pass. Times are in milliseconds from the first byte of the exchange. */
export interface RawTap {
  take(direction: 'request' | 'response', milliseconds: number, raw: Uint8Array): void;
  end(problem: Problem | null): void;
}

/** The route of a request. */
export interface Passage {
  readonly kind: 'pass';
  readonly route: RelayRoute;
  /** The head as it is forwarded. */
  readonly forwarded: Octets;
  /** The forwarded method, which determines whether the response has a body. */
  readonly method: string;
  /** The number of milliseconds to wait before anything is forwarded. */
  readonly delay: number;
  /**
   * Where the exchange is cut off. With `response-body`, the connection to the client is closed after the head of the
   * response.
   */
  readonly cut: 'nothing' | 'response-body';
  /** Whether the exchange is reported. Requests that are not for S3 are forwarded without a record. */
  readonly isRecorded: boolean;
  /** Whether the body of the response is withheld from the client, because the client sent HEAD. */
  readonly hidesBody: boolean;
  readonly tap: RawTap | null;
}

/** The certificate and the private key in PEM form, which the relay uses for TLS. */
export interface RelayCertificate {
  readonly cert: string;
  readonly key: string;
}

export type Direction =
  | Passage
  /** The relay itself responds, reports the request with the problem, and closes the connection. */
  | { readonly kind: 'answer'; readonly bytes: Uint8Array; readonly problem: Problem }
  /** A CONNECT whose bytes are forwarded unread. */
  | { readonly kind: 'tunnel'; readonly host: string; readonly port: number; readonly reaches: Reach }
  /** A CONNECT for which the relay acts as the server. `authority` is the host and the port of its target. */
  | { readonly kind: 'open'; readonly certificate: RelayCertificate; readonly authority: string };

export interface ArrivedRequest {
  readonly octets: Octets;
  readonly head: RequestHead;
  /** The host and the port of the CONNECT around this request; `null` if there was no CONNECT. */
  readonly authority: string | null;
  /** How the request arrived. Inside a CONNECT, it may be with or without TLS. */
  readonly scheme: 'http' | 'https';
}

export interface RelayDirector {
  direct(request: ArrivedRequest): Direction;
  /**
   * Returns the answer to a head that cannot be read, of which nothing is then forwarded. If this is `null`, the head is
   * forwarded to the server of the request before it on the connection. If there was none, the connection is closed.
   */
  readonly refuseHead: ((found: Problem) => Uint8Array) | null;
  onExchange(exchange: CapturedExchange): void;
  /** Called with the first bytes of a connection that cannot be read. Returns what takes them and all later bytes. */
  onUnread(unread: UnreadBytes): RawTap | null;
}
