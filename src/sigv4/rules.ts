/** What the specification leaves to the service or the signer, as named choices. */

export interface Rules extends Readonly<Record<string, string>> {
  /**
   * How the path becomes the canonical URI. `once`: the wire path is decoded and encoded once more, so that each
   * byte of the key is encoded exactly once (S3). `twice`: the wire path, already encoded, is encoded again (all
   * other services).
   */
  readonly pathEncoding: 'once' | 'twice';
  /** `kept`: `//`, `.` and `..` stand as they are, since they may be part of a key (S3). `normalised`: RFC 3986. */
  readonly pathSegments: 'kept' | 'normalised';
  /** Whether `x-amz-content-sha256` is added to the request where it is not there. S3 requires it. */
  readonly contentSha256Header: 'added' | 'not-added';
  /** Whether the payload is covered by the signature, or `UNSIGNED-PAYLOAD` stands in the place of its hash. */
  readonly payload: 'hashed' | 'unsigned';
  /** Whether a + in a query is itself (what S3's signers do) or a space, as in HTML forms. */
  readonly plusInQuery: 'literal' | 'space';
  /** Whether a session token is a signed header, or is appended after signing. */
  readonly sessionToken: 'signed' | 'appended';
}

/** S3: the key is encoded once and never normalised, and the hash of the payload is a header. */
export const S3_RULES: Rules = {
  pathEncoding: 'once',
  pathSegments: 'kept',
  contentSha256Header: 'added',
  payload: 'hashed',
  plusInQuery: 'literal',
  sessionToken: 'signed',
};

/** Every other service (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
export const GENERAL_RULES: Rules = {
  ...S3_RULES,
  pathEncoding: 'twice',
  pathSegments: 'normalised',
  contentSha256Header: 'not-added',
};

/** The rules of a service, by the name that stands in its credential scope. */
export function rulesOf(service: string): Rules {
  return service === 's3' ? S3_RULES : GENERAL_RULES;
}
