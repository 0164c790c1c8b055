/**
 * The evidence about one failed request, which is what the client and the server reported. None of it is proved yet.
 */
import type { InputSource } from '../bytes/input.ts';
import type { Octets } from '../bytes/octets.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import type { Mention } from './mentions/mention.ts';

/** An input from the user, such as a file, standard input, or a paste. */
export interface Piece {
  readonly octets: Octets;
  readonly by: InputSource;
}

/** A canonical request or string to sign that one side reported, restored as far as possible. Lines end with LF. */
export interface QuotedText {
  readonly octets: Octets;
  readonly by: InputSource;
  /** `bytes` if it was read from the list of byte values that a server adds, which survives logging and pasting. */
  readonly readFrom: 'bytes' | 'text';
  /** Sentences about repairs, such as "Its line ends had become spaces." */
  readonly repairs: readonly string[];
  /**
   * `proved`: the SHA-256 of the canonical request is the last line of the same side's string to sign. `refuted`: the
   * text is complete, but that line is a different hash. `unknown`: there is no such line, the text is cut off, or the
   * text is a string to sign.
   */
  readonly standing: 'proved' | 'refuted' | 'unknown';
}

/** The canonical request, the string to sign, and the signature that one side reported. */
export interface Strings {
  readonly canonicalRequest: QuotedText | null;
  readonly stringToSign: QuotedText | null;
  /** The signature that this side computed, exactly as written. */
  readonly signature: Octets | null;
}

/** A server's error response. `signature` is what the server computed; `signatureProvided` is what it received. */
export interface ServerAnswer extends Strings {
  readonly by: InputSource;
  /** The format of the response; `page` means an HTML page. */
  readonly form: 'xml' | 'json' | 'text' | 'page' | 'headers';
  /** The status code of the response; `null` if the input does not contain it. */
  readonly status: number | null;
  /** The error code, such as `SignatureDoesNotMatch`. */
  readonly code: string | null;
  readonly message: string | null;
  /**
   * The other elements by name, such as `Region`, `ServerTime`, or `HeadersNotSigned`. If a name is repeated, the first
   * value is kept.
   */
  readonly details: ReadonlyMap<string, string>;
  /** The response headers by lowercase name. If a name is repeated, the first value is kept. */
  readonly headers: ReadonlyMap<string, string>;
  /** The signature that the server received (`SignatureProvided`). */
  readonly signatureProvided: Octets | null;
  /** The access key ID that the server read from the request (`AWSAccessKeyId`). */
  readonly accessKeyId: Octets | null;
}

/** Everything that could be read; `null` for what was not found. */
export interface Evidence {
  /** The first response that reports an error. */
  readonly answer: ServerAnswer | null;
  /** What the client logged when it signed the request. */
  readonly client: Strings | null;
  /** The request as the client sent it or would send it. */
  readonly request: ClientRequest | null;
  /** What else is said of the request, in pieces: header lines, URLs, lists, and the options in a program. */
  readonly mentions: readonly Mention[];
  /** Sentences for the user about input that was skipped or was not read literally. */
  readonly remarks: readonly string[];
  /**
   * The whole input. Code and prose beside the texts that could be read still say what the request looked like. It may
   * contain secrets, so nothing of it is shown without the redactor.
   */
  readonly pieces: readonly Piece[];
}
