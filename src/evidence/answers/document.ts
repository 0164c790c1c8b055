/** An error as a server described it, in any form. All readers of answers return it. */
import type { Octets } from '../../bytes/octets.ts';

export interface ErrorDocument {
  readonly form: 'xml' | 'json' | 'text' | 'page';
  /** The offset in the piece. */
  readonly start: number;
  readonly end: number;
  /**
   * Its elements by S3's names (`Code`, `Message`, `StringToSign`), even if the form uses other names. Values are decoded
   * from the syntax of the document; if a name is repeated, the first value counts.
   */
  readonly elements: ReadonlyMap<string, Octets>;
  /** The status code of the response, if the text contains it. */
  readonly status: number | null;
  /** Sentences about repairs to the whole document. */
  readonly repairs: readonly string[];
}

/**
 * Elements of S3's answer that are interpreted (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
export const CODE = 'Code';
export const MESSAGE = 'Message';
export const STRING_TO_SIGN = 'StringToSign';
export const STRING_TO_SIGN_BYTES = 'StringToSignBytes';
export const CANONICAL_REQUEST = 'CanonicalRequest';
export const CANONICAL_REQUEST_BYTES = 'CanonicalRequestBytes';
export const SIGNATURE_PROVIDED = 'SignatureProvided';
export const ACCESS_KEY_ID = 'AWSAccessKeyId';

/** Names that occur in no other document and identify a fragment of an answer. */
export const OF_SIGNATURES: readonly string[] = [
  STRING_TO_SIGN,
  STRING_TO_SIGN_BYTES,
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_BYTES,
  SIGNATURE_PROVIDED,
  ACCESS_KEY_ID,
];
