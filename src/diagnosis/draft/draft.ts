/**
 * A signature in the making: what goes into it, and the steps that make it. Both can be others than they should be,
 * which is what a mistake is. Thousands of drafts are computed to find one, so that their parts are octets. Of the
 * mistake that was found, the same changes and steps run again on a draft that also knows where its parts come from.
 */
import { type Bytes, fixed, join, plain, slice } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import { percentEncode, split } from '../../bytes/text-operations.ts';
import type { HeaderField } from '../../http/message.ts';
import { AMPERSAND } from '../../sigv4/stages/canonical-query-string.ts';
import { SEMICOLON } from '../../sigv4/stages/canonical-request.ts';
import { SLASH } from '../../sigv4/stages/credential-scope.ts';

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
  /** The list of names, as it is in the canonical request. */
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
  /** Left out while a mistake is searched for. */
  readonly recorded?: Recorded;
}

/** The parts that are one text each. */
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
 * Where the parts of a draft come from. A part belongs to its bytes here as long as it has their octets. A change that
 * replaces a part gives it other octets: all of it is then what the mistake puts there, unless the change says with
 * `withPart` where its bytes come from.
 */
export interface Recorded {
  readonly parts: Readonly<Record<TextPart | 'secretAccessKey' | keyof DraftScope, Bytes>>;
  readonly headers: readonly HeaderField[];
  /** What the mistake does: the rule of the bytes that it puts there. */
  readonly mistake: Rule;
}

/**
 * The steps of signing, each from the draft and what the one before it made. They carry along where the bytes come from,
 * where that is recorded.
 */
export interface Steps {
  readonly canonicalRequest: (draft: Draft) => Bytes;
  /** The last line of the string to sign. */
  readonly hash: (canonicalRequest: Bytes) => Bytes;
  readonly stringToSign: (draft: Draft, hash: Bytes, canonicalRequest: Bytes) => Bytes;
  /** The SigningKey: 32 bytes, if nothing is wrong. */
  readonly signingKey: (draft: Draft, secretAccessKey: Bytes) => Bytes;
  /** As it is written into the request: 64 lower-case hexadecimal digits, if nothing is wrong. */
  readonly signature: (signingKey: Bytes, stringToSign: Bytes) => Bytes;
}

const NEWLINE = '\n';

/** Returns a part as bytes: with where they come from in a recorded draft, without it in any other. */
export function partBytes(draft: Draft, part: TextPart): Bytes {
  return knownBytes(draft, part, draft[part]);
}

/** Returns the secret access key in the same way; `null` where it is not known. */
export function secretBytes(draft: Draft): Bytes | null {
  return draft.secretAccessKey === null ? null : knownBytes(draft, 'secretAccessKey', draft.secretAccessKey);
}

/** Returns a part of the scope in the same way. */
export function scopePartBytes(draft: Draft, part: keyof DraftScope): Bytes {
  return knownBytes(draft, part, draft.scope[part]);
}

function knownBytes(draft: Draft, part: keyof Recorded['parts'], octets: Octets): Bytes {
  const bytes = draft.recorded?.parts[part];
  return bytes?.octets === octets ? bytes : putBytes(draft, octets);
}

/** Returns bytes that the mistake itself puts into a draft. */
export function putBytes({ recorded }: Draft, text: string): Bytes {
  return recorded ? fixed(text, recorded.mistake) : plain(text as Octets);
}

/** Returns the canonical headers in the same way; the name of a header whose value was replaced is still known. */
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

/** Returns the names of these headers as a list, as it is in the canonical request. */
export function listOf(draft: Draft, headers: readonly CanonicalHeader[]): Bytes {
  if (!draft.recorded) return plain(headers.map(({ name }) => name).join(';') as Octets);
  return join(
    headerBytes({ ...draft, headers }).map(({ name }) => name),
    SEMICOLON,
  );
}

/** Joins the parts of a credential scope: DATE/REGION/SERVICE/aws4_request. */
export function scopeBytes(draft: Draft): Bytes {
  if (!draft.recorded) return plain(scopeOf(draft.scope));
  return join(
    SCOPE_PARTS.map((part) => scopePartBytes(draft, part)),
    SLASH,
  );
}

export const SCOPE_PARTS = ['date', 'region', 'service', 'terminator'] as const satisfies readonly (keyof DraftScope)[];

/** Returns the draft with another text as a part, and with where its bytes come from, where that is recorded. */
export function withPart(draft: Draft, part: TextPart | 'secretAccessKey', bytes: Bytes): Draft {
  const { recorded } = draft;
  const changed = { ...draft, [part]: bytes.octets };
  return recorded && bytes.spans ? { ...changed, recorded: withBytes(recorded, part, bytes) } : changed;
}

/** Returns the draft with these headers, and with where their bytes come from, where that is recorded. */
export function withHeaderBytes(draft: Draft, fields: readonly HeaderField[]): Draft {
  const { recorded } = draft;
  const headers = fields.map(({ name, value }) => ({ name: name.octets, value: value.octets }));
  const changed = { ...draft, headers };
  return recorded ? { ...changed, recorded: { ...recorded, headers: [...fields, ...recorded.headers] } } : changed;
}

function withBytes(recorded: Recorded, part: keyof Recorded['parts'], bytes: Bytes): Recorded {
  return { ...recorded, parts: { ...recorded.parts, [part]: bytes } };
}

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
  return withSignedHeaders({ ...draft, headers }, listOf(draft, headers));
}

/** With another list of names, which a presigned URL has as a parameter too. */
export function withSignedHeaders(draft: Draft, list: Bytes): Draft {
  return withPart(withParameter(draft, 'X-Amz-SignedHeaders', list), 'signedHeaders', list);
}

/** With another scope, which a presigned URL has as a parameter too. */
export function withScope(draft: Draft, parts: Partial<DraftScope>): Draft {
  const made = { ...draft, scope: { ...draft.scope, ...parts } };
  return withParameter(made, 'X-Amz-Credential', credentialBytes(made));
}

/** KEY-ID/DATE/REGION/SERVICE/aws4_request. */
export const credentialOf = (draft: Draft): Octets => credentialBytes(draft).octets;

export function credentialBytes(draft: Draft): Bytes {
  return join([partBytes(draft, 'accessKeyId'), scopeBytes(draft)], SLASH);
}

/** Where this parameter is in the query: with another value; it stays where it is. */
function withParameter(draft: Draft, name: string, value: Bytes): Draft {
  const beginning = `${name}=`;
  if (!draft.canonicalQueryString.includes(beginning)) return draft;
  const pairs = split(partBytes(draft, 'canonicalQueryString'), '&').map((pair) =>
    pair.octets.startsWith(beginning) ? join([slice(pair, 0, beginning.length), percentEncode(value)]) : pair,
  );
  return withPart(draft, 'canonicalQueryString', join(pairs, AMPERSAND));
}

/** The lines of a text. */
export const linesOf = (octets: Octets): Octets[] => octets.split(NEWLINE) as Octets[];
