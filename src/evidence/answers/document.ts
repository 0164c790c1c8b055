/** An error as a server described it, in any form: the result of all readers of answers. */
import type { Octets } from '../../bytes/octets.ts';

export interface ErrorDocument {
  readonly form: 'xml' | 'json' | 'text' | 'page';
  /** Its place in the piece. */
  readonly start: number;
  readonly end: number;
  /**
   * Its elements by S3's names (`Code`, `Message`, `StringToSign`), even if the form names them differently. Values are
   * decoded from the syntax of the document; for repeated names, the first value.
   */
  readonly elements: ReadonlyMap<string, Octets>;
  /** The status code of the response, if the text itself contains it. */
  readonly status: number | null;
  /** Sentences about repairs of the whole document. */
  readonly repairs: readonly string[];
}

/** Elements of S3's answer (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html) that are interpreted. */
export const CODE = 'Code';
export const MESSAGE = 'Message';
export const STRING_TO_SIGN = 'StringToSign';
export const STRING_TO_SIGN_BYTES = 'StringToSignBytes';
export const CANONICAL_REQUEST = 'CanonicalRequest';
export const CANONICAL_REQUEST_BYTES = 'CanonicalRequestBytes';
export const SIGNATURE_PROVIDED = 'SignatureProvided';
export const ACCESS_KEY_ID = 'AWSAccessKeyId';

/** Names that no other document has, by which a fragment of an answer is recognized. */
export const OF_SIGNATURES: readonly string[] = [
  STRING_TO_SIGN,
  STRING_TO_SIGN_BYTES,
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_BYTES,
  SIGNATURE_PROVIDED,
  ACCESS_KEY_ID,
];
