/**
 * Defines the words of a vendor in its signatures. Everything that signs, verifies, or reads a signature takes them from
 * here; the rules beside it say what the specification leaves open.
 */
export const AWS4 = {
  /** The beginning of the secret when a signing key is derived from it, for each kind of algorithm. */
  keyPrefix: { hmac: 'AWS4', ecdsa: 'AWS4A' },
  /** The last part of every scope, and the last message in the derivation of the signing key. */
  terminator: 'aws4_request',
  algorithmPrefix: 'AWS4-',
  algorithms: { hmacSha256: 'AWS4-HMAC-SHA256', ecdsaP256Sha256: 'AWS4-ECDSA-P256-SHA256' },
  /** The beginning of the names of the vendor's own headers, which must be signed. */
  headerPrefix: 'x-amz-',
  /** The headers of a signature, in lowercase. */
  headers: {
    date: 'x-amz-date',
    contentSha256: 'x-amz-content-sha256',
    securityToken: 'x-amz-security-token',
    regionSet: 'x-amz-region-set',
    decodedContentLength: 'x-amz-decoded-content-length',
    trailer: 'x-amz-trailer',
    checksumPrefix: 'x-amz-checksum-',
  },
  /** The query parameters of a presigned URL. */
  parameters: {
    algorithm: 'X-Amz-Algorithm',
    credential: 'X-Amz-Credential',
    date: 'X-Amz-Date',
    expires: 'X-Amz-Expires',
    signedHeaders: 'X-Amz-SignedHeaders',
    signature: 'X-Amz-Signature',
    securityToken: 'X-Amz-Security-Token',
    contentSha256: 'X-Amz-Content-Sha256',
    regionSet: 'X-Amz-Region-Set',
  },
  /** The fields of a form whose policy is signed. */
  fields: {
    algorithm: 'x-amz-algorithm',
    credential: 'x-amz-credential',
    date: 'x-amz-date',
    signature: 'x-amz-signature',
    securityToken: 'x-amz-security-token',
    regionSet: 'x-amz-region-set',
  },
} as const;

/** The query parameters of a presigned URL, in lowercase. They do not describe the object. */
export const SIGNATURE_PARAMETERS: ReadonlySet<string> = new Set(
  Object.values(AWS4.parameters).map((name) => name.toLowerCase()),
);
