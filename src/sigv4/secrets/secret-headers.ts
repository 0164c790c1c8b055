/**
 * Finds the headers, query parameters, and form fields whose values are secrets, so that they can be masked everywhere.
 */
import { type Bytes, plain, slice } from '../../bytes/bytes.ts';
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { overwrite } from '../../trace/masks/ranges.ts';
import type { Range } from '../../trace/ranges.ts';
import { type Recorder, unrecorded, type Value, type ValueDefinition } from '../../trace/trace.ts';
import { OTHER_TOKENS, otherSchemeOfHeader } from '../claims/other-schemes.ts';
import { AMZ_HEADERS } from '../names.ts';
import { REQUEST_STAGE } from '../stages/request.ts';
import { secretParts } from './secret-parts.ts';

/** The headers of session tokens of AWS and of other vendors, in lowercase. */
const SESSION_TOKENS: readonly string[] = [AMZ_HEADERS.securityToken, ...OTHER_TOKENS];

/**
 * The query parameters whose values are secrets, in lowercase: session tokens, for which S3 Express has its own name, and
 * SSE-C keys, which some clients move from the headers to the query of a presigned URL.
 */
export const SECRET_PARAMETERS: readonly string[] = [
  ...SESSION_TOKENS,
  'x-amz-s3session-token',
  'x-amz-server-side-encryption-customer-key',
  'x-amz-copy-source-server-side-encryption-customer-key',
];

/** The headers and form fields that are secrets, in lowercase: tokens, SSE-C keys, and other credentials. */
export const SECRET_HEADERS: readonly string[] = [
  ...SECRET_PARAMETERS,
  'cookie',
  'authorization',
  'proxy-authorization',
];

/** Returns whether the value of a header or form field with this name is a secret. Ignores case. */
export const isSecretName = (name: string): boolean => SECRET_HEADERS.includes(name.toLowerCase());

/** Returns whether the value of a query parameter with this name is a secret. Ignores case and percent-encoding. */
export function isSecretParameter(name: Octets): boolean {
  return SECRET_PARAMETERS.includes(percentDecode(plain(name)).octets.toLowerCase());
}

interface HeaderRange extends Range {
  /** The header's name, in lowercase. */
  readonly name: string;
}

/**
 * Returns a pattern for headers with these names. A name may follow white space or a lone carriage return, and a value
 * may continue after a fold.
 */
function headersNamed(names: readonly string[]): RegExp {
  return new RegExp(
    `(?:^|[\\r\\n])[ \\t]*(${names.join('|')})[ \\t]*:[ \\t]*((?:[^\\r\\n]|\\r(?!\\n)|\\r?\\n[ \\t])+)`,
    'gi',
  );
}

/** Finds the values of the headers that the pattern matches, even in a malformed head. */
function headerRanges(head: Octets, pattern: RegExp): HeaderRange[] {
  // To look for the first one is several times as fast as to list none.
  if (head.search(pattern) < 0) return [];
  return [...head.matchAll(pattern)]
    .filter(([, , value = '']) => !isSignature(value as Octets))
    .map((match) => ({ name: (match[1] ?? '').toLowerCase(), ...endOf(match, match[2] ?? '') }));
}

/**
 * Returns whether an Authorization header has a signature, of AWS or of another vendor. Such a header is not a secret: it
 * proves that the sender has the secret without revealing it.
 */
export const isSignature = (value: Octets): boolean =>
  /^AWS(?:4-[A-Z0-9-]+)? /.test(value) || otherSchemeOfHeader(value) !== null;

/** Finds the values of secret query parameters, even if they contain spaces. */
function parameterRanges(head: Octets): Range[] {
  // Most heads have no query, and to look for one is several times as fast as to list no matches.
  if (!head.includes('?') && !head.includes('&')) return [];
  const pattern = /[?&]([^=&?\r\n]+)=((?:(?! HTTP\/\d)[^&\r\n])+)/g;
  return [...head.matchAll(pattern)]
    .filter(([, name = '']) => isSecretParameter(name as Octets))
    .map((match) => endOf(match, match[2] ?? ''));
}

/** Finds the passwords in URLs, such as in a Referer header (RFC 3986, section 3.2.1). */
function passwordRanges(head: Octets): Range[] {
  if (!head.includes('://')) return [];
  return [...head.matchAll(/:\/\/[^/\t-\r :@"'<>]{0,200}:([^/\t-\r @"'<>]+)(?=@)/g)].map((match) =>
    endOf(match, match[1] ?? ''),
  );
}

/** Returns the range of the last group in a match. */
function endOf({ 0: whole, index }: RegExpMatchArray & { index: number }, group: string): Range {
  const end = index + whole.length;
  return { start: end - group.length, end };
}

const TOKEN_HEADERS = headersNamed(SESSION_TOKENS);
const OTHER_HEADERS = headersNamed(SECRET_HEADERS.filter((name) => !SESSION_TOKENS.includes(name)));
const ALL_HEADERS = headersNamed(SECRET_HEADERS);

const slicesOf = (head: Bytes, ranges: readonly Range[]) => ranges.map(({ start, end }) => slice(head, start, end));

/** Returns all session tokens in a head. The first token is the one in use. */
export function tokensIn(head: Bytes): Bytes[] {
  return slicesOf(head, headerRanges(head.octets, TOKEN_HEADERS));
}

/**
 * Returns the secrets in a head, except for session tokens in headers. Whole values come first, followed by their
 * secret parts.
 */
function otherSecretsIn(head: Bytes): Bytes[] {
  const headers = headerRanges(head.octets, OTHER_HEADERS);
  return [
    ...slicesOf(head, [...headers, ...parameterRanges(head.octets), ...passwordRanges(head.octets)]),
    ...headers.flatMap(({ name, start, end }) => secretParts(name, slice(head, start, end))),
  ];
}

/**
 * Returns all secrets in a head, including values of which only a part is secret. A token in the query stays
 * percent-encoded.
 */
export function secretsIn(head: Bytes): Bytes[] {
  return [...tokensIn(head), ...otherSecretsIn(head)];
}

/** Overwrites each secret in a head, a URL, or a target with `*`. */
export function maskSecretsIn(octets: Octets): Octets {
  return MAY_HOLD_SECRET.test(octets) ? overwrite(octets, secretRangesIn(octets)) : octets;
}

/** Matches the characters that follow the name of a header or a query parameter. */
const MAY_HOLD_SECRET = /[:=]/;

function secretRangesIn(octets: Octets): Range[] {
  return [...headerRanges(octets, ALL_HEADERS), ...parameterRanges(octets), ...passwordRanges(octets)];
}

/** Masks secrets in text, just as `maskSecretsIn` does in octets. */
export function maskSecretsInText(text: string): string {
  return asText(maskSecretsIn(octetsFromText(text)));
}

/** The location of a secret. The secret access key and the session token in use are recorded separately. */
type SecretPlace = 'header' | 'policy' | 'field';

/** Defines the value of a secret in this place. `index` starts at 0. */
function otherSecretDefinition(place: SecretPlace, index: number): ValueDefinition {
  return {
    id: `other-secret-in-${place}-${index + 1}`,
    name: `Secret ${place}`,
    stage: REQUEST_STAGE.id,
    form: 'text',
    secrecy: 'secret',
  };
}

/** Records the other secrets in a head, so that the redactor knows them. Without a record, the head is not searched. */
export function recordOtherSecrets(head: Bytes, record: Recorder): void {
  if (record === unrecorded) return;
  recordSecrets('header', otherSecretsIn(head), record);
}

/** Records secrets and returns them as copies of the recorded values. */
export function recordSecrets(place: SecretPlace, secrets: readonly Bytes[], record: Recorder): Bytes[] {
  return secrets.map((secret, index) => record(otherSecretDefinition(place, index), secret));
}

/**
 * Returns whether a value is a secret that the request carries, such as a session token, a cookie, or a customer's key.
 */
export function isCarriedSecret({ id, secrecy }: Value): boolean {
  return secrecy === 'secret' && (id.startsWith('session-token') || id.startsWith('other-secret-in-'));
}

/** Masks secrets in text that may contain canonical headers and a query. Offsets do not change. */
export function maskCanonicalText(octets: Octets): Octets {
  return overwrite(octets, secretRangesInCanonicalText(octets));
}

/** Returns the ranges of the secrets in a canonical text, in order. */
export function secretRangesInCanonicalText(octets: Octets): Range[] {
  let offset = 0;
  return (octets.split('\n') as Octets[]).flatMap((line) => {
    const ranges = rangesInLine(line).map(({ start, end }) => ({ start: start + offset, end: end + offset }));
    offset += line.length + 1;
    return ranges;
  });
}

/** In a canonical text, the query is on its own line, without a question mark. */
function rangesInLine(line: Octets): Range[] {
  if (isHeader(line)) return secretRangesIn(line);
  if (!line.includes('=')) return [];
  return secretRangesIn(`?${line}` as Octets).map(({ start, end }) => ({ start: start - 1, end: end - 1 }));
}

const isHeader = (line: Octets): boolean => /^[^=:?&/]+:/.test(line);
