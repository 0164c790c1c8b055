/** Types of the input: the parts of a request, and the rules of signing. */

/**
 * Headers in the order in which they are sent: pairs, the `Headers` of fetch, a `Map`, or an object. In an object, a
 * name may have several values, and `undefined` means no header.
 */
export type HeadersInput =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The bytes of a body; a string is sent as UTF-8. */
export type BodyInput = string | Uint8Array;

/** A time; a string is in UTC, `20130524T000000Z` or `2013-05-24T00:00:00Z`. */
export type DateInput = Date | string;

/**
 * Changes to the rules of the service, for servers that differ from AWS. The default rules depend on the name of the
 * service. The first choice of each rule is S3's.
 */
export interface SigningRules {
  /** `once`: each byte of the key is encoded once (S3). `twice`: the path, already encoded, is encoded again (all others). */
  readonly pathEncoding?: 'once' | 'twice';
  /** Whether `//`, `.`, and `..` in a path stay (S3), or are normalized (RFC 3986, section 6.2.2.3). */
  readonly pathSegments?: 'kept' | 'normalised';
  /** What normalization does with a `..` at the root. */
  readonly dotDotAtRoot?: 'dropped' | 'kept';
  /** Whether `x-amz-content-sha256` is added if it is missing. S3 requires it. */
  readonly contentSha256Header?: 'added' | 'not-added';
  /** Whether a + in a query is a plus sign, or a space as in HTML forms. */
  readonly plusInQuery?: 'literal' | 'space';
  /** The order of parameters with the same name in the canonical query string. */
  readonly equalQueryNames?: 'sorted-by-value' | 'order-given';
  /** Whether a session token is signed, or is added after signing. */
  readonly sessionToken?: 'signed' | 'appended';
  /** What joins the lines of a folded header value. */
  readonly foldedLines?: 'joined-by-space' | 'joined-by-comma';
  /** The order of the values of a repeated header. */
  readonly repeatedHeaders?: 'order-sent' | 'sorted';
  /** Whether runs of spaces between quotation marks are collapsed too. */
  readonly quotedSpaces?: 'collapsed' | 'kept';
  /** Which white space is trimmed and collapsed in a header value: only spaces, or also tabs and others. */
  readonly headerWhiteSpace?: 'space' | 'all';
  /** The value of a signed header that was not sent: the query parameter with its name, or nothing. */
  readonly unsentSignedHeader?: 'from-query' | 'empty';
  /** Whether a checksum in the query of a presigned URL is compared with the body. */
  readonly hoistedChecksum?: 'ignored' | 'compared';
}
