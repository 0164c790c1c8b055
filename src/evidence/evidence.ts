/** The evidence about one failed request: what the client and the server said about it. Nothing is proved yet. */
import type { InputSource } from '../bytes/input.ts';
import type { Octets } from '../bytes/octets.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';

/** An input of the user: a file, standard input, or a paste. */
export interface Piece {
  readonly octets: Octets;
  readonly by: InputSource;
}

/** A text that one side made, restored as far as possible; its lines end with LF. */
export interface QuotedText {
  readonly octets: Octets;
  /** The piece that contains it. */
  readonly by: InputSource;
  /** `bytes` if it was read from the numbers that a server writes for each byte, which survive logs and pastes. */
  readonly readFrom: 'bytes' | 'text';
  /** Sentences about what was repaired: "Its newlines had become spaces." */
  readonly repairs: readonly string[];
  /**
   * For a canonical request: `proved` if its SHA-256 is the last line of the same side's string to sign, `refuted` if
   * that line is another hash and the text is complete. `unknown` if there is no such line, if the text is cut, and for
   * every string to sign.
   */
  readonly standing: 'proved' | 'refuted' | 'unknown';
}

/** The canonical request, the string to sign, and the signature of one side. */
export interface Strings {
  readonly canonicalRequest: QuotedText | null;
  readonly stringToSign: QuotedText | null;
  /** The signature that this side computed, as this side wrote it. */
  readonly signature: Octets | null;
}

/** The server's answer. `signature` is the one that the server computed; the one that it received is `signatureProvided`. */
export interface ServerAnswer extends Strings {
  readonly by: InputSource;
  /** `page`: a page for people, in HTML. */
  readonly form: 'xml' | 'json' | 'text' | 'page' | 'headers';
  /** The status code of the response; `null` if the status line was not given. */
  readonly status: number | null;
  /** The error code, such as `SignatureDoesNotMatch`. */
  readonly code: string | null;
  readonly message: string | null;
  /**
   * The other elements of the answer by their names: `Region`, `ServerTime`, `HeadersNotSigned`. For repeated names, the
   * first value.
   */
  readonly details: ReadonlyMap<string, string>;
  /** The headers of the response. Names are in lower case; for repeated names, the first value. */
  readonly headers: ReadonlyMap<string, string>;
  /** `SignatureProvided`: the signature that the server received. */
  readonly signatureProvided: Octets | null;
  /** `AWSAccessKeyId`: the access key ID that the server read from the request. */
  readonly accessKeyId: Octets | null;
}

/** Everything that could be read. */
export interface Evidence {
  /** The first answer that says that something is wrong. */
  readonly answer: ServerAnswer | null;
  /** What the client logged about its signature. */
  readonly client: Strings | null;
  /** The request as the client sent it, or would send it. */
  readonly request: ClientRequest | null;
  /** Sentences for the user: what was skipped, and what was read differently from how it is written. */
  readonly remarks: readonly string[];
}
