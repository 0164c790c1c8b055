/** An error that a server has described, in whatever form: what all the readers of answers give. */
import type { Octets } from '../../bytes/octets.ts';

export interface ErrorDocument {
  readonly form: 'xml' | 'json' | 'text' | 'page';
  /** Where it stands in the piece. */
  readonly start: number;
  readonly end: number;
  /**
   * What it says, by the names that S3 gives it (`Code`, `Message`, `StringToSign`), whatever the form calls it. Of
   * several of one name the first. Values as they stand in the document, decoded of its own syntax.
   */
  readonly elements: ReadonlyMap<string, Octets>;
  /** Where the text said it itself: the response's status. */
  readonly status: number | null;
  /** What had been done to the whole of it. */
  readonly repairs: readonly string[];
}

/** Names in S3's answer (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html) that are read for what they say. */
export const CODE = 'Code';
export const MESSAGE = 'Message';
export const STRING_TO_SIGN = 'StringToSign';
export const STRING_TO_SIGN_BYTES = 'StringToSignBytes';
export const CANONICAL_REQUEST = 'CanonicalRequest';
export const CANONICAL_REQUEST_BYTES = 'CanonicalRequestBytes';
export const SIGNATURE_PROVIDED = 'SignatureProvided';
export const ACCESS_KEY_ID = 'AWSAccessKeyId';

/** Names that no other document has: by them a piece of an answer is told. */
export const OF_SIGNATURES: readonly string[] = [
  STRING_TO_SIGN,
  STRING_TO_SIGN_BYTES,
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_BYTES,
  SIGNATURE_PROVIDED,
  ACCESS_KEY_ID,
];
