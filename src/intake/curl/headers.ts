/**
 * Builds the headers that curl sends, in the order in which curl sends them. They include headers from -H and curl's
 * own headers.
 */

import { base64 } from '../../bytes/base64.ts';
import { type Bytes, fixed, join, NOTHING, slice } from '../../bytes/bytes.ts';
import type { Rule } from '../../bytes/origin.ts';
import type { Problem } from '../../bytes/problem.ts';
import { trim } from '../../bytes/text-operations.ts';
import { type HeaderField, TOKEN } from '../../http/message.ts';
import { inputProblem } from '../pasted/client-request.ts';
import { CURL_MANUAL, type CurlArgument, isGiven, lastValue } from './arguments.ts';
import type { CurlData } from './data.ts';

/** A header from -H. If the header is `removed`, curl does not send any header with this name. */
export interface CustomHeader {
  readonly kind: 'sent' | 'removed';
  readonly field: HeaderField;
}

/** A header that curl adds, unless -H sets or removes that header. */
export interface OwnHeader {
  readonly name: string;
  readonly value: Bytes | null;
  /** Whether curl sends the header before or after the headers from -H. Headers about the body come last. */
  readonly place: 'before' | 'after';
}

export interface CustomHeaders {
  readonly headers: readonly CustomHeader[];
  readonly remarks: readonly string[];
}

/**
 * Reads `Name: value`, `Name;` for an empty header, or `Name:` to remove a header. Anything else is ignored, as in
 * curl.
 */
export function readCustomHeaders(given: readonly CurlArgument[]): CustomHeaders | Problem {
  const headers: CustomHeader[] = [];
  const remarks: string[] = [];
  for (const { name, value, start, end } of given) {
    if (name !== 'header') continue;
    const line = value ?? NOTHING;
    if (line.octets.startsWith('@')) return fileOfHeaders(start, end);
    const header = readLine(line);
    if (header && (!TOKEN.test(header.field.name.octets) || /[\r\n\0]/.test(header.field.value.octets))) {
      return badHeader(start, end);
    }
    if (header) headers.push(header);
    else remarks.push(`The -H at byte ${start} is not "Name: value": curl sends nothing for it.`);
  }
  return { headers, remarks };
}

function readLine(line: Bytes): CustomHeader | null {
  const colon = line.octets.indexOf(':');
  if (colon >= 0) {
    const value = trim(slice(line, colon + 1), ' \t');
    const field = { name: slice(line, 0, colon), value };
    return { kind: value.octets === '' ? 'removed' : 'sent', field };
  }
  const semicolon = line.octets.indexOf(';');
  if (semicolon < 0 || semicolon + 1 < line.octets.length) return null;
  return { kind: 'sent', field: { name: slice(line, 0, semicolon), value: NOTHING } };
}

/** Puts all headers in the order in which curl sends them. Host is always first, even if it comes from -H. */
export function inOrder(host: Bytes, own: readonly OwnHeader[], custom: readonly CustomHeader[]): HeaderField[] {
  const named = (name: string) => custom.filter(({ field }) => isNamed(field, name));
  const added = (wanted: OwnHeader['place']) =>
    own.flatMap(({ name, value, place }) =>
      value === null || place !== wanted || named(name.toLowerCase()).length > 0
        ? []
        : [{ name: headerName(name), value }],
    );
  const [givenHost] = named('host');
  const first = givenHost
    ? givenHost.kind === 'sent'
      ? [givenHost.field]
      : []
    : [{ name: headerName('Host'), value: host }];
  const sent = custom.filter(({ kind, field }) => kind === 'sent' && !isNamed(field, 'host')).map(({ field }) => field);
  return [...first, ...added('before'), ...sent, ...added('after')];
}

const isNamed = ({ name }: HeaderField, wanted: string) => name.octets.toLowerCase() === wanted;

const hasHeader = (custom: readonly CustomHeader[], name: string) =>
  custom.some(({ kind, field }) => kind === 'sent' && isNamed(field, name));

/** Creates the bytes of text that curl adds; `says` is the reason. */
export function ofCurl(text: string, says: string): Bytes {
  const rule: Rule = { id: 'curl', says, see: CURL_MANUAL };
  return fixed(text, rule);
}

const headerName = (name: string) => ofCurl(name, `curl sends a ${name} header`);

/** Joins the values of all -b options into one header. */
export function cookieHeader(given: readonly CurlArgument[]): { value: Bytes | null; remarks: readonly string[] } {
  const values = given.filter(({ name }) => name === 'cookie').map(({ value }) => value ?? NOTHING);
  const cookies = values.filter(({ octets }) => octets.includes('='));
  return {
    value:
      cookies.length > 0 ? join(cookies, ofCurl(';', 'curl joins the cookies of several -b with a semicolon')) : null,
    remarks: cookies.length < values.length ? ['The cookies come from a file, which was not read.'] : [],
  };
}

function fileOfHeaders(start: number, end: number): Problem {
  return inputProblem(
    'curl-header',
    `The -H at byte ${start} names a file of headers, which is not read.`,
    'Write each of its headers with a separate -H.',
    { start, end },
    CURL_MANUAL,
  );
}

function badHeader(start: number, end: number): Problem {
  return inputProblem(
    'curl-header',
    `The -H at byte ${start} contains a character that is not allowed in a header.`,
    'Write it as "Name: value", on one line, without a space before the colon.',
    { start, end },
    'https://www.rfc-editor.org/rfc/rfc9110#section-5.1',
  );
}

/** Returns the headers that --json adds unless -H names them. */
export function jsonHeaders(custom: readonly CustomHeader[]): CustomHeader[] {
  const isNamed = (name: string) => custom.some(({ field }) => field.name.octets.toLowerCase() === name);
  return ['Content-Type', 'Accept']
    .filter((name) => !isNamed(name.toLowerCase()))
    .map((name) => ({
      kind: 'sent',
      field: {
        name: ofCurl(name, `--json adds a ${name} header`),
        value: ofCurl('application/json', '--json means that both sides use JSON'),
      },
    }));
}

/**
 * Builds the headers that curl itself adds. The default User-Agent is omitted because it contains an unknown version
 * and because curl never signs it.
 */
export function ownHeaders(
  given: readonly CurlArgument[],
  sent: CurlData | null,
  cookie: Bytes | null,
  custom: readonly CustomHeader[],
): readonly OwnHeader[] | Problem {
  const value = (name: string) => {
    const found = lastValue(given, name);
    return found?.octets ? found : null;
  };
  const range = value('range');
  if (range && (sent || isGiven(given, 'upload-file'))) {
    const place = given.findLast(({ name }) => name === 'range') ?? { start: 0, end: 0 };
    const says = 'The command has -r and a body. curl then adds a Content-Range header, which is unknown here.';
    return inputProblem('curl-option', says, 'Leave out -r, and write the header with -H.', place, CURL_MANUAL);
  }
  const referer = value('referer');
  const auto = referer?.octets.lastIndexOf(';auto') ?? -1;
  const isChunked = hasHeader(custom, 'transfer-encoding');
  const length =
    sent?.body && !isChunked
      ? ofCurl(String(sent.body.octets.length), 'this is the length of the body in bytes')
      : null;
  const type = sent ? ofCurl('application/x-www-form-urlencoded', '-d sends the same as an HTML form') : null;
  return [
    { name: 'Authorization', value: authorizationOf(given), place: 'before' },
    { name: 'Range', value: range && join([ofCurl('bytes=', '-r counts bytes'), range]), place: 'before' },
    { name: 'User-Agent', value: value('user-agent'), place: 'before' },
    { name: 'Accept', value: ofCurl('*/*', 'curl accepts any type of content'), place: 'before' },
    { name: 'Referer', value: referer && auto >= 0 ? slice(referer, 0, auto) : referer, place: 'before' },
    { name: 'Cookie', value: cookie, place: 'before' },
    ...streamedHeaders(lastValue(given, 'upload-file')),
    { name: 'Content-Length', value: length, place: 'after' },
    { name: 'Content-Type', value: type, place: 'after' },
  ];
}

/** Builds the headers for a body that is read from standard input and therefore has an unknown length. */
function streamedHeaders(file: Bytes | null): readonly OwnHeader[] {
  if (file?.octets !== '-' && file?.octets !== '.') return [];
  const says = 'the body comes from standard input, and its length is unknown';
  return [
    { name: 'Transfer-Encoding', value: ofCurl('chunked', says), place: 'after' },
    { name: 'Expect', value: ofCurl('100-continue', says), place: 'after' },
  ];
}

/**
 * Builds the Authorization header for -u or --oauth2-bearer. Returns `null` if curl sends no such header. With
 * --aws-sigv4, the header contains a signature instead.
 */
function authorizationOf(given: readonly CurlArgument[]): Bytes | null {
  if (isGiven(given, 'aws-sigv4')) return null;
  const bearer = lastValue(given, 'oauth2-bearer');
  if (bearer) return join([ofCurl('Bearer ', '--oauth2-bearer sends a token'), bearer]);
  const user = lastValue(given, 'user');
  if (!user?.octets.includes(':')) return null;
  return join([fixed('Basic ', { id: 'basic', says: '-u sends a name and a password', see: RFC_BASIC }), base64(user)]);
}

const RFC_BASIC = 'https://www.rfc-editor.org/rfc/rfc7617';
