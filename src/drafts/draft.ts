/**
 * The inputs of a signature and the steps that compute it. A mistake changes some of these inputs and steps. A search
 * computes thousands of drafts, so the parts of a draft are plain octets. When a mistake is found, its changes and
 * steps run again on a draft that also records where each part comes from.
 */

import { type Bytes, fixed, join, plain, slice } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { percentEncode, split } from '../bytes/text-operations.ts';
import type { HeaderField } from '../http/message.ts';
import { AMZ_PARAMETERS } from '../sigv4/names.ts';
import { AMPERSAND } from '../sigv4/stages/canonical-request/canonical-query-string.ts';
import { SEMICOLON } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { SLASH } from '../sigv4/stages/credential-scope.ts';

export interface CanonicalHeader {
  readonly name: Octets;
  readonly value: Octets;
}

export interface DraftScope {
  readonly date: Octets;
  readonly region: Octets;
  readonly service: Octets;
  readonly terminator: Octets;
}

/** All parts, in the form in which they are signed. */
export interface Draft {
  readonly method: Octets;
  readonly canonicalUri: Octets;
  readonly canonicalQueryString: Octets;
  readonly headers: readonly CanonicalHeader[];
  /** The list of names in the canonical request. */
  readonly signedHeaders: Octets;
  readonly hashedPayload: Octets;
  readonly algorithm: Octets;
  /** The time in the format YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Octets;
  readonly scope: DraftScope;
  readonly accessKeyId: Octets;
  /** The secret; `null` if the secret is unknown, in which case no signature is computed. */
  readonly secretAccessKey: Octets | null;
  readonly steps: Steps;
  /** The origins of the parts; missing during a search. */
  readonly recorded?: Recorded;
}

/** The parts that consist of a single text. */
type TextPart =
  | 'method'
  | 'canonicalUri'
  | 'canonicalQueryString'
  | 'signedHeaders'
  | 'hashedPayload'
  | 'algorithm'
  | 'timestamp'
  | 'accessKeyId';

/**
 * Records where the parts of a draft come from. An entry is valid as long as the part has the same octets. If a change
 * replaces a part, the new bytes count as inserted by the mistake, unless the change uses `withPart` to record their
 * origin.
 */
export interface Recorded {
  readonly parts: Readonly<Record<TextPart | 'secretAccessKey' | keyof DraftScope, Bytes>>;
  readonly headers: readonly HeaderField[];
  /** The rule for the bytes that the mistake inserts. */
  readonly mistake: Rule;
}

/**
 * The steps of signing. Each step uses the draft and the result of the previous step, and preserves the recorded origin
 * of the bytes.
 */
export interface Steps {
  readonly canonicalRequest: (draft: Draft) => Bytes;
  /** Returns the last line of the string to sign. */
  readonly hash: (canonicalRequest: Bytes) => Bytes;
  readonly stringToSign: (draft: Draft, hash: Bytes, canonicalRequest: Bytes) => Bytes;
  /** Returns the signing key, which is 32 bytes long unless there is a mistake. */
  readonly signingKey: (draft: Draft, secretAccessKey: Bytes) => Bytes;
  /**
   * Returns the signature as it is written in the request: 64 lowercase hexadecimal digits, unless there is a mistake.
   */
  readonly signature: (signingKey: Bytes, stringToSign: Bytes) => Bytes;
}

const NEWLINE = '\n';

/** Returns a part as bytes. If the draft is recorded, the bytes have their recorded origin. */
export function partBytes(draft: Draft, part: TextPart): Bytes {
  return knownBytes(draft, part, draft[part]);
}

/** Works like `partBytes` for the secret access key. Returns `null` if the secret is unknown. */
export function secretBytes(draft: Draft): Bytes | null {
  return draft.secretAccessKey === null ? null : knownBytes(draft, 'secretAccessKey', draft.secretAccessKey);
}

/** Works like `partBytes` for a part of the scope. */
export function scopePartBytes(draft: Draft, part: keyof DraftScope): Bytes {
  return knownBytes(draft, part, draft.scope[part]);
}

function knownBytes(draft: Draft, part: keyof Recorded['parts'], octets: Octets): Bytes {
  const bytes = draft.recorded?.parts[part];
  return bytes?.octets === octets ? bytes : putBytes(draft, octets);
}

/** Returns bytes that the mistake itself inserts into a draft. */
export function putBytes({ recorded }: Draft, text: string): Bytes {
  return recorded ? fixed(text, recorded.mistake) : plain(text as Octets);
}

/** Works like `partBytes` for the canonical headers. A name keeps its origin even if its value was replaced. */
export function headerBytes(draft: Draft): readonly HeaderField[] {
  const { recorded, headers } = draft;
  if (!recorded) return headers.map(({ name, value }) => ({ name: plain(name), value: plain(value) }));
  return headers.map(({ name, value }) => {
    const ofName = recorded.headers.filter((header) => header.name.octets === name);
    return (
      ofName.find((header) => header.value.octets === value) ?? {
        name: ofName[0]?.name ?? putBytes(draft, name),
        value: putBytes(draft, value),
      }
    );
  });
}

/** Returns the list of the names of these headers, in the form of the canonical request. */
export function listOf(draft: Draft, headers: readonly CanonicalHeader[]): Bytes {
  if (!draft.recorded) return plain(headers.map(({ name }) => name).join(';') as Octets);
  return join(
    headerBytes({ ...draft, headers }).map(({ name }) => name),
    SEMICOLON,
  );
}

/** Joins the parts of a credential scope as DATE/REGION/SERVICE/aws4_request. */
export function scopeBytes(draft: Draft): Bytes {
  if (!draft.recorded) return plain(scopeOf(draft.scope));
  return join(
    SCOPE_PARTS.map((part) => scopePartBytes(draft, part)),
    SLASH,
  );
}

export const SCOPE_PARTS = ['date', 'region', 'service', 'terminator'] as const satisfies readonly (keyof DraftScope)[];

/** Replaces a part of the draft, and records the origin of its bytes if the draft is recorded. */
export function withPart(draft: Draft, part: TextPart | 'secretAccessKey', bytes: Bytes): Draft {
  const { recorded } = draft;
  const changed = { ...draft, [part]: bytes.octets };
  return recorded && bytes.spans ? { ...changed, recorded: withBytes(recorded, part, bytes) } : changed;
}

/** Replaces the headers of the draft, and records the origin of their bytes if the draft is recorded. */
export function withHeaderBytes(draft: Draft, fields: readonly HeaderField[]): Draft {
  const { recorded } = draft;
  const headers = fields.map(({ name, value }) => ({ name: name.octets, value: value.octets }));
  const changed = { ...draft, headers };
  return recorded ? { ...changed, recorded: { ...recorded, headers: [...fields, ...recorded.headers] } } : changed;
}

function withBytes(recorded: Recorded, part: keyof Recorded['parts'], bytes: Bytes): Recorded {
  return { ...recorded, parts: { ...recorded.parts, [part]: bytes } };
}

/** Returns the scope, DATE/REGION/SERVICE/aws4_request. */
export function scopeOf({ date, region, service, terminator }: DraftScope): Octets {
  return [date, region, service, terminator].join('/') as Octets;
}

/**
 * The placeholder parts of a draft that has no canonical request. Only mistakes in the key and the last HMAC can be
 * tried on such a draft.
 */
export const NO_PARTS = {
  method: EMPTY,
  canonicalUri: EMPTY,
  canonicalQueryString: EMPTY,
  headers: [],
  signedHeaders: EMPTY,
  hashedPayload: EMPTY,
} as const satisfies Partial<Draft>;

export function withSteps(draft: Draft, steps: Partial<Steps>): Draft {
  return { ...draft, steps: { ...draft.steps, ...steps } };
}

/** Returns the value of the first canonical header with this lowercase name; `null` if the header is not signed. */
export function headerOf({ headers }: Draft, name: string): Octets | null {
  return headers.find((header) => header.name === name)?.value ?? null;
}

/** Replaces the value of each header with this name. The list of signed headers stays the same. */
export function withValue(draft: Draft, name: string, value: string): Draft {
  const headers = draft.headers.map((header) =>
    header.name === name ? { name: header.name, value: value as Octets } : header,
  );
  return { ...draft, headers };
}

/** Removes the header with this name from the header lines and from the list of signed headers. */
export function withoutHeader(draft: Draft, name: string): Draft {
  return withHeaders(
    draft,
    draft.headers.filter((header) => header.name !== name),
  );
}

/** Adds a header at its position in name order. */
export function withHeader(draft: Draft, name: string, value: string): Draft {
  const others = draft.headers.filter((header) => header.name !== name);
  const headers = [...others, { name: name as Octets, value: value as Octets }];
  return withHeaders(
    draft,
    headers.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)),
  );
}

/** Replaces the headers and the list of their names. */
export function withHeaders(draft: Draft, headers: readonly CanonicalHeader[]): Draft {
  return withSignedHeaders({ ...draft, headers }, listOf(draft, headers));
}

/** Replaces the list of signed headers. In a presigned URL, the list is also a parameter. */
export function withSignedHeaders(draft: Draft, list: Bytes): Draft {
  return withPart(
    withParameter(draft, AMZ_PARAMETERS.signedHeaders, () => list),
    'signedHeaders',
    list,
  );
}

/** Changes the scope. In a presigned URL, the scope is also part of a parameter. */
export function withScope(draft: Draft, parts: Partial<DraftScope>): Draft {
  const made = { ...draft, scope: { ...draft.scope, ...parts } };
  return withParameter(made, AMZ_PARAMETERS.credential, () => credentialBytes(made));
}

/** Returns the credential, KEY-ID/DATE/REGION/SERVICE/aws4_request. */
export const credentialOf = (draft: Draft): Octets => credentialBytes(draft).octets;

export function credentialBytes(draft: Draft): Bytes {
  return join([partBytes(draft, 'accessKeyId'), scopeBytes(draft)], SLASH);
}

/** Replaces the value of this parameter in place, if the query has it. */
function withParameter(draft: Draft, name: string, bytesOf: () => Bytes): Draft {
  const beginning = `${name}=`;
  if (!draft.canonicalQueryString.includes(beginning)) return draft;
  const value = percentEncode(bytesOf());
  const pairs = split(partBytes(draft, 'canonicalQueryString'), '&').map((pair) =>
    pair.octets.startsWith(beginning) ? join([slice(pair, 0, beginning.length), value]) : pair,
  );
  return withPart(draft, 'canonicalQueryString', join(pairs, AMPERSAND));
}

export const linesOf = (octets: Octets): Octets[] => octets.split(NEWLINE) as Octets[];
