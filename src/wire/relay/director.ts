/** What a relay is told: where each request goes, and what is changed on the way. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import type { TlsOrder } from '../send-order.ts';

/** A server that requests are passed on to. */
export interface RelayRoute {
  readonly host: string;
  readonly port: number;
  /** `null` for a connection without TLS. */
  readonly tls: TlsOrder | null;
}

/** Takes all bytes of an exchange as they pass, with milliseconds from its first byte. */
export interface RawTap {
  take(direction: 'request' | 'response', milliseconds: number, raw: Uint8Array): void;
  end(problem: Problem | null): void;
}

/** Where a request goes, and how. */
export interface Passage {
  readonly kind: 'pass';
  readonly route: RelayRoute;
  /** The head as it is sent on. */
  readonly forwarded: Octets;
  /** The method that is sent on, which decides whether the response has a body. */
  readonly method: string;
  /** The milliseconds to wait before anything is sent on. */
  readonly delay: number;
  /** `response-body`: the connection to the client is cut after the head of the response. */
  readonly cut: 'nothing' | 'response-body';
  /** Whether the exchange is reported. What is not for S3 passes without a record. */
  readonly isRecorded: boolean;
  /** Whether the body of the response is kept from the client, which asked with HEAD. */
  readonly hidesBody: boolean;
  readonly tap: RawTap | null;
}

/** The certificate and the private key in PEM form, with which the relay opens TLS. */
export interface RelayCertificate {
  readonly cert: string;
  readonly key: string;
}

export type Direction =
  | Passage
  /** The relay answers itself, and closes the connection. */
  | { readonly kind: 'answer'; readonly bytes: Uint8Array }
  /** A CONNECT whose bytes pass unread. */
  | { readonly kind: 'tunnel'; readonly host: string; readonly port: number }
  /** A CONNECT that the relay answers as the server would. `authority` is the host and the port of its target. */
  | { readonly kind: 'open'; readonly certificate: RelayCertificate; readonly authority: string };

export interface ArrivedRequest {
  readonly octets: Octets;
  readonly head: RequestHead;
  /** The host and the port of the CONNECT around this request; `null` if there was none. */
  readonly authority: string | null;
}

export interface RelayDirector {
  direct(request: ArrivedRequest): Direction;
  /** Where bytes go that are not HTTP; `null` closes the connection. */
  readonly unread: RelayRoute | null;
  onExchange(exchange: CapturedExchange): void;
}
