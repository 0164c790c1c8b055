/** Types of the input: the parts of a request, and the rules of signing. */

/**
 * Headers in the order in which they are sent: pairs, the `Headers` of fetch, a `Map`, or an object. In an object a name
 * may have several values, and `undefined` means no header.
 */
export type HeadersInput =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The bytes of a body; a string is sent as UTF-8. */
export type BodyInput = string | Uint8Array;

/** A time; as text in UTC, `20130524T000000Z` or `2013-05-24T00:00:00Z`. */
export type DateInput = Date | string;

/**
 * Changes to the rules of the service, for servers that differ from AWS. By default the rules follow from the name of the
 * service. The first choice of each rule is that of S3.
 */
export interface SigningRules {
  /** `once`: each byte of the key is encoded once (S3). `twice`: the path, already encoded, is encoded again (all others). */
  readonly pathEncoding?: 'once' | 'twice';
  /** Whether `//`, `.` and `..` in a path stay as they are (S3), or are normalized (RFC 3986, section 6.2.2.3). */
  readonly pathSegments?: 'kept' | 'normalised';
  /** What normalizing does with a `..` that has nothing before it. */
  readonly dotDotAtRoot?: 'dropped' | 'kept';
  /** Whether `x-amz-content-sha256` is added if it is missing. S3 requires it. */
  readonly contentSha256Header?: 'added' | 'not-added';
  /** Whether a + in a query is a plus sign, or a space as in HTML forms. */
  readonly plusInQuery?: 'literal' | 'space';
  /** How parameters of the same name are ordered in the canonical query string. */
  readonly equalQueryNames?: 'sorted-by-value' | 'order-given';
  /** Whether a session token is signed, or is added after signing. */
  readonly sessionToken?: 'signed' | 'appended';
  /** What joins the lines of a folded header value. */
  readonly foldedLines?: 'joined-by-space' | 'joined-by-comma';
  /** How the values of a header that is sent several times are ordered. */
  readonly repeatedHeaders?: 'order-sent' | 'sorted';
  /** Whether runs of spaces between quotation marks are collapsed too. */
  readonly quotedSpaces?: 'collapsed' | 'kept';
  /** Which white space is trimmed and collapsed in a header value: only spaces, or tabs and others too. */
  readonly headerWhiteSpace?: 'space' | 'all';
  /** The value of a signed header that was not sent: the query parameter of its name, or nothing. */
  readonly unsentSignedHeader?: 'from-query' | 'empty';
  /** Whether a checksum that is a query parameter of a presigned URL is compared with the body. */
  readonly hoistedChecksum?: 'ignored' | 'compared';
}
