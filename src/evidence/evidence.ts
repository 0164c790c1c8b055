/**
 * Defines the evidence about one failed request: everything that the client and the server reported. None of the
 * evidence has been proved yet.
 */
import type { InputSource } from '../bytes/input.ts';
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';

/** An input from the user, such as a file, standard input, or a paste. */
export interface Piece {
  readonly octets: Octets;
  readonly by: InputSource;
}

/** A canonical request or string to sign that one side reported, restored as far as possible. Lines end with LF. */
export interface QuotedText {
  readonly octets: Octets;
  readonly by: InputSource;
  /**
   * `bytes` if the text was read from the list of byte values that a server adds. Such a list survives logging and
   * pasting.
   */
  readonly readFrom: 'bytes' | 'text';
  /** The text beside the list of bytes, in which somebody replaced parts; missing if it is the same text. */
  readonly edited?: Octets;
  /** Sentences about repairs, such as "Its line endings had become spaces." */
  readonly repairs: readonly string[];
  /**
   * `proved` means that the SHA-256 of the canonical request is the last line of the same side's string to sign.
   * `refuted` means that the text is complete, but the last line of the string to sign is a different hash. `unknown`
   * means that this line is missing, that the text is cut off, or that the text is a string to sign.
   */
  readonly proof: 'proved' | 'refuted' | 'unknown';
  /** For a string to sign whose hash was hidden: it is one that fits, so that only the other lines can be compared. */
  readonly hash?: 'assumed';
}

/** The canonical request, the string to sign, and the signature that one side reported. */
export interface Strings {
  readonly canonicalRequest: QuotedText | null;
  readonly stringToSign: QuotedText | null;
  /** The signature that this side computed, exactly as written. */
  readonly signature: Octets | null;
}

/**
 * A server's error response. `signature` is the signature that the server computed, and `signatureProvided` is the
 * signature that it received.
 */
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

/** The time at which a presigned URL expired or becomes valid, and its distance from now, in milliseconds. */
export interface Lapse {
  readonly kind: 'expired' | 'not-yet-valid';
  /** In milliseconds since 1970. */
  readonly moment: number;
  readonly away: number;
}

/** The head of a request at both ends of what something in between may have changed. */
export interface Transit {
  readonly sent: RequestHead;
  readonly arrived: RequestHead;
}

/** Everything that could be read from the input. A part that was not found is `null`. */
export interface Evidence {
  /** The response that reports the error. */
  readonly answer: ServerAnswer | null;
  /** The texts that the client logged when it signed the request. */
  readonly client: Strings | null;
  /** The request in the form in which the client sent it or would have sent it. */
  readonly request: ClientRequest | null;
  /** Sentences about which of several responses was read. They belong near the top of a report. */
  readonly choices?: readonly string[];
  /** Sentences for the user about input that was skipped or was not read literally. */
  readonly remarks: readonly string[];
  /** The head that the client sent and the head that arrived; missing if they were not both seen. */
  readonly transit?: Transit;
  /** Missing if the request is valid now, if it has no limit, or if the time is not known. */
  readonly lapse?: Lapse;
  /**
   * The whole input. Code and prose around the texts that could be read may still describe the request. The input may
   * contain secrets, so no part of it is shown without the redactor.
   */
  readonly pieces: readonly Piece[];
  /** The pieces that are about a different request. Nothing else here comes from them. */
  readonly setAside?: readonly Piece[];
}

/** The evidence of empty input, to which parts that are known in another way are added. */
export const NO_EVIDENCE: Evidence = {
  answer: null,
  client: null,
  request: null,
  remarks: [],
  pieces: [],
};

/** Returns the pieces that are about the request. */
export const ownPieces = ({ pieces, setAside = [] }: Evidence): readonly Piece[] =>
  pieces.filter((piece) => !setAside.includes(piece));
