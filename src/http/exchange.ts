/**
 * Defines an exchange: one request and its response, fully recorded. A failed exchange has the same shape as a
 * successful one.
 */
import type { Problem } from '../bytes/problem.ts';
import { NOTHING_RECORDED, type Recorded } from './body/recorded.ts';
import type { Heads } from './read-heads.ts';
import type { ReadResponse } from './read-response.ts';

export interface WireRecord extends Recorded {
  /**
   * The pieces in which the kept bytes were sent or received, with times in milliseconds from the start of the
   * exchange.
   */
  readonly pieces: readonly { readonly milliseconds: number; readonly length: number }[];
}

/** The parts of a server's certificate (RFC 5280), as text. */
export interface CertificateFacts {
  /** The name of the owner, such as `CN=example.com, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** The start of the validity period in the format of Node.js, such as `May 24 00:00:00 2013 GMT`. */
  readonly validFrom: string;
  readonly validTo: string;
  /** The SHA-256 of the certificate, as pairs of hexadecimal digits separated by colons. */
  readonly fingerprint256: string;
  /** The names for which the certificate is valid, such as `DNS:example.com` or `IP Address:127.0.0.1`. */
  readonly alternativeNames: readonly string[];
}

/** Whether a certificate that fails verification ends the exchange. */
export type Verification = 'required' | 'skipped';

/** The result of the TLS handshake. */
export interface TlsFacts {
  /** The version of TLS, such as `TLSv1.3`; `null` if it is unknown. */
  readonly protocol: string | null;
  /** IANA's name for the cipher suite, such as `TLS_AES_128_GCM_SHA256`; `null` if it is unknown. */
  readonly cipher: string | null;
  readonly certificate: CertificateFacts | null;
  readonly verification: Verification;
  /** Whether verification was required and the certificate passed. */
  readonly isVerified: boolean;
  /**
   * The reason that the certificate is not valid, in words that follow "it" in a sentence; `null` if the certificate is
   * valid. The reason is known even if verification is skipped.
   */
  readonly refusal: string | null;
}

/** Times in milliseconds from the start of the exchange; `null` for anything that did not happen. */
export interface ExchangeTimes {
  readonly connected: number | null;
  /** The time when the TLS handshake ended. */
  readonly secured: number | null;
  /** The time when the operating system accepted the last byte of the request. */
  readonly sent: number | null;
  readonly firstByte: number | null;
  readonly finished: number;
}

/** The other side of the connection: its numeric address and its port, and whether it is a proxy on the way to the server. */
export interface Peer {
  readonly host: string;
  readonly port: number;
  readonly role: 'server' | 'proxy';
}

export interface Exchange {
  readonly peer: Peer;
  /** The result of the TLS handshake; `null` if the connection is not encrypted or the handshake failed. */
  readonly tls: TlsFacts | null;
  readonly sent: WireRecord;
  readonly received: WireRecord;
  readonly times: ExchangeTimes;
  /** The part of the response that was read; `null` if no complete head was read. */
  readonly response: ReadResponse | null;
  readonly problem: Problem | null;
}

/** The part of an exchange that is known when the body of its response begins. */
export interface BegunExchange extends Pick<Exchange, 'tls'> {
  readonly response: Heads;
  readonly problem: null;
}

/** The part of an exchange that contains its response. This part is known whether or not the exchange has finished. */
export interface AnsweredExchange extends Pick<Exchange, 'tls' | 'problem'> {
  readonly response: Pick<ReadResponse, 'head'> | null;
}

/** Returns the record of an exchange that could not begin. */
export function failedExchange(
  { host, port }: Omit<Peer, 'role'>,
  problem: Problem,
  role: Peer['role'] = 'server',
): Exchange {
  const nothing: WireRecord = { ...NOTHING_RECORDED, pieces: [] };
  return {
    peer: { host, port, role },
    tls: null,
    sent: nothing,
    received: nothing,
    times: { connected: null, secured: null, sent: null, firstByte: null, finished: 0 },
    response: null,
    problem,
  };
}
