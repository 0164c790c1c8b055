/** Defines what names look like that every vendor of a signature like Version 4 has in its own way. */

/** Matches the name of an algorithm, such as `AWS4-HMAC-SHA256` or `GOOG4-RSA-SHA256`. */
export const ALGORITHM = '[A-Z][A-Z0-9]{1,7}-(?:HMAC|ECDSA|RSA)[A-Z0-9-]{1,40}';

/** Matches the beginning of the names of parameters, such as `X-Amz-` or `x-oss-`, in any case. */
export const PARAMETER = '[xX]-[A-Za-z]{2,5}-';

/** Matches the value of an Authorization header, which contains commas, spaces, and equals signs. */
export const AUTHORIZATION = String.raw`${ALGORITHM} +Credential=[^\t-\r ,"'\\]{1,400},? *(?:AdditionalHeaders|SignedHeaders)=[^\t-\r ,"'\\]{0,4000},? *Signature=(?:<[^>\n]{1,40}>|[^\t-\r ,"'\\)}\]]{1,400})`;

/**
 * Matches a mask by its shape: one character again and again, an ellipsis, or a description in brackets. An address in
 * brackets has a colon, and so has JSON in braces. The dashes at the beginning of a boundary have a word after them.
 */
export const MASK =
  /\*{3,}|x{4,}|X{4,}|\.{4,}|#{4,}|-{4,}(?!\w)|\xe2\x80\xa6|<[^<>]{1,40}>|\{[^{}:]{1,40}\}|\[[^[\]:]{1,40}\]|REDACTED/;

/** Returns whether a part of a text is masked. */
export const isMasked = (text: string): boolean => MASK.test(text);
