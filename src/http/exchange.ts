/** One request and its answer, everything recorded. A failed exchange has the same shape as one that went well. */
import type { Problem } from '../bytes/problem.ts';
import { NOTHING_RECORDED, type Recorded } from './body/recorded.ts';
import type { Heads } from './read-heads.ts';
import type { ReadResponse } from './read-response.ts';

/** What went one way. */
export interface WireRecord extends Recorded {
  /** The kept bytes as they came: how many, and when, in milliseconds from the start of the exchange. */
  readonly pieces: readonly { readonly milliseconds: number; readonly length: number }[];
}

/** A server's certificate (RFC 5280), in words. */
export interface CertificateFacts {
  /** `CN=example.com, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** As the certificate has them: `May 24 00:00:00 2013 GMT`. */
  readonly validFrom: string;
  readonly validTo: string;
  /** The SHA-256 of the certificate, pairs of hexadecimal digits with colons between them. */
  readonly fingerprint256: string;
  /** The names it is for: `DNS:example.com`, `IP Address:127.0.0.1`. */
  readonly alternativeNames: readonly string[];
}

/** Whether a certificate that cannot be verified ends the exchange. */
export type Verification = 'required' | 'skipped';

/** What TLS agreed on. */
export interface TlsFacts {
  /** `TLSv1.3`. */
  readonly protocol: string | null;
  /** The name that IANA gives the cipher suite: `TLS_AES_128_GCM_SHA256`. */
  readonly cipher: string | null;
  readonly certificate: CertificateFacts | null;
  readonly verification: Verification;
  /** Whether verification was required and the certificate passed it. */
  readonly isVerified: boolean;
  /** Why the certificate does not pass, in words that go on with "it ..."; also where nobody asked. */
  readonly refusal: string | null;
}

/** Milliseconds from the start; `null` for what did not happen. */
export interface ExchangeTimes {
  readonly connected: number | null;
  /** TLS was agreed on. */
  readonly secured: number | null;
  /** The last byte of the request was handed to the system. */
  readonly sent: number | null;
  readonly firstByte: number | null;
  readonly finished: number;
}

export interface Exchange {
  /** The numeric address and port at the other end. */
  readonly peer: { readonly host: string; readonly port: number };
  /** `null` on a plain connection, and where the other side got no further than the handshake. */
  readonly tls: TlsFacts | null;
  readonly sent: WireRecord;
  readonly received: WireRecord;
  readonly times: ExchangeTimes;
  /** As much of the answer as was read. */
  readonly response: ReadResponse | null;
  readonly problem: Problem | null;
}

/** As much of an exchange as is known when the body of its answer begins to come. */
export interface BegunExchange extends Pick<Exchange, 'tls'> {
  readonly response: Heads;
  readonly problem: null;
}

/** What of an exchange, begun or over, says where its answer leads. */
export interface AnsweredExchange extends Pick<Exchange, 'tls' | 'problem'> {
  readonly response: Pick<ReadResponse, 'head'> | null;
}

/** An exchange that could not begin. */
export function failedExchange(peer: Exchange['peer'], problem: Problem): Exchange {
  const nothing: WireRecord = { ...NOTHING_RECORDED, pieces: [] };
  return {
    peer,
    tls: null,
    sent: nothing,
    received: nothing,
    times: { connected: null, secured: null, sent: null, firstByte: null, finished: 0 },
    response: null,
    problem,
  };
}
