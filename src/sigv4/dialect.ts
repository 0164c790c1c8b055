/**
 * Defines the words of a vendor in its signatures. Everything that signs, verifies, or reads a signature takes them from
 * here; the rules beside it say what the specification leaves open.
 */

export interface Dialect {
  /** The beginning of the secret when a signing key is derived from it, for each kind of algorithm. */
  readonly keyPrefix: { readonly hmac: string; readonly ecdsa: string };
  /** The last part of every scope, and the last message in the derivation of the signing key. */
  readonly terminator: string;
  /** The names of the algorithms, which all begin with `algorithmPrefix`. */
  readonly algorithmPrefix: string;
  readonly algorithms: { readonly hmacSha256: string; readonly ecdsaP256Sha256: string };
  /** The beginning of the names of the vendor's own headers, which must be signed. */
  readonly headerPrefix: string;
  /** The headers of a signature, in lowercase. */
  readonly headers: Readonly<Record<HeaderRole, string>>;
  /** The beginning of the names of the vendor's own query parameters. */
  readonly parameterPrefix: string;
  /** The query parameters of a presigned URL. */
  readonly parameters: Readonly<Record<ParameterRole, string>>;
  /** The fields of a form whose policy is signed. */
  readonly fields: Readonly<Record<FieldRole, string>>;
}

type HeaderRole =
  | 'date'
  | 'contentSha256'
  | 'securityToken'
  | 'regionSet'
  | 'decodedContentLength'
  | 'trailer'
  | 'checksumPrefix';

type FieldRole = 'algorithm' | 'credential' | 'date' | 'signature' | 'securityToken' | 'regionSet';

type ParameterRole = FieldRole | 'expires' | 'signedHeaders' | 'contentSha256';

export const AWS4 = {
  keyPrefix: { hmac: 'AWS4', ecdsa: 'AWS4A' },
  terminator: 'aws4_request',
  algorithmPrefix: 'AWS4-',
  algorithms: { hmacSha256: 'AWS4-HMAC-SHA256', ecdsaP256Sha256: 'AWS4-ECDSA-P256-SHA256' },
  headerPrefix: 'x-amz-',
  headers: {
    date: 'x-amz-date',
    contentSha256: 'x-amz-content-sha256',
    securityToken: 'x-amz-security-token',
    regionSet: 'x-amz-region-set',
    decodedContentLength: 'x-amz-decoded-content-length',
    trailer: 'x-amz-trailer',
    checksumPrefix: 'x-amz-checksum-',
  },
  parameterPrefix: 'X-Amz-',
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
  fields: {
    algorithm: 'x-amz-algorithm',
    credential: 'x-amz-credential',
    date: 'x-amz-date',
    signature: 'x-amz-signature',
    securityToken: 'x-amz-security-token',
    regionSet: 'x-amz-region-set',
  },
} as const satisfies Dialect;
