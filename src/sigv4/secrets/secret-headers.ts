/** Headers, parameters and fields whose value is a secret: they are masked wherever they stand. */

import { base64Decoded } from '../../bytes/base64.ts';
import { type Bytes, plain, slice } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { percentDecode, split, trim } from '../../bytes/text-operations.ts';
import { type MaskedRange, overwrite } from '../../trace/redact.ts';
import type { Recorder, Value, ValueDefinition } from '../../trace/trace.ts';
import { REQUEST_STAGE } from '../stages/request.ts';

/** The session token of temporary credentials. */
const SESSION_TOKEN = 'x-amz-security-token';

/** The parameters of a query that are secrets, in lower case. S3 Express has a name of its own for its token. */
export const SECRET_PARAMETERS: readonly string[] = [SESSION_TOKEN, 'x-amz-s3session-token'];

/** Headers and form fields: these too, the keys of SSE-C, and what other kinds of authentication send. */
export const SECRET_HEADERS: readonly string[] = [
  ...SECRET_PARAMETERS,
  'x-amz-server-side-encryption-customer-key',
  'x-amz-copy-source-server-side-encryption-customer-key',
  'cookie',
  'authorization',
  'proxy-authorization',
];

/** Whether the value of a header or of a form field of this name is a secret; in any case of letters. */
export const isSecretName = (name: string): boolean => SECRET_HEADERS.includes(name.toLowerCase());

/** Whether the value of a query parameter of this name is one, however the name is spelled. */
export function isSecretParameter(name: Octets): boolean {
  return SECRET_PARAMETERS.includes(percentDecode(plain(name)).octets.toLowerCase());
}

/** Where the value of a header stands. */
interface HeaderRange extends MaskedRange {
  /** In lower case. */
  readonly name: string;
}

/** Finds the values of headers of these names, also where a head is malformed: they are masked even then. */
function headerRanges(head: Octets, names: readonly string[]): HeaderRange[] {
  // After white space, after a fold or a carriage return alone, and over all of these.
  const pattern = new RegExp(
    `(?:^|[\\r\\n])[ \\t]*(${names.join('|')})[ \\t]*:[ \\t]*((?:[^\\r\\n]|\\r(?!\\n)|\\r?\\n[ \\t])+)`,
    'gi',
  );
  return [...head.matchAll(pattern)]
    .filter(([, , value = '']) => !IS_SIGNATURE.test(value))
    .map((match) => ({ name: (match[1] ?? '').toLowerCase(), ...endOf(match, match[2] ?? '') }));
}

/** What an Authorization header of AWS holds: it proves that its sender has the secret, and does not tell it. */
export const IS_SIGNATURE = /^AWS(?:4-[A-Z0-9-]+)? /;

/** Where the values of secret query parameters stand, spaces in them too. */
function parameterRanges(head: Octets): MaskedRange[] {
  const pattern = /[?&]([^=&?\r\n]+)=((?:(?! HTTP\/\d)[^&\r\n])+)/g;
  return [...head.matchAll(pattern)]
    .filter(([, name = '']) => isSecretParameter(name as Octets))
    .map((match) => endOf(match, match[2] ?? ''));
}

/** The last group of a match. */
function endOf({ 0: whole, index }: RegExpMatchArray & { index: number }, group: string): MaskedRange {
  const end = index + whole.length;
  return { start: end - group.length, end };
}

const OTHER_HEADERS = SECRET_HEADERS.filter((name) => name !== SESSION_TOKEN);

const slicesOf = (head: Bytes, ranges: readonly MaskedRange[]) =>
  ranges.map(({ start, end }) => slice(head, start, end));

/** Every session token among the headers of a head: the first is the one in use. */
export function tokensIn(head: Bytes): Bytes[] {
  return slicesOf(head, headerRanges(head.octets, [SESSION_TOKEN]));
}

/** The secrets of a head that are no session tokens in a header: whole values first, then their parts. */
function otherSecretsIn(head: Bytes): Bytes[] {
  const headers = headerRanges(head.octets, OTHER_HEADERS);
  return [
    ...slicesOf(head, [...headers, ...parameterRanges(head.octets)]),
    ...headers.flatMap(({ name, start, end }) => secretParts(name, slice(head, start, end))),
  ];
}

/** Every secret of a head, and the parts that are secrets of their own; a token in the query is percent-encoded as it is there. */
export function secretsIn(head: Bytes): Bytes[] {
  return [...tokensIn(head), ...otherSecretsIn(head)];
}

/** A head, a URL or a target with `*` in the place of each secret in it. */
export function maskSecretsIn(octets: Octets): Octets {
  return overwrite(octets, secretRangesIn(octets));
}

/** Where they stand, headers first. */
function secretRangesIn(octets: Octets): MaskedRange[] {
  return [...headerRanges(octets, SECRET_HEADERS), ...parameterRanges(octets)];
}

/** The same of text for people. */
export function maskSecretsInText(text: string): string {
  const masked = maskSecretsIn(octetsFromText(text));
  return textFromOctets(masked) ?? masked;
}

/** Where a secret was found that is neither the secret access key nor the session token in use. */
type SecretPlace = 'header' | 'policy' | 'field';

/** `index` from 0: a request can carry several. */
function otherSecretDefinition(place: SecretPlace, index: number): ValueDefinition {
  return {
    id: `other-secret-in-${place}-${index + 1}`,
    name: `Secret ${place}`,
    stage: REQUEST_STAGE.id,
    form: 'text',
    secrecy: 'secret',
  };
}

/** Records the other secrets of a head as values, so that the redactor knows them. */
export function recordOtherSecrets(head: Bytes, record: Recorder): void {
  recordSecrets('header', otherSecretsIn(head), record);
}

/** Gives them back as quotations of what was recorded. */
export function recordSecrets(place: SecretPlace, secrets: readonly Bytes[], record: Recorder): Bytes[] {
  return secrets.map((secret, index) => record(otherSecretDefinition(place, index), secret));
}

/** Whether a value is a secret that goes over the wire: a session token, a cookie, a key of the customer. */
export function isCarriedSecret({ id, secrecy }: Value): boolean {
  return secrecy === 'secret' && (id.startsWith('session-token') || id.startsWith('other-secret-in-'));
}

/** Gives them for a header of this name, in lower case; none for a header that is one secret as a whole. */
function secretParts(name: string, value: Bytes): Bytes[] {
  if (name === 'cookie') return cookieValues(value).filter(isThere);
  if (name === 'authorization' || name === 'proxy-authorization') return credentialsIn(value).filter(isThere);
  return [];
}

const isThere = ({ octets }: Bytes) => octets !== '';

/** As RFC 6265, section 4.2.1, has them, without quotation marks; also decoded where they are percent-encoded. */
function cookieValues(header: Bytes): Bytes[] {
  return split(header, ';').flatMap((pair) => {
    const value = trim(slice(pair, pair.octets.indexOf('=') + 1), ' \t\r\n"');
    return value.octets.includes('%') ? [value, percentDecode(value)] : [value];
  });
}

/** What follows the scheme (RFC 9110, section 11.4); for Basic also the pair and the password in it (RFC 7617). */
function credentialsIn(header: Bytes): Bytes[] {
  const [scheme = header.octets, space = ''] = /^([^ \t]+)([ \t]+)/.exec(header.octets)?.slice(1) ?? [];
  const credentials = trim(slice(header, scheme.length + space.length), ' \t\r\n');
  const pair = /^basic$/i.test(scheme) ? base64Decoded(credentials) : null;
  if (pair === null) return [credentials];
  const colon = pair.octets.indexOf(':');
  // The name alone is no secret, and often a word that answers have for other reasons.
  return [credentials, pair, ...(colon < 0 ? [] : [slice(pair, colon + 1)])];
}

/** Any text of which some lines may be canonical headers, and others a query; offsets never move. */
export function maskCanonicalText(octets: Octets): Octets {
  return overwrite(octets, secretRangesInCanonicalText(octets));
}

/** Where the secrets of such a text stand, in order. */
export function secretRangesInCanonicalText(octets: Octets): MaskedRange[] {
  let offset = 0;
  return (octets.split('\n') as Octets[]).flatMap((line) => {
    const ranges = rangesInLine(line).map(({ start, end }) => ({ start: start + offset, end: end + offset }));
    offset += line.length + 1;
    return ranges;
  });
}

/** A query stands on a line of its own, without the question mark in front of it. */
function rangesInLine(line: Octets): MaskedRange[] {
  if (isHeader(line)) return secretRangesIn(line);
  if (!line.includes('=')) return [];
  return secretRangesIn(`?${line}` as Octets).map(({ start, end }) => ({ start: start - 1, end: end - 1 }));
}

const isHeader = (line: Octets): boolean => /^[^=:?&/]+:/.test(line);
