/** Defines a captured exchange: a request and its response, as seen by a proxy. */
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { RequestHead, ResponseHead } from '../message.ts';

/** The beginning of a captured body, without the lines around chunks. */
export interface PassedBody {
  /** The first bytes, at most `PASSED_LIMIT`. */
  readonly kept: Octets;
  /** The number of all bytes, including bytes that are not kept. */
  readonly length: number;
  /**
   * The SHA-256 of all bytes in hexadecimal digits; `null` if it was not computed, as for a body that is kept whole.
   */
  readonly sha256: Octets | null;
}

/** The number of bytes of each body that are kept in memory. */
export const PASSED_LIMIT = 1_048_576;

/** Times in milliseconds from the first byte of the request; `null` for anything that did not happen. */
export interface PassedTimes {
  /** The time at which the end of the request arrived. */
  readonly requestEnd: number | null;
  readonly firstByte: number | null;
  readonly finished: number;
}

export interface PassedRequest {
  readonly head: RequestHead;
  /** The head as it arrived, with its empty line. */
  readonly octets: Octets;
  /** The head as it was forwarded, which is the same unless the proxy had to change it. */
  readonly forwarded: Octets;
  readonly body: PassedBody;
}

export interface PassedResponse {
  readonly head: ResponseHead;
  /** The final head as it arrived, with its empty line. */
  readonly octets: Octets;
  readonly body: PassedBody;
}

/** Bytes of a client that cannot be read as a request. Nothing that follows on their connection is read either. */
export interface UnreadBytes {
  readonly scheme: 'http' | 'https';
  readonly fate: UnreadFate;
  /** The first of the bytes. */
  readonly octets: Octets;
  /** Why they cannot be read. */
  readonly problem: Problem;
}

/** What happens to bytes that cannot be read. */
export type UnreadFate =
  /** They are forwarded, as is everything after them. */
  | { readonly kind: 'forwarded'; readonly server: string }
  /** The proxy responds in place of the server, and closes the connection. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'closed' };

export interface CapturedExchange {
  readonly scheme: 'http' | 'https';
  /** The server to which the request was sent, such as `127.0.0.1:9000`; empty if it was sent to none. */
  readonly server: string;
  readonly request: PassedRequest;
  /** The response; `null` if no complete head arrived. */
  readonly response: PassedResponse | null;
  readonly times: PassedTimes;
  /** The reason that the exchange is not complete; `null` if the exchange is complete. */
  readonly problem: Problem | null;
  /** Set if two taps saw the request: as the client sent it, and as it arrived at the server. */
  readonly isSeenAtBothEnds?: boolean;
}
