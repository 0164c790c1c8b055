/** The headers of a request that curl makes: those of -H, and in which order its own stand among them. */

import { base64 } from '../../bytes/base64.ts';
import { type Bytes, fixed, join, NOTHING, slice } from '../../bytes/bytes.ts';
import type { Rule } from '../../bytes/origin.ts';
import type { Problem } from '../../bytes/problem.ts';
import { trim } from '../../bytes/text-operations.ts';
import { type HeaderField, TOKEN } from '../../http/message.ts';
import { inputProblem } from '../pasted/client-request.ts';
import { CURL_MANUAL, type CurlArgument, isGiven, lastValue } from './arguments.ts';
import type { CurlData } from './data.ts';

/** What -H says of a header: `sent`, or `removed` where curl would have sent one of its own. */
export interface CustomHeader {
  readonly kind: 'sent' | 'removed';
  readonly field: HeaderField;
}

/** A header of curl's own; a value is added only where no -H is about the same name. */
export interface OwnHeader {
  readonly name: string;
  readonly value: Bytes | null;
  /** Whether it goes before the headers of -H or behind them, as it does with those about the body. */
  readonly place: 'before' | 'after';
}

export interface CustomHeaders {
  readonly headers: readonly CustomHeader[];
  readonly remarks: readonly string[];
}

/** `Name: value`, `Name;` for a header without value, `Name:` for none; curl passes over what is neither. */
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

/** All headers in the order in which curl sends them; a Host of -H goes first too. */
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

export const hasHeader = (custom: readonly CustomHeader[], name: string) =>
  custom.some(({ kind, field }) => kind === 'sent' && isNamed(field, name));

/** A text that curl puts there itself; `says` goes on with "because". */
export function ofCurl(text: string, says: string): Bytes {
  const rule: Rule = { id: 'curl', says, see: CURL_MANUAL };
  return fixed(text, rule);
}

const headerName = (name: string) => ofCurl(name, `curl sends a ${name} header`);

/** Several values of -b are one header. */
export function cookieHeader(given: readonly CurlArgument[]): { value: Bytes | null; remarks: readonly string[] } {
  const values = given.filter(({ name }) => name === 'cookie').map(({ value }) => value ?? NOTHING);
  const cookies = values.filter(({ octets }) => octets.includes('='));
  return {
    value:
      cookies.length > 0 ? join(cookies, ofCurl(';', 'curl puts a semicolon between the cookies of several -b')) : null,
    remarks: cookies.length < values.length ? ['The cookies come from a file, which was not read.'] : [],
  };
}

function fileOfHeaders(start: number, end: number): Problem {
  return inputProblem(
    'curl-header',
    `The -H at byte ${start} names a file of headers, which is not read.`,
    'Write each header of it with an -H of its own.',
    { start, end },
    CURL_MANUAL,
  );
}

function badHeader(start: number, end: number): Problem {
  return inputProblem(
    'curl-header',
    `The -H at byte ${start} has a character that no header can have.`,
    'Write it as "Name: value", on one line, no space before the colon.',
    { start, end },
    'https://www.rfc-editor.org/rfc/rfc9110#section-5.1',
  );
}

/** Those that --json adds; they stand with the headers of -H. */
export function jsonHeaders(custom: readonly CustomHeader[]): CustomHeader[] {
  const isNamed = (name: string) => custom.some(({ field }) => field.name.octets.toLowerCase() === name);
  return ['Content-Type', 'Accept']
    .filter((name) => !isNamed(name.toLowerCase()))
    .map((name) => ({
      kind: 'sent',
      field: {
        name: ofCurl(name, `--json adds a ${name} header`),
        value: ofCurl('application/json', '--json says that both sides speak JSON'),
      },
    }));
}

/** Without its User-Agent, whose version nobody knows: curl never signs it. */
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
    const says = 'The command has -r and a body: curl makes a Content-Range header of them, which is not known here.';
    return inputProblem('curl-option', says, 'Leave -r out, and write the header with -H.', place, CURL_MANUAL);
  }
  const referer = value('referer');
  const auto = referer?.octets.lastIndexOf(';auto') ?? -1;
  const isChunked = hasHeader(custom, 'transfer-encoding');
  const length =
    sent?.body && !isChunked ? ofCurl(String(sent.body.octets.length), 'the body has so many bytes') : null;
  const type = sent ? ofCurl('application/x-www-form-urlencoded', '-d sends what an HTML form would') : null;
  return [
    { name: 'Authorization', value: authorizationOf(given), place: 'before' },
    { name: 'Range', value: range && join([ofCurl('bytes=', '-r counts bytes'), range]), place: 'before' },
    { name: 'User-Agent', value: value('user-agent'), place: 'before' },
    { name: 'Accept', value: ofCurl('*/*', 'curl takes any type of content'), place: 'before' },
    { name: 'Referer', value: referer && auto >= 0 ? slice(referer, 0, auto) : referer, place: 'before' },
    { name: 'Cookie', value: cookie, place: 'before' },
    ...streamedHeaders(lastValue(given, 'upload-file')),
    { name: 'Content-Length', value: length, place: 'after' },
    { name: 'Content-Type', value: type, place: 'after' },
  ];
}

/** Of a body that comes from standard input: nobody knows its length. */
function streamedHeaders(file: Bytes | null): readonly OwnHeader[] {
  if (file?.octets !== '-' && file?.octets !== '.') return [];
  const says = 'the body comes from standard input, and its length is not known';
  return [
    { name: 'Transfer-Encoding', value: ofCurl('chunked', says), place: 'after' },
    { name: 'Expect', value: ofCurl('100-continue', says), place: 'after' },
  ];
}

/** Of -u and --oauth2-bearer; with --aws-sigv4 the signature is in its place. */
function authorizationOf(given: readonly CurlArgument[]): Bytes | null {
  if (isGiven(given, 'aws-sigv4')) return null;
  const bearer = lastValue(given, 'oauth2-bearer');
  if (bearer) return join([ofCurl('Bearer ', '--oauth2-bearer sends a token'), bearer]);
  const user = lastValue(given, 'user');
  if (!user?.octets.includes(':')) return null;
  return join([fixed('Basic ', { id: 'basic', says: '-u sends name and password', see: RFC_BASIC }), base64(user)]);
}

const RFC_BASIC = 'https://www.rfc-editor.org/rfc/rfc7617';
