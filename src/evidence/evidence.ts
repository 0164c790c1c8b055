/** What the two sides said of one failed request, out of whatever a person has of it. Nothing of it is proved yet. */
import type { InputSource } from '../bytes/input.ts';
import type { Octets } from '../bytes/octets.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';

/** What a person gives: a file, standard input, a paste. */
export interface Piece {
  readonly octets: Octets;
  readonly by: InputSource;
}

/** A text that one side made, its lines ended with LF, as far as it could be restored. */
export interface QuotedText {
  readonly octets: Octets;
  /** The piece that it stands in. */
  readonly by: InputSource;
  /** `bytes` where the server wrote it in numbers as well, which no log and no paste damages. */
  readonly readFrom: 'bytes' | 'text';
  /** Sentences on what was mended: "Its newlines had become spaces." */
  readonly repairs: readonly string[];
  /**
   * Of a canonical request: `proved` where its SHA-256 is the last line of the string to sign of the same side,
   * `refuted` where it is another and the text is whole; `unknown` where there is no such line to hold it against, where
   * the text is cut, and of every string to sign.
   */
  readonly standing: 'proved' | 'refuted' | 'unknown';
}

/** A canonical request, the string to sign of it, and the signature, as one side has them. */
export interface Strings {
  readonly canonicalRequest: QuotedText | null;
  readonly stringToSign: QuotedText | null;
  /** The signature that this side computed, as it wrote it. */
  readonly signature: Octets | null;
}

/** What the server answered. Only what it made itself: what it quotes of the request is `provided`. */
export interface ServerAnswer extends Strings {
  readonly by: InputSource;
  /** `page`: a page for people, in HTML. */
  readonly form: 'xml' | 'json' | 'text' | 'page' | 'headers';
  /** Of the response; `null` where its status line was not given. */
  readonly status: number | null;
  /** `SignatureDoesNotMatch`; `null` where it gives none. */
  readonly code: string | null;
  readonly message: string | null;
  /**
   * Everything else that it says, by the name that it gives it: `Region`, `ServerTime`, `HeadersNotSigned`. Texts, not
   * decoded further; of elements of one name the first.
   */
  readonly details: ReadonlyMap<string, string>;
  /** Of the response, names in lower case; of headers of one name the first. */
  readonly headers: ReadonlyMap<string, string>;
  /** `SignatureProvided`: the signature that it got. */
  readonly signatureProvided: Octets | null;
  /** `AWSAccessKeyId`: whose signature it took it for. */
  readonly accessKeyId: Octets | null;
}

/** All that could be read. */
export interface Evidence {
  /** The first answer that says that something is wrong. */
  readonly answer: ServerAnswer | null;
  /** What the client wrote into its log of what it signed. */
  readonly client: Strings | null;
  /** The request, as the client sent it or would. */
  readonly request: ClientRequest | null;
  /** Sentences for the person: what was passed over, what was read otherwise than it stands. */
  readonly remarks: readonly string[];
}
