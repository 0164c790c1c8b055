/** Defines a request that passed through a proxy, as the log of the proxy has it at both ends, and how such logs are read. */
import type { Octets } from '../../bytes/octets.ts';

export interface PassedRequest {
  /** The message as it came from the client. */
  readonly received: Octets;
  /** The message as it went on to the server. */
  readonly forwarded: Octets;
  /** The status of the server's response; `null` if the log does not have it. */
  readonly status: number | null;
}

/** The log of a program. */
export interface LogFormat {
  /** Matches its entries. Anything else in a text is not from it. */
  readonly entry: RegExp;
  /** Returns the requests that are in the entries at both ends. */
  readonly requestsIn: (entries: readonly RegExpExecArray[]) => PassedRequest[];
}

/** A request, or what a proxy made of it, as far as its lines in a log were read. */
export interface LoggedHead {
  line: string;
  fields: string[];
  status: number | null;
}

/** Returns a message without a body. */
export const messageOf = ({ line, fields }: Pick<LoggedHead, 'line' | 'fields'>): Octets =>
  `${[line, ...fields].join('\r\n')}\r\n\r\n` as Octets;

/** The signature of a message, in its Authorization or in the query of its target. */
const SIGNATURE = /^(?:Authorization:|[A-Z]+ )[^\n]*?\bSignature=([^&\s,]+)/im;

const signatureOf = (message: Octets): string | undefined => SIGNATURE.exec(message)?.[1];

/**
 * Returns whether two messages have the same signature, or none, as in a log that masks it: then they may be one request.
 * A proxy that signs again sends a request of its own.
 */
export const isSameRequest = (received: Octets, forwarded: Octets): boolean =>
  signatureOf(received) === signatureOf(forwarded);
