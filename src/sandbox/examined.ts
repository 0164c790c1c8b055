/** A request as the checks of the sandbox look at it. What costs time is computed when the first of them asks, once. */
import { rulesOf } from '../aws/services.ts';
import { type Bytes, plain } from '../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type AwsChunkedBody, decodeAwsChunked } from '../http/aws-chunked/read.ts';
import { isBrowserForm } from '../http/forms/read-multipart.ts';
import { headerValues, type RequestHead } from '../http/message.ts';
import type { ReceivedRequest } from '../http/read-request.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { claimOfHeader } from '../sigv4/claims/header-claim.ts';
import { type HoistedHeader, hoistedHeaders } from '../sigv4/claims/hoisted-headers.ts';
import { kindOfPayload, type PayloadKind } from '../sigv4/claims/payload-kind.ts';
import { claimOfForm } from '../sigv4/claims/policy/policy-claim.ts';
import { readClaim } from '../sigv4/claims/read-claim.ts';
import { keyFromSecret, type Verification, verify } from '../sigv4/claims/verify.ts';
import { type WalkedChain, walkChain } from '../sigv4/claims/walk-chain.ts';
import type { Rules } from '../sigv4/rules.ts';
import { isChunked } from '../sigv4/schemes/added-headers.ts';
import { type Payload, unrecorded } from '../trace/trace.ts';
import { isRefusal, type Refusal, refuse } from './answer.ts';
import type { BrowserForm } from './asked.ts';
import { fieldOf, readBrowserForm } from './browser-form.ts';
import type { OwnNames } from './served-hosts.ts';

/** What the sandbox knows of an access key. */
export interface SandboxKey {
  readonly secretAccessKey: string;
  /** That of temporary credentials; `null` for a key that has none. */
  readonly sessionToken: string | null;
}

/** Where and when the sandbox is, and whom it knows. */
export interface Ground {
  readonly region: string;
  /** As it stands in the credential scope. */
  readonly service: string;
  /** By access key ID. */
  readonly keys: ReadonlyMap<string, SandboxKey>;
  readonly now: Date;
  readonly hosts: OwnNames;
  /** Choices in the place of those of the service. */
  readonly rules: Partial<Rules>;
}

/** Whose request it is, and what its signature should be. */
export interface Signer {
  readonly key: SandboxKey;
  readonly verification: () => Verification;
}

/** What the body brings. */
export interface Content {
  /** The bytes of the object: without the coding of chunks, without the form around it. */
  readonly payload: Octets;
  readonly chunked: AwsChunkedBody | null;
}

/** What is there at once. */
interface Found {
  readonly received: ReceivedRequest;
  readonly ground: Ground;
  readonly rules: Rules;
  readonly form: BrowserForm | null;
  /** What the request says of itself; where it does so twice, in its header. */
  readonly claim: Claim | Problem;
  readonly authentications: 'one' | 'two';
  /** 64 hexadecimal digits. */
  readonly bodySha256: () => Octets;
}

export interface Examined extends Found {
  /** `null` where the key is not known, or there is no claim. */
  readonly signer: () => Signer | null;
  /** `null` where it is none that is known, or there is no claim. */
  readonly kind: PayloadKind | null;
  readonly content: () => Content | Refusal;
  /** Headers that are parameters of the query. */
  readonly hoisted: () => readonly HoistedHeader[];
  /** `null` where chunks are not signed. */
  readonly chain: () => WalkedChain | null;
}

/** A refusal for a form that cannot be read. */
export function examine(received: ReceivedRequest, ground: Ground): Examined | Refusal {
  const { head, body } = received;
  const rules = { ...rulesOf(ground.service), ...ground.rules };
  const bodySha256 = once(() => sha256Hex(body));
  const payload = lazyPayload(body.length, bodySha256);
  const read = readClaim(head, payload, rules);
  const isForm = hasCode(read, 'unsigned') && !authorizationOf(head) && isBrowserForm(head);
  const form = isForm ? readBrowserForm(head, body) : null;
  if (form && isRefusal(form)) return form;
  const authentications = hasCode(read, 'two-authentications') ? 'two' : 'one';
  const claim = faultless(
    form
      ? claimOfForm((name) => fieldOf(form, name))
      : ((authentications === 'two' ? claimInHeader(received, payload) : null) ?? read),
  );
  const found: Found = { received, ground, rules, form, claim, authentications, bodySha256 };
  return { ...found, ...inquiries(found) };
}

/** Gives the fault of a claim in its place: S3 refuses one that can be read in two ways. */
function faultless(claim: Claim | Problem): Claim | Problem {
  return isProblem(claim) ? claim : (claim.fault ?? claim);
}

/** The hash of a body that may be large, for whom it concerns. */
function lazyPayload(length: number, hash: () => Octets): Payload {
  return {
    length,
    get sha256() {
      return hash();
    },
  };
}

/** The first that is not empty, whatever it is for. */
export const authorizationOf = ({ headers }: RequestHead): Bytes | undefined =>
  headerValues(headers, 'authorization').find(({ octets }) => octets !== '');

function claimInHeader({ head }: ReceivedRequest, payload: Payload): Claim | Problem | null {
  const authorization = authorizationOf(head);
  return authorization ? claimOfHeader(head, authorization, payload) : null;
}

const hasCode = (read: Claim | Problem, code: string) => isProblem(read) && read.code === code;

function inquiries(found: Found): Omit<Examined, keyof Found> {
  const { claim } = found;
  if (isProblem(claim)) {
    const content = () => ({ payload: found.received.body, chunked: null });
    return { signer: () => null, kind: null, content, hoisted: () => [], chain: () => null };
  }
  const kind = kindOfPayload(claim);
  const signer = once(() => signerOf(claim, found));
  const content = once(() => contentOf(found, kind));
  const hoisted = once(() => hoistedHeaders(claim, found.rules));
  const chain = once(() => {
    const verification = signer()?.verification();
    const body = content();
    if (!kind?.algorithm || !verification?.startChain || isRefusal(body) || !body.chunked) return null;
    return walkChain(body.chunked, claim, verification.startChain(unrecorded));
  });
  return { signer, kind, content, hoisted, chain };
}

function signerOf(claim: Claim, { ground, rules }: Found): Signer | null {
  const { octets } = claim.accessKeyId;
  const key = ground.keys.get(textFromOctets(octets) ?? octets);
  if (!key) return null;
  const secret = plain(octetsFromText(key.secretAccessKey));
  return { key, verification: once(() => verify(claim, keyFromSecret(secret), rules, unrecorded)) };
}

/** S3 calls every body incomplete whose coding it cannot read. */
function contentOf({ form, received }: Found, kind: PayloadKind | null): Content | Refusal {
  if (form) return { payload: form.file.body, chunked: null };
  if (!kind || !isChunked(kind)) return { payload: received.body, chunked: null };
  const chunked = decodeAwsChunked(received.body);
  if (isProblem(chunked)) return refuse('IncompleteBody', [], chunked.says);
  return { payload: chunked.chunks.map(({ data }) => data).join('') as Octets, chunked };
}

function once<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | null = null;
  return () => {
    computed ??= { value: compute() };
    return computed.value;
  };
}
