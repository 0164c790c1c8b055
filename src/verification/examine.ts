/**
 * Examines a signed request: reads the claim and computes the values that a server compares with the claim. `verify`
 * uses all of these values; the sandbox uses only the values that its next check needs. Expensive results are computed
 * on first use and then kept.
 */

import { rulesOf } from '../aws/services.ts';
import { given, plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { HASH_OF_NOTHING, sha256Hex } from '../crypto/digests.ts';
import { type AwsChunkedBody, decodeAwsChunked } from '../http/aws-chunked/read.ts';
import { isBrowserForm, readUploadForm, type UploadForm, valueOfField } from '../http/forms/read-multipart.ts';
import { headerValue, type RequestHead } from '../http/message.ts';
import type { BodyOffset } from '../intake/pasted/client-request.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { claimOfHeader } from '../sigv4/claims/header-claim.ts';
import { type HoistedHeader, hoistedHeaders, isInEffect } from '../sigv4/claims/hoisted-headers.ts';
import { claimOfForm } from '../sigv4/claims/policy-claim.ts';
import { authorizationOf, readClaim } from '../sigv4/claims/read-claim.ts';
import { isChecksum, type SentChecksum, sentChecksums, sentField } from '../sigv4/claims/sent-checksums.ts';
import { type KeySource, type Verification, verify } from '../sigv4/claims/verify.ts';
import { type VerifiedChain, verifyChain } from '../sigv4/claims/verify-chain.ts';
import { AMZ_HEADERS, mustBeSigned } from '../sigv4/names.ts';
import { kindOfPayload, type PayloadKind } from '../sigv4/payload-keywords.ts';
import { type Rules, S3_RULES } from '../sigv4/rules.ts';
import { isChunked } from '../sigv4/schemes/signed-headers.ts';
import type { Payload, Recorder } from '../trace/trace.ts';

export interface RuleChoice {
  /** The service whose rules apply. The default is the service in the credential scope. */
  readonly service?: string;
  readonly rules: Partial<Rules>;
}

/** A payload whose hash is 64 hexadecimal digits. */
export type ReceivedPayload = Payload & { readonly sha256: Octets };

/** A request whose claim has been read, before anything is computed. */
export interface ReadRequest {
  readonly sent: SentRequest;
  readonly rules: Rules;
  /** The body; empty if unknown. The hash of the body is computed on first use. */
  readonly payload: ReceivedPayload;
  /** The form of a browser upload, or a problem if the form cannot be read; `null` for any other request. */
  readonly form: UploadForm | Problem | null;
  /**
   * The claim, or a problem if the claim cannot be read. If a request is signed twice, the claim is the one in its
   * first Authorization header, if it has one.
   */
  readonly claim: Claim | Problem;
  /** The problem if the request is signed twice; `null` otherwise. */
  readonly twice: Problem | null;
}

export interface Content {
  /** The bytes of the object, without the chunk encoding or the surrounding form. */
  readonly payload: Octets;
  /** The decoded chunks; `null` if the body is not encoded as aws-chunked. */
  readonly chunked: AwsChunkedBody | null;
}

/** A request with a readable claim, and everything that a server computes from it. */
export interface Examination extends ReadRequest {
  readonly claim: Claim;
  /** How the payload is signed; `null` if the claim does not state a known way. */
  readonly kind: PayloadKind | null;
  readonly verification: () => Verification;
  /**
   * The decoded body, or a problem if it cannot be decoded; `null` if the body is unknown, or if the form does not
   * contain a file.
   */
  readonly content: () => Content | Problem | null;
  /** The headers that were sent as query parameters. */
  readonly hoisted: () => readonly HoistedHeader[];
  /**
   * The chain of chunk signatures; `null` if there is no chain, if the chunks cannot be read, or if the secret is
   * unknown.
   */
  readonly chain: () => VerifiedChain | null;
  /** The checksums in the headers, the query, the trailers, or the form fields. */
  readonly checksums: () => readonly SentChecksum[];
}

/** Reads the claim in the head. If the head has no signature, reads the claim in the form fields. */
export function readSigned(sent: SentRequest, choice: RuleChoice): ReadRequest {
  const { head, body } = sent;
  const payload = sent.hashedBody ?? payloadOf(body ?? EMPTY);
  const { claim: inHead, rules } = readClaimOfHead(head, payload, choice);
  if (!isProblem(inHead)) return { sent, rules, payload, form: null, claim: inHead, twice: null };
  const authorization = authorizationOf(head);
  if (inHead.code === 'two-authentications') {
    const claim = authorization ? claimOfHeader(head, authorization, payload) : inHead;
    return { sent, rules, payload, form: null, claim, twice: inHead };
  }
  const isForm = inHead.code === 'unsigned' && !authorization && isBrowserForm(head);
  if (!isForm || body === null) return { sent, rules, payload, form: null, claim: inHead, twice: null };
  const form = readUploadForm(headerValue(head.headers, 'content-type')?.octets ?? EMPTY, body);
  return { sent, rules, payload, form, claim: isProblem(form) ? form : claimInForm(form, head), twice: null };
}

/** Reads the claim in a head. Also returns the rules that apply, because they depend on the service in the claim. */
export function readClaimOfHead(
  head: RequestHead,
  payload: Payload,
  { service, rules: choices }: RuleChoice,
): Pick<ReadRequest, 'claim' | 'rules'> {
  const base = service === undefined ? S3_RULES : rulesOf(service);
  const rules = withChoices(base, choices);
  const claim = readClaim(head, payload, rules);
  if (isProblem(claim)) return { claim, rules };
  // Service names are ASCII.
  const named = rulesOf(service ?? claim.scope.service.octets);
  if (named === base) return { claim, rules };
  const rulesOfNamed = withChoices(named, choices);
  return { claim: readClaim(head, payload, rulesOfNamed), rules: rulesOfNamed };
}

/** Returns the rules with these choices. Most requests have none, and copying rules takes longer than reading a claim. */
const withChoices = (rules: Rules, choices: Partial<Rules>): Rules =>
  Object.keys(choices).length === 0 ? rules : { ...rules, ...choices };

/** Examines the claim of a request with the keys from `keySource` and passes intermediate values to `record`. */
export function examine(read: ReadRequest, claim: Claim, keySource: KeySource, record: Recorder): Examination {
  const { sent, rules, payload, form, twice } = read;
  const kind = kindOfPayload(claim);
  const verification = once(() => verify(claim, keySource, rules, record));
  const hoisted = once(() => hoistedHeaders(claim, rules));
  const content = once(() => contentOf(read, kind));
  const chunked = () => {
    const body = content();
    return body === null || isProblem(body) ? null : body.chunked;
  };
  const chain = once(() => {
    const body = kind?.algorithm ? chunked() : null;
    const startChain = body && verification().startChain;
    return body && startChain && verifyChain(body, claim, startChain(record));
  });
  const checksums = once(() => checksumsOf(read, hoisted(), chunked()));
  // Each member is named, because copying an object takes several times as long.
  return { sent, rules, payload, form, twice, claim, kind, verification, content, hoisted, chain, checksums };
}

/**
 * Returns those of the names that were sent (`sentNames`) that must be signed but are not: Host and `x-amz-*`.
 */
export function unsignedHeaders({ scheme, signed }: Claim, sent: ReadonlySet<string>): readonly string[] {
  if (signed.kind === 'policy') return [];
  const listed = new Set<string>(signed.signedHeaderNames.map(({ octets }) => octets));
  // The canonical request of a presigned URL always includes the payload hash.
  if (scheme === 'query') listed.add(AMZ_HEADERS.contentSha256);
  return [...sent].filter((name) => mustBeSigned(name) && !listed.has(name));
}

/** Returns the names of the headers of a request, in lowercase and without duplicates. */
export function sentNames({ headers }: RequestHead): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name } of headers) names.add(name.octets.toLowerCase());
  return names;
}

/** Reads the claim in a form. The claim's bytes have provenance only if the head's bytes do. */
function claimInForm({ fields }: UploadForm, { method }: RequestHead): Claim | Problem {
  return claimOfForm((name) => {
    const value = valueOfField(fields, name);
    if (value === null) return null;
    return method.spans === null ? plain(value) : given(value, { id: `field/${name}`, source: { kind: 'form' } });
  });
}

function payloadOf(octets: Octets): ReceivedPayload {
  if (octets === EMPTY) return NO_PAYLOAD;
  const hash = once(() => sha256Hex(octets));
  return {
    length: octets.length,
    get sha256() {
      return hash();
    },
  };
}

const NO_PAYLOAD: ReceivedPayload = { length: 0, sha256: HASH_OF_NOTHING };

function contentOf({ sent: { body }, form }: ReadRequest, kind: PayloadKind | null): Content | Problem | null {
  if (form) return isProblem(form) ? form : form.file && { payload: form.file.value, chunked: null };
  if (body === null || !kind || !isChunked(kind)) return body === null ? null : { payload: body, chunked: null };
  const chunked = decodeAwsChunked(body);
  if (isProblem(chunked)) return chunked;
  return { payload: chunked.chunks.map(({ data }) => data).join('') as Octets, chunked };
}

function checksumsOf(
  { sent, form }: ReadRequest,
  hoisted: readonly HoistedHeader[],
  chunked: AwsChunkedBody | null,
): SentChecksum[] {
  return sentChecksums({
    fields:
      form && !isProblem(form)
        ? form.fields
        : sent.head.headers.filter(({ name }) => isChecksum(name.octets)).map(sentField),
    inQuery: hoisted.filter(isInEffect).map(sentField),
    trailers: (chunked?.trailers.fields ?? []).map(sentField),
  });
}

function once<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | null = null;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}

export interface SentRequest {
  readonly head: RequestHead;
  /** The body without the HTTP transfer coding; `null` if it is unknown. */
  readonly body: Octets | null;
  /** The length and the hash of a body that is too long to keep. The body itself is then `null`. */
  readonly hashedBody?: ReceivedPayload | null;
  /** Maps offsets in the body to offsets in the input, for use in problems. */
  readonly bodyOffset?: BodyOffset | null;
}
