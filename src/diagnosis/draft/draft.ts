/**
 * A signature in the making: what goes into it, and the steps that make it. Both can be others than they should be,
 * which is what a mistake is. Octets, not bytes with a history: thousands of drafts are computed to find one.
 */
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { hexadecimal, percentEncode } from '../../bytes/text-operations.ts';
import { hmacSha256Key, sha256Hex } from '../../crypto/digests.ts';
import type { HeaderField } from '../../http/message.ts';
import { canonicalHeaderLines } from '../../sigv4/stages/canonical-headers.ts';
import { joinCanonicalParts } from '../../sigv4/stages/canonical-request.ts';
import { deriveSigningKey } from '../../sigv4/stages/signing-key.ts';
import { stringToSign } from '../../sigv4/stages/string-to-sign.ts';
import { unrecorded } from '../../trace/trace.ts';

/** A line of the canonical headers. */
export interface CanonicalHeader {
  readonly name: Octets;
  readonly value: Octets;
}

/** The four parts of a credential scope. */
export interface DraftScope {
  readonly date: Octets;
  readonly region: Octets;
  readonly service: Octets;
  readonly terminator: Octets;
}

/** Everything in the form in which it is signed. */
export interface Draft {
  readonly method: Octets;
  readonly canonicalUri: Octets;
  readonly canonicalQueryString: Octets;
  readonly headers: readonly CanonicalHeader[];
  /** The list of names, as it stands in the canonical request. */
  readonly signedHeaders: Octets;
  readonly hashedPayload: Octets;
  readonly algorithm: Octets;
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Octets;
  readonly scope: DraftScope;
  readonly accessKeyId: Octets;
  /** `null` where nobody knows it: nothing is signed then. */
  readonly secretAccessKey: Octets | null;
  readonly steps: Steps;
}

/** The steps of signing, each from the draft and what the one before it made. */
export interface Steps {
  readonly canonicalRequest: (draft: Draft) => Octets;
  /** The last line of the string to sign. */
  readonly hash: (canonicalRequest: Octets) => Octets;
  readonly stringToSign: (draft: Draft, hash: Octets, canonicalRequest: Octets) => Octets;
  /** The SigningKey: 32 bytes, if nothing is wrong. */
  readonly signingKey: (draft: Draft, secretAccessKey: Octets) => Octets;
  /** As it is written into the request: 64 lower-case hexadecimal digits, if nothing is wrong. */
  readonly signature: (signingKey: Octets, stringToSign: Octets) => Octets;
}

const NEWLINE = '\n';

/** The lines of the canonical headers. */
export function headerLines(headers: readonly CanonicalHeader[]): Octets {
  return canonicalHeaderLines(headers.map(asField)).octets;
}

const asField = ({ name, value }: CanonicalHeader): HeaderField => ({ name: plain(name), value: plain(value) });

/** DATE/REGION/SERVICE/aws4_request. */
export function scopeOf({ date, region, service, terminator }: DraftScope): Octets {
  return [date, region, service, terminator].join('/') as Octets;
}

/** Of what has no canonical request: only mistakes of the key and of the last HMAC can be made of it. */
export const NO_PARTS = {
  method: EMPTY,
  canonicalUri: EMPTY,
  canonicalQueryString: EMPTY,
  headers: [],
  signedHeaders: EMPTY,
  hashedPayload: EMPTY,
} as const satisfies Partial<Draft>;

/** Signature Version 4 as it is, by the stages that sign and verify. */
export const RIGHT_STEPS: Steps = {
  canonicalRequest: (draft) =>
    joinCanonicalParts({
      method: plain(draft.method),
      canonicalUri: plain(draft.canonicalUri),
      canonicalQueryString: plain(draft.canonicalQueryString),
      canonicalHeaders: plain(headerLines(draft.headers)),
      signedHeaders: plain(draft.signedHeaders),
      hashedPayload: plain(draft.hashedPayload),
    }).octets,
  hash: sha256Hex,
  stringToSign: ({ algorithm, timestamp, scope }, hash) =>
    stringToSign({
      algorithm: plain(algorithm),
      timestamp: plain(timestamp),
      credentialScope: plain(scopeOf(scope)),
      tail: [plain(hash)],
    }).octets,
  signingKey: rightSigningKey,
  signature: (signingKey, text) => hexadecimal(macUnder(signingKey)(plain(text))).octets,
};

let lastMac: { readonly key: Octets; readonly mac: ReturnType<typeof hmacSha256Key> } | null = null;

/** Most mistakes change nothing of the key, so that the last one is kept: here ready to use, below as it is derived. */
function macUnder(key: Octets): ReturnType<typeof hmacSha256Key> {
  if (lastMac?.key !== key) lastMac = { key, mac: hmacSha256Key(plain(key)) };
  return lastMac.mac;
}

let lastKey: { readonly name: string; readonly key: Octets } | null = null;

function rightSigningKey({ accessKeyId, scope }: Draft, secretAccessKey: Octets): Octets {
  const { date, region, service } = scope;
  const name = `${secretAccessKey}\n${date}\n${region}\n${service}`;
  if (lastKey?.name === name) return lastKey.key;
  const input = {
    accessKeyId: plain(accessKeyId),
    secretAccessKey: plain(secretAccessKey),
    date: plain(date),
    region: plain(region),
    service: plain(service),
  };
  const key = deriveSigningKey(input, unrecorded).octets;
  lastKey = { name, key };
  return key;
}

/** What the steps of a draft make. */
export interface Replay {
  readonly canonicalRequest: Octets;
  readonly hash: Octets;
  readonly stringToSign: Octets;
  /** `null` without the secret. Computed once, when it is asked for. */
  readonly signature: () => Octets | null;
}

export function replay(draft: Draft): Replay {
  const { steps, secretAccessKey } = draft;
  const canonicalRequest = steps.canonicalRequest(draft);
  const hash = steps.hash(canonicalRequest);
  const text = steps.stringToSign(draft, hash, canonicalRequest);
  let signature: Octets | null = null;
  return {
    canonicalRequest,
    hash,
    stringToSign: text,
    signature() {
      if (secretAccessKey === null) return null;
      signature ??= steps.signature(steps.signingKey(draft, secretAccessKey), text);
      return signature;
    },
  };
}

/** The draft with other steps. */
export function withSteps(draft: Draft, steps: Partial<Steps>): Draft {
  return { ...draft, steps: { ...draft.steps, ...steps } };
}

/** The value of the first canonical header of this name (lower case); `null` where it is not signed. */
export function headerOf({ headers }: Draft, name: string): Octets | null {
  return headers.find((header) => header.name === name)?.value ?? null;
}

/** With another value for each header of this name; the list of names stays as it is. */
export function withValue(draft: Draft, name: string, value: string): Draft {
  const headers = draft.headers.map((header) =>
    header.name === name ? { name: header.name, value: value as Octets } : header,
  );
  return { ...draft, headers };
}

/** Without this header, in the lines and in the list. */
export function withoutHeader(draft: Draft, name: string): Draft {
  return withHeaders(
    draft,
    draft.headers.filter((header) => header.name !== name),
  );
}

/** With one header more, where the order of names has it. */
export function withHeader(draft: Draft, name: string, value: string): Draft {
  const others = draft.headers.filter((header) => header.name !== name);
  const headers = [...others, { name: name as Octets, value: value as Octets }];
  return withHeaders(
    draft,
    headers.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)),
  );
}

/** With these headers, and their names as the list. */
export function withHeaders(draft: Draft, headers: readonly CanonicalHeader[]): Draft {
  return withSignedHeaders({ ...draft, headers }, headers.map(({ name }) => name).join(';') as Octets);
}

/** With another list of names, which a presigned URL has as a parameter too. */
export function withSignedHeaders(draft: Draft, signedHeaders: Octets): Draft {
  return { ...withParameter(draft, 'X-Amz-SignedHeaders', signedHeaders), signedHeaders };
}

/** With another scope, which a presigned URL has as a parameter too. */
export function withScope(draft: Draft, parts: Partial<DraftScope>): Draft {
  const scope = { ...draft.scope, ...parts };
  return { ...withParameter(draft, 'X-Amz-Credential', credentialOf({ ...draft, scope })), scope };
}

/** KEY-ID/DATE/REGION/SERVICE/aws4_request. */
export function credentialOf({ accessKeyId, scope }: Draft): Octets {
  return `${accessKeyId}/${scopeOf(scope)}` as Octets;
}

/** Where this parameter is in the query: with another value; it stays where it is. */
function withParameter(draft: Draft, name: string, value: Octets): Draft {
  const canonicalQueryString = draft.canonicalQueryString
    .split('&')
    .map((pair) => (pair.startsWith(`${name}=`) ? `${name}=${percentEncode(plain(value)).octets}` : pair))
    .join('&') as Octets;
  return { ...draft, canonicalQueryString };
}

/** The lines of a text. */
export const linesOf = (octets: Octets): Octets[] => octets.split(NEWLINE) as Octets[];
