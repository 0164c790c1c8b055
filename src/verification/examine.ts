/**
 * A signed request as every server of this program looks at it: what it says of itself, and what can be computed of
 * that. `verify` compares all of it; the sandbox asks for no more than S3's next check needs. What costs time is
 * computed when it is first asked for, once.
 */
import { rulesOf } from '../aws/services.ts';
import { type Bytes, given, plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type AwsChunkedBody, decodeAwsChunked } from '../http/aws-chunked/read.ts';
import { isBrowserForm, readUploadForm, type UploadForm, valueOfField } from '../http/forms/read-multipart.ts';
import { headerValue, headerValues, type RequestHead } from '../http/message.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { claimOfHeader } from '../sigv4/claims/header-claim.ts';
import { type HoistedHeader, hoistedHeaders, isInEffect } from '../sigv4/claims/hoisted-headers.ts';
import { claimOfForm } from '../sigv4/claims/policy-claim.ts';
import { readClaim } from '../sigv4/claims/read-claim.ts';
import { type SentChecksum, sentChecksums, sentField } from '../sigv4/claims/sent-checksums.ts';
import { type KeySource, type Verification, verify } from '../sigv4/claims/verify.ts';
import { type WalkedChain, walkChain } from '../sigv4/claims/walk-chain.ts';
import { kindOfPayload, type PayloadKind } from '../sigv4/payload-words.ts';
import { type Rules, S3_RULES } from '../sigv4/rules.ts';
import { isChunked } from '../sigv4/schemes/signed-headers.ts';
import type { Payload, Recorder } from '../trace/trace.ts';
import type { SentRequest } from './sent-request.ts';

/** The rules that a request is read by. */
export interface RuleChoice {
  /** The service whose rules they are; left out where the credential scope of the request decides. */
  readonly service?: string;
  /** Choices in place of those of the service. */
  readonly rules: Partial<Rules>;
}

/** A payload whose hash can always be computed: 64 hexadecimal digits. */
export type ReceivedPayload = Payload & { readonly sha256: Octets };

/** What a request says of itself, before anything is computed. */
export interface ReadRequest {
  readonly sent: SentRequest;
  readonly rules: Rules;
  /** The body as the stages see it, empty where it is not known; it is hashed when its hash is first asked for. */
  readonly payload: ReceivedPayload;
  /** Of a browser upload, which is signed in its fields; a problem where it cannot be read, `null` for anything else. */
  readonly form: UploadForm | Problem | null;
  /** Of a request that is signed twice: that of its first Authorization header. */
  readonly claim: Claim | Problem;
  /** What is wrong with a request that is signed twice; `null` for any other. */
  readonly twice: Problem | null;
}

/** What the body of a request brings. */
export interface Content {
  /** The bytes of the object: without the coding of chunks, without the form around it. */
  readonly payload: Octets;
  /** `null` where the body is not aws-chunked. */
  readonly chunked: AwsChunkedBody | null;
}

/** A request whose claim can be read, with all that a server computes of it. */
export interface Examination extends ReadRequest {
  readonly claim: Claim;
  /** `null` where the claim says of its payload nothing that is known. */
  readonly kind: PayloadKind | null;
  readonly verification: () => Verification;
  /** A problem where the coding of the body cannot be read; `null` where the body is not known, or its form has no file. */
  readonly content: () => Content | Problem | null;
  /** Headers that are parameters of the query. */
  readonly hoisted: () => readonly HoistedHeader[];
  /** `null` where chunks are not signed or cannot be read, or where the secret is not known. */
  readonly chain: () => WalkedChain | null;
  /** Those that came in headers, in the query and after the chunks, or in the fields of a form. */
  readonly checksums: () => readonly SentChecksum[];
}

/** Reads what a request claims: in its head or, where that has no signature, in the fields of its form. */
export function readSigned(sent: SentRequest, choice: RuleChoice): ReadRequest {
  const { head, body } = sent;
  const payload = payloadOf(body);
  const { claim: inHead, rules } = readClaimOfHead(head, payload, choice);
  const common = { sent, rules, payload };
  const authorization = authorizationOf(head);
  if (hasCode(inHead, 'two-authentications') && authorization) {
    return { ...common, form: null, claim: claimOfHeader(head, authorization, payload), twice: inHead };
  }
  const isForm = hasCode(inHead, 'unsigned') && !authorization && isBrowserForm(head);
  if (!isForm || body === null) return { ...common, form: null, claim: inHead, twice: null };
  const form = readUploadForm(headerValue(head.headers, 'content-type')?.octets ?? EMPTY, body);
  return { ...common, form, claim: isProblem(form) ? form : claimInForm(form, head), twice: null };
}

/** Reads the claim in a head, and gives the rules that it was read by: only the claim names its service. */
export function readClaimOfHead(
  head: RequestHead,
  payload: Payload,
  { service, rules: choices }: RuleChoice,
): Pick<ReadRequest, 'claim' | 'rules'> {
  const base = service === undefined ? S3_RULES : rulesOf(service);
  const rules = { ...base, ...choices };
  const claim = readClaim(head, payload, rules);
  if (service !== undefined || isProblem(claim)) return { claim, rules };
  // The names of services are ASCII.
  const named = rulesOf(claim.scope.service.octets);
  if (named === base) return { claim, rules };
  const rulesOfNamed = { ...named, ...choices };
  return { claim: readClaim(head, payload, rulesOfNamed), rules: rulesOfNamed };
}

/** Examines a claim with the keys of `keySource`; everything on the way goes to `record`. */
export function examine(
  read: ReadRequest & { readonly claim: Claim },
  keySource: KeySource,
  record: Recorder,
): Examination {
  const { claim, rules } = read;
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
    return body && startChain && walkChain(body, claim, startChain(record));
  });
  const checksums = once(() => checksumsOf(read, hoisted(), chunked()));
  return { ...read, claim, kind, verification, content, hoisted, chain, checksums };
}

/** Gives the first Authorization header that is not empty, whatever it is for. */
export function authorizationOf({ headers }: RequestHead): Bytes | undefined {
  return headerValues(headers, 'authorization').find(({ octets }) => octets !== '');
}

/** Names, in lower case, the host header and the `x-amz-*` headers that were sent and are not signed, each once. */
export function unsignedHeaders({ scheme, signed }: Claim, { headers }: RequestHead): readonly string[] {
  if (signed.kind === 'policy') return [];
  const listed = new Set<string>(signed.signedHeaderNames.map(({ octets }) => octets));
  // In a presigned URL the hash of the payload is in the canonical request all the same.
  if (scheme === 'query') listed.add('x-amz-content-sha256');
  const sent = new Set(headers.map(({ name }) => name.octets.toLowerCase()));
  return [...sent].filter((name) => (name === 'host' || name.startsWith('x-amz-')) && !listed.has(name));
}

const hasCode = (read: Claim | Problem, code: string): read is Problem => isProblem(read) && read.code === code;

/** Of a form in the body of a request: its bytes know where they come from where those of the head do. */
function claimInForm({ fields }: UploadForm, { method }: RequestHead): Claim | Problem {
  return claimOfForm((name) => {
    const value = valueOfField(fields, name);
    if (value === null) return null;
    return method.spans === null ? plain(value) : given(value, { id: `field/${name}`, source: { kind: 'form' } });
  });
}

function payloadOf(body: Octets | null): ReceivedPayload {
  const octets = body ?? EMPTY;
  const hash = once(() => sha256Hex(octets));
  return {
    length: octets.length,
    get sha256() {
      return hash();
    },
  };
}

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
    fields: form && !isProblem(form) ? form.fields : sent.head.headers.map(sentField),
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
