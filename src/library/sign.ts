/** Signing a request, for other programs. */
import { hexFromOctets, type Octets, textFromOctets } from '../bytes/octets.ts';
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
} from '../sigv4/stages/canonical-request.ts';
import { PRESIGNED_URL } from '../sigv4/stages/presigned-url.ts';
import { SIGNING_KEY } from '../sigv4/stages/signing-key.ts';
import { recordingOnly, type ValueDefinition } from '../trace/trace.ts';
import type { Problem } from './problem.ts';
import { publicProblem } from './reading/request-input.ts';
import { readSignInput } from './reading/sign-input.ts';
import type { BodyInput, DateInput, HeadersInput, SigningRules } from './request-types.ts';

export { isProblem, type Problem } from './problem.ts';

/** Whose signature it is. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** That of temporary credentials. */
  readonly sessionToken?: string | undefined;
}

/** A request, and how it is signed. */
export interface SignInput {
  /** `GET` where it is left out. */
  readonly method?: string;
  /** `https://HOST/PATH?QUERY`, percent-encoded as it goes over the wire: nothing in it is rewritten. */
  readonly url: string;
  /** Host comes from the URL where it is not among them. */
  readonly headers?: HeadersInput;
  /** None where it is left out. */
  readonly body?: BodyInput;
  /** In the place of a body: its SHA-256, as 64 lower-case hexadecimal digits, or `UNSIGNED-PAYLOAD`. */
  readonly payloadHash?: string;
  readonly credentials: Credentials;
  /** `us-east-1`; for `AWS4-ECDSA-P256-SHA256` a region set, such as `us-east-1,eu-*`. */
  readonly region: string;
  /** As it is in the credential scope; `s3` where it is left out. Paths and payloads follow the rules of the service. */
  readonly service?: string;
  /** When it is signed; now where it is left out. */
  readonly date?: DateInput;
  /** `header`, the default: an Authorization header. `query`: a presigned URL. */
  readonly form?: 'header' | 'query';
  /** How many seconds a presigned URL is good for: 1 to 604800; 900 where it is left out. */
  readonly expires?: number;
  /** Exactly these headers are signed; all that no proxy may change, where it is left out. */
  readonly signedHeaders?: readonly string[];
  /** `AWS4-HMAC-SHA256` where it is left out. */
  readonly algorithm?: 'AWS4-HMAC-SHA256' | 'AWS4-ECDSA-P256-SHA256';
  readonly rules?: SigningRules;
  /** What is secret and not given unless it is asked for by name. */
  readonly include?: readonly 'signingKey'[];
}

/** A signed request, and every value that leads to its signature. */
export interface SignedRequest {
  readonly method: string;
  /** The presigned URL; for a signature in the header, the URL as it was given. */
  readonly url: string;
  /** All headers to send, in their order, as `fetch` takes them; with a presigned URL, its user has to send them. */
  readonly headers: [name: string, value: string][];
  /** The value of the Authorization header; `null` for a presigned URL. */
  readonly authorization: string | null;
  readonly algorithm: string;
  /** When it was signed: YYYYMMDD'T'HHMMSS'Z', in UTC. */
  readonly timestamp: string;
  /** `20130524/us-east-1/s3/aws4_request`. */
  readonly credentialScope: string;
  readonly canonicalUri: string;
  readonly canonicalQueryString: string;
  /** A line for each header, each ended by a newline. */
  readonly canonicalHeaders: string;
  /** `host;range;x-amz-date`. */
  readonly signedHeaders: string;
  /** The last line of the canonical request: a SHA-256 in hexadecimal, or what stands for it. */
  readonly hashedPayload: string;
  readonly canonicalRequest: string;
  readonly hashedCanonicalRequest: string;
  readonly stringToSign: string;
  /** In lower-case hexadecimal. */
  readonly signature: string;
  /**
   * In lower-case hexadecimal: the SigningKey, for `AWS4-ECDSA-P256-SHA256` the private key. It signs anything in this
   * scope, so it is `null` unless `include` asks for it.
   */
  readonly signingKey: string | null;
}

/**
 * Signs a request and sends nothing. Nothing is added to the request but what its form requires: Host, X-Amz-Date, the
 * session token, and x-amz-content-sha256 where the service wants it, unless they are there. Text is UTF-8; a value whose
 * bytes are not UTF-8 has one character a byte. The problem names the member of the input that is at fault.
 * See https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and, for presigned URLs,
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
  ...[CANONICAL_URI, CANONICAL_QUERY_STRING, CANONICAL_HEADERS, HASHED_PAYLOAD],
  ...[AUTHORIZATION, PRESIGNED_URL, SIGNING_KEY, PRIVATE_KEY],
];

/** Where the stages refuse what could be read, by the code of their problem. */
const MEMBER_AT_FAULT: Readonly<Record<string, string>> = {
  'signed-header': 'signedHeaders',
  authorization: 'headers',
  timestamp: 'headers',
};

interface Signing {
  readonly kept: ReadonlyMap<string, Octets>;
  /** As it was given. */
  readonly url: string;
  readonly includesSigningKey: boolean;
}

function signedRequest(signed: OwnSignedRequest, { kept, url, includesSigningKey }: Signing): SignedRequest {
  const keptText = ({ id }: ValueDefinition) => textOf(kept.get(id) ?? ('' as Octets));
  const key = includesSigningKey ? (kept.get(SIGNING_KEY.id) ?? kept.get(PRIVATE_KEY.id)) : undefined;
  const authorization = kept.has(AUTHORIZATION.id) ? keptText(AUTHORIZATION) : null;
  return {
    method: textOf(signed.request.method.octets),
    url: authorization === null ? keptText(PRESIGNED_URL) : url,
    headers: signed.request.headers.map(pairOf),
    authorization,
    algorithm: textOf(signed.algorithm.names.request.octets),
    timestamp: textOf(signed.timestamp.octets),
    credentialScope: textOf(signed.credentialScope.octets),
    canonicalUri: keptText(CANONICAL_URI),
    canonicalQueryString: keptText(CANONICAL_QUERY_STRING),
    canonicalHeaders: keptText(CANONICAL_HEADERS),
    signedHeaders: textOf(signed.signedHeaders.octets),
    hashedPayload: keptText(HASHED_PAYLOAD),
    canonicalRequest: textOf(signed.canonicalRequest.octets),
    hashedCanonicalRequest: textOf(signed.hashedCanonicalRequest.octets),
    stringToSign: textOf(signed.stringToSign.octets),
    signature: textOf(signed.signature.octets),
    signingKey: key === undefined ? null : hexFromOctets(key),
  };
}

const pairOf = ({ name, value }: HeaderField): [string, string] => [textOf(name.octets), textOf(value.octets)];

const textOf = (octets: Octets): string => textFromOctets(octets) ?? octets;
