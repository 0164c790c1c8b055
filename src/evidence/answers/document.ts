/**
 * Defines an error in the form in which a server described it, in any format. All readers of server responses return
 * this type.
 */
import type { Octets } from '../../bytes/octets.ts';

export interface ErrorDocument {
  readonly form: 'xml' | 'json' | 'text' | 'page';
  /** The offset of the document in the piece. */
  readonly start: number;
  readonly end: number;
  /**
   * The elements by their S3 names (`Code`, `Message`, `StringToSign`), even if the document uses other names. Values
   * are unescaped. If a name is repeated, the first value is kept.
   */
  readonly elements: ReadonlyMap<string, Octets>;
  /** The status code of the response; `null` if the text does not contain it. */
  readonly status: number | null;
  /** Sentences about repairs to the whole document. */
  readonly repairs: readonly string[];
}

/**
 * The elements of an S3 error that are interpreted
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
export const CODE = 'Code';
export const MESSAGE = 'Message';
export const STRING_TO_SIGN = 'StringToSign';
export const STRING_TO_SIGN_BYTES = 'StringToSignBytes';
export const CANONICAL_REQUEST = 'CanonicalRequest';
export const CANONICAL_REQUEST_BYTES = 'CanonicalRequestBytes';
export const SIGNATURE_PROVIDED = 'SignatureProvided';
export const ACCESS_KEY_ID = 'AWSAccessKeyId';

/** Element names that occur only in errors about signatures. They identify a fragment of such an error. */
export const OF_SIGNATURES: readonly string[] = [
  STRING_TO_SIGN,
  STRING_TO_SIGN_BYTES,
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_BYTES,
  SIGNATURE_PROVIDED,
  ACCESS_KEY_ID,
];

/**
 * The pattern of the codes that are about authentication
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
export const CODES =
  'SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature(?:Exception)?|MissingAuthenticationToken(?:Exception)?|RequestTimeTooSkewed|RequestExpired|AuthorizationHeaderMalformed|AuthorizationQueryParametersError|InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|XAmzContentSHA256Mismatch|ExpiredToken(?:Exception)?|InvalidToken(?:Id)?|PermanentRedirect|TemporaryRedirect';
