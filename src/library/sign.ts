/** Signs requests on behalf of other programs. */
import { asText, hexFromOctets, type Octets } from '../bytes/octets.ts';
import { isProblem as isOwnProblem } from '../bytes/problem.ts';
import type { HeaderField } from '../http/message.ts';
import type { SignedRequest as OwnSignedRequest } from '../sigv4/schemes/header.ts';
import { signRequest } from '../sigv4/sign.ts';
import { PRIVATE_KEY } from '../sigv4/stages/asymmetric-key.ts';
import { AUTHORIZATION } from '../sigv4/stages/authorization.ts';
import {
  CANONICAL_HEADERS,
  CANONICAL_QUERY_STRING,
  CANONICAL_URI,
  HASHED_PAYLOAD,
} from '../sigv4/stages/canonical-request/canonical-request.ts';
import { PRESIGNED_URL } from '../sigv4/stages/presigned-url.ts';
import { SIGNING_KEY } from '../sigv4/stages/signing-key.ts';
import { recordingOnly, type ValueDefinition } from '../trace/trace.ts';
import type { Problem } from './problem.ts';
import { publicProblem } from './reading/request-input.ts';
import { readSignInput } from './reading/sign-input.ts';
import type { BodyInput, DateInput, HeadersInput, SigningRules } from './request-types.ts';

export { isProblem, type Problem } from './problem.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The session token of temporary credentials. */
  readonly sessionToken?: string | undefined;
}

/** A request, and how to sign it. */
export interface SignInput {
  /** The HTTP method; the default is `GET`. */
  readonly method?: string;
  /** The URL in the form `https://HOST/PATH?QUERY`, percent-encoded as it will be sent. The URL is not rewritten. */
  readonly url: string;
  /** The headers to send. If Host is missing, its value is taken from the URL. */
  readonly headers?: HeadersInput;
  /** The request body; the default is no body. */
  readonly body?: BodyInput;
  /**
   * The SHA-256 of the body as 64 lowercase hexadecimal digits, or `UNSIGNED-PAYLOAD`. Give this member instead of
   * `body`.
   */
  readonly payloadHash?: string;
  readonly credentials: Credentials;
  /** A Region such as `us-east-1` or, for `AWS4-ECDSA-P256-SHA256`, a Region set such as `us-east-1,eu-*`. */
  readonly region: string;
  /** The service in the credential scope, which also determines the signing rules; the default is `s3`. */
  readonly service?: string;
  /** The time of signing; the default is the current time. */
  readonly date?: DateInput;
  /** `header`, the default, signs with an Authorization header. `query` creates a presigned URL. */
  readonly form?: 'header' | 'query';
  /** The lifetime of a presigned URL in seconds, from 1 to 604800; the default is 900. */
  readonly expires?: number;
  /**
   * The names of the headers to sign. By default, every header is signed except those that a proxy may change or
   * remove, such as Connection.
   */
  readonly signedHeaders?: readonly string[];
  /** The signing algorithm; the default is `AWS4-HMAC-SHA256`. */
  readonly algorithm?: 'AWS4-HMAC-SHA256' | 'AWS4-ECDSA-P256-SHA256';
  readonly rules?: SigningRules;
  /** Secret values to include in the result; by default, none. */
  readonly include?: readonly 'signingKey'[];
}

/** A signed request and the intermediate values of its signature. */
export interface SignedRequest {
  readonly method: string;
  /** The presigned URL, or the given URL if the signature is in the Authorization header. */
  readonly url: string;
  /**
   * All headers to send, in order, as pairs that `fetch` accepts. Anyone who uses a presigned URL must also send these
   * headers.
   */
  readonly headers: [name: string, value: string][];
  /** The value of the Authorization header; `null` for a presigned URL. */
  readonly authorization: string | null;
  readonly algorithm: string;
  /** The time of signing in UTC, in the format YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: string;
  /** The credential scope, such as `20130524/us-east-1/s3/aws4_request`. */
  readonly credentialScope: string;
  readonly canonicalUri: string;
  readonly canonicalQueryString: string;
  /** The canonical headers, one per line. Each line ends with a newline. */
  readonly canonicalHeaders: string;
  /** The names of the signed headers, such as `host;range;x-amz-date`. */
  readonly signedHeaders: string;
  /**
   * The last line of the canonical request. The value is a SHA-256 in hexadecimal, or a keyword such as
   * `UNSIGNED-PAYLOAD`.
   */
  readonly hashedPayload: string;
  readonly canonicalRequest: string;
  readonly hashedCanonicalRequest: string;
  readonly stringToSign: string;
  /** The signature in lowercase hexadecimal. */
  readonly signature: string;
  /**
   * The signing key, or the private key for `AWS4-ECDSA-P256-SHA256`, in lowercase hexadecimal. The value is `null`
   * unless `include` names the key, because anyone who has the key can sign any request in this scope.
   */
  readonly signingKey: string | null;
}

/**
 * Signs a request without sending it. Adds only the headers or parameters that the form requires, such as Host,
 * X-Amz-Date, the session token, and x-amz-content-sha256 if the service requires it. Strings in the result are decoded
 * as UTF-8; a value that is not UTF-8 has one character per byte. A returned problem names the invalid member of the
 * input. See https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and, for presigned URLs,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html.
 */
export function sign(input: SignInput): SignedRequest | Problem {
  const order = readSignInput(input);
  if (isOwnProblem(order)) return publicProblem(order);
  const { record, kept } = recordingOnly(KEPT.map(({ id }) => id));
  const signed = signRequest(order.signing, record);
  if (isOwnProblem(signed)) return publicProblem(signed, MEMBER_AT_FAULT[signed.code] ?? null);
  return signedRequest(signed, { kept, url: input.url, includesSigningKey: order.includesSigningKey });
}

const KEPT: readonly ValueDefinition[] = [
  CANONICAL_URI,
  CANONICAL_QUERY_STRING,
  CANONICAL_HEADERS,
  HASHED_PAYLOAD,
  AUTHORIZATION,
  PRESIGNED_URL,
  SIGNING_KEY,
  PRIVATE_KEY,
];

/** Maps the code of a problem from the signer to the input member that the problem is about. */
const MEMBER_AT_FAULT: Readonly<Record<string, string>> = {
  'signed-header': 'signedHeaders',
  authorization: 'headers',
  timestamp: 'headers',
};

interface Signing {
  readonly kept: ReadonlyMap<string, Octets>;
  readonly url: string;
  readonly includesSigningKey: boolean;
}

function signedRequest(signed: OwnSignedRequest, { kept, url, includesSigningKey }: Signing): SignedRequest {
  const keptText = ({ id }: ValueDefinition) => asText(kept.get(id) ?? ('' as Octets));
  const key = includesSigningKey ? (kept.get(SIGNING_KEY.id) ?? kept.get(PRIVATE_KEY.id)) : undefined;
  const authorization = kept.has(AUTHORIZATION.id) ? keptText(AUTHORIZATION) : null;
  return {
    method: asText(signed.request.method.octets),
    url: authorization === null ? keptText(PRESIGNED_URL) : url,
    headers: signed.request.headers.map(pairOf),
    authorization,
    algorithm: asText(signed.algorithm.names.request.octets),
    timestamp: asText(signed.timestamp.octets),
    credentialScope: asText(signed.credentialScope.octets),
    canonicalUri: keptText(CANONICAL_URI),
    canonicalQueryString: keptText(CANONICAL_QUERY_STRING),
    canonicalHeaders: keptText(CANONICAL_HEADERS),
    signedHeaders: asText(signed.signedHeaders.octets),
    hashedPayload: keptText(HASHED_PAYLOAD),
    canonicalRequest: asText(signed.canonicalRequest.octets),
    hashedCanonicalRequest: asText(signed.hashedCanonicalRequest.octets),
    stringToSign: asText(signed.stringToSign.octets),
    signature: asText(signed.signature.octets),
    signingKey: key === undefined ? null : hexFromOctets(key),
  };
}

const pairOf = ({ name, value }: HeaderField): [string, string] => [asText(name.octets), asText(value.octets)];
