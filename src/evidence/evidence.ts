/** The evidence about one failed request: what the client and the server said about it. None of it is proved yet. */
import type { InputSource } from '../bytes/input.ts';
import type { Octets } from '../bytes/octets.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';

/** An input from the user: a file, standard input, or a paste. */
export interface Piece {
  readonly octets: Octets;
  readonly by: InputSource;
}

/** A text from one side, restored as far as possible; its lines end with LF. */
export interface QuotedText {
  readonly octets: Octets;
  /** The piece that contains it. */
  readonly by: InputSource;
  /** `bytes` if it was read from the numbers that a server writes for each byte, which survive logs and pastes. */
  readonly readFrom: 'bytes' | 'text';
  /** Sentences about repairs: "Its line ends had become spaces." */
  readonly repairs: readonly string[];
  /**
   * For a canonical request: `proved` if its SHA-256 is the last line of the same side's string to sign, `refuted` if
   * that line is a different hash and the text is complete. `unknown` if there is no such line or the text is cut off,
   * and for every string to sign.
   */
  readonly standing: 'proved' | 'refuted' | 'unknown';
}

/** The canonical request, the string to sign, and the signature of one side. */
export interface Strings {
  readonly canonicalRequest: QuotedText | null;
  readonly stringToSign: QuotedText | null;
  /** The signature that this side computed, as written. */
  readonly signature: Octets | null;
}

/**
 * The server's answer. `signature` is the one that the server computed; `signatureProvided` is the one that it
 * received.
 */
export interface ServerAnswer extends Strings {
  readonly by: InputSource;
  /** `page` is an HTML page. */
  readonly form: 'xml' | 'json' | 'text' | 'page' | 'headers';
  /** The status code of the response; `null` if the status line was not given. */
  readonly status: number | null;
  /** The error code, such as `SignatureDoesNotMatch`. */
  readonly code: string | null;
  readonly message: string | null;
  /**
   * The other elements of the answer by name: `Region`, `ServerTime`, `HeadersNotSigned`. If a name is repeated, the
   * first value counts.
   */
  readonly details: ReadonlyMap<string, string>;
  /** The headers of the response by lowercase name. If a name is repeated, the first value counts. */
  readonly headers: ReadonlyMap<string, string>;
  /** `SignatureProvided`: the signature that the server received. */
  readonly signatureProvided: Octets | null;
  /** `AWSAccessKeyId`: the access key ID that the server read from the request. */
  readonly accessKeyId: Octets | null;
}

/** Everything that could be read. */
export interface Evidence {
  /** The first answer that reports an error. */
  readonly answer: ServerAnswer | null;
  /** The client's log of its signature. */
  readonly client: Strings | null;
  /** The request as the client sent it, or would send it. */
  readonly request: ClientRequest | null;
  /** Sentences for the user about anything that was skipped, or read differently from how it is written. */
  readonly remarks: readonly string[];
}
