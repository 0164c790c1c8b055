/** Defines input types for the parts of a request and the signing rules. */

/**
 * Headers in the order in which they are sent, as pairs, a fetch `Headers` object, a `Map`, or a plain object. In a
 * plain object, a name may have more than one value, and a header with the value `undefined` is omitted.
 */
export type HeadersInput =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The bytes of a body. A string is encoded as UTF-8. */
export type BodyInput = string | Uint8Array;

/** A time. A string is in UTC and written as `20130524T000000Z` or `2013-05-24T00:00:00Z`. */
export type DateInput = Date | string;

/**
 * Changes to the signing rules of the service, for servers that differ from AWS. The default rules depend on the name
 * of the service. The first choice of each rule is the S3 behavior.
 */
export interface SigningRules {
  /**
   * How the path is encoded in the canonical URI. With `once`, each byte of the key is encoded once (S3). With `twice`,
   * the already encoded path is encoded again (all other services).
   */
  readonly pathEncoding?: 'once' | 'twice';
  /** Whether `//`, `.`, and `..` in a path are kept (S3) or normalized (RFC 3986, section 6.2.2.3). */
  readonly pathSegments?: 'kept' | 'normalised';
  /** Whether normalization drops or keeps a `..` at the root. */
  readonly dotDotAtRoot?: 'dropped' | 'kept';
  /** Whether `x-amz-content-sha256`, which S3 requires, is added if the header is missing. */
  readonly contentSha256Header?: 'added' | 'not-added';
  /** Whether a `+` in a path is read as a space (S3) or literally. It matters only if `pathEncoding` is `once`. */
  readonly plusInPath?: 'space' | 'literal';
  /** Whether a `+` in a query is read literally or as a space, as in HTML forms. */
  readonly plusInQuery?: 'literal' | 'space';
  /** How parameters with the same name are ordered in the canonical query string. */
  readonly equalQueryNames?: 'sorted-by-value' | 'order-given';
  /** Whether the session token is signed or is added after signing. */
  readonly sessionToken?: 'signed' | 'appended';
  /** Whether the lines of a folded header value are joined by a space or by a comma. */
  readonly foldedLines?: 'joined-by-space' | 'joined-by-comma';
  /** Whether the values of a repeated header keep their order or are sorted. */
  readonly repeatedHeaders?: 'order-sent' | 'sorted';
  /** Whether runs of spaces inside quotation marks are also collapsed. */
  readonly quotedSpaces?: 'collapsed' | 'kept';
  /** Whether only spaces, or all white space, is trimmed and collapsed in a header value. */
  readonly headerWhiteSpace?: 'space' | 'all';
  /**
   * The value of a signed header that was not sent: either the value of the query parameter with the same name
   * (`from-query`) or an empty value (`empty`).
   */
  readonly unsentSignedHeader?: 'from-query' | 'empty';
  /** Whether a checksum in the query of a presigned URL is compared with the body. */
  readonly hoistedChecksum?: 'ignored' | 'compared';
}
