/** Reads the requests in a HAR file, which browsers can save (http://www.softwareishard.com/blog/har-12-spec/). */

import { decodeBase64 } from '../../bytes/base64.ts';
import { type Bytes, fixed, given, slice } from '../../bytes/bytes.ts';
import type { InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { afterByteOrderMark } from '../../bytes/utf8.ts';
import { type HeaderField, headerValue, TOKEN } from '../../http/message.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import {
  bytesOfString,
  type JsonValue,
  member,
  octetsOfString,
  offsetInString,
  readJson,
} from '../json/json-with-places.ts';
import { readUrlWithin } from '../url.ts';
import { type ClientRequest, inputProblem } from './client-request.ts';
import { headTooLong, longHead } from './head-limit.ts';

export interface HarEntry {
  /** The path of the entry in the file, such as `log.entries[3]`. */
  readonly path: string;
  /** The time at which the request was sent, as written in the file; `null` if the file does not specify a time. */
  readonly startedDateTime: string | null;
  /** The duration of the exchange in milliseconds; `null` if the file does not specify one. */
  readonly milliseconds: number | null;
  /** The request, or a problem if the request cannot be read. The problem does not affect the other entries. */
  readonly request: ClientRequest | Problem;
  readonly response: JsonValue | undefined;
}

const SEE = 'http://www.softwareishard.com/blog/har-12-spec/';
const HOST_RULE: Rule = {
  id: 'host-of-url',
  says: 'a request names its host, which the file contains only in the URL',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
};

const BEGINS = /^[\t-\r ]{0,1024}\{[\t-\r ]{0,1024}"log"[\t-\r ]{0,1024}:[\t-\r ]{0,1024}\{/;

/** Returns whether a text begins like a HAR file, whether or not it can be read. */
export const beginsHar = (octets: Octets): boolean => BEGINS.test(octets.slice(afterByteOrderMark(octets), 8192));

/**
 * Reads the exchanges in a HAR file. Returns a problem if the file has no list of them; a request that cannot be read is
 * a problem in its entry.
 */
export function readHar(octets: Octets, source: InputSource): readonly HarEntry[] | Problem {
  const root = readJson(octets, afterByteOrderMark(octets));
  if (isProblem(root)) return root;
  const entries = member(member(root, 'log'), 'entries');
  if (entries?.kind !== 'array') return wrongShape('log.entries', 'a list', member(root, 'log') ?? root);
  if (entries.items.length > ENTRIES_LIMIT) return wrongShape('log.entries', WITHIN_LIMIT, entries);
  const whole = given(octets, { id: 'request', source });
  return entries.items.map((entry, index) => readEntry(whole, entry, `log.entries[${index}]`));
}

/** The maximum number of entries that are read. No browser saves more. */
const ENTRIES_LIMIT = 65_536;
const WITHIN_LIMIT = `a list of no more than ${ENTRIES_LIMIT} requests`;

/**
 * Reads a string in the head of a request. A string that exceeds the limit is not decoded, because the request will be
 * rejected anyway.
 */
function textOf(whole: Bytes, value: JsonValue | undefined): Bytes | null {
  if (value?.kind !== 'string') return null;
  // Recording the position of each escape takes memory.
  const isTooLong = value.end - value.start > HEAD_LIMIT * LONGEST_ESCAPE + QUOTATION_MARKS;
  return isTooLong ? slice(whole, value.start + 1, value.end - 1) : bytesOfString(whole, value);
}

/** The length of the longest escape that decodes to one byte, such as `\u0041`. */
const LONGEST_ESCAPE = 6;
const QUOTATION_MARKS = 2;

function readEntry(whole: Bytes, entry: JsonValue, path: string): HarEntry {
  const request = member(entry, 'request');
  const time = member(entry, 'time');
  return {
    path,
    milliseconds: time?.kind === 'number' && time.number >= 0 ? time.number : null,
    startedDateTime: textOf(whole, member(entry, 'startedDateTime'))?.octets ?? null,
    request: request
      ? readRequest(whole, request, `${path}.request`)
      : wrongShape(`${path}.request`, 'a request', entry),
    response: member(entry, 'response'),
  };
}

function readRequest(whole: Bytes, request: JsonValue, path: string): ClientRequest | Problem {
  const method = textOf(whole, member(request, 'method'));
  if (!method || !TOKEN.test(method.octets)) return wrongShape(`${path}.method`, 'an HTTP method', request);
  const written = textOf(whole, member(request, 'url'));
  if (!written) return wrongShape(`${path}.url`, 'a URL', request);
  const other = NOT_HTTP.exec(written.octets)?.[0];
  if (other !== undefined) return notHttp(other, request);
  const url = readUrlWithin(written);
  if (isProblem(url)) return url;
  const all = readHeaders(whole, member(request, 'headers'), `${path}.headers`, request);
  if (isProblem(all)) return all;
  const sent = all.filter(({ name }) => !name.octets.startsWith(':'));
  const authority = headerValue(all, ':authority') ?? url.authority;
  const hasHost = headerValue(sent, 'host') !== undefined;
  const headers = hasHost ? sent : [{ name: fixed('Host', HOST_RULE), value: authority }, ...sent];
  const body = readBody(whole, request, headers, path);
  if (isProblem(body)) return body;
  const head = { method, target: url.target, headers };
  return headTooLong(head) ?? { head, seenBy: 'client', unsaid: [], scheme: url.scheme, ...body };
}

/**
 * Matches URLs that browsers record but do not send over HTTP. WebSocket URLs are not included, because they can be
 * signed.
 */
const NOT_HTTP =
  /^(?:data|blob|about|file|chrome|resource|(?:chrome|moz|safari-web)-extension):|^wss?:(?!.*[?&]X-Amz-Signature=)/is;

/** Returns the problem for a URL that is not HTTP. The problem has the code for an unsigned request. */
function notHttp(scheme: string, request: JsonValue): Problem {
  const says = `The URL begins with ${JSON.stringify(scheme)}: it is not an HTTP request, and it is not signed.`;
  return inputProblem('unsigned', says, 'There is nothing to verify.', request, SEE);
}

function readHeaders(
  whole: Bytes,
  list: JsonValue | undefined,
  path: string,
  request: JsonValue,
): HeaderField[] | Problem {
  if (list?.kind !== 'array') return wrongShape(path, 'a list of headers', list ?? request);
  const fields: HeaderField[] = [];
  let length = 0;
  for (const [index, item] of list.items.entries()) {
    const name = textOf(whole, member(item, 'name'));
    const value = textOf(whole, member(item, 'value'));
    const isHeader = name && value && TOKEN.test(name.octets.replace(/^:/, '')) && !/[\r\n\0]/.test(value.octets);
    if (!isHeader) return wrongShape(`${path}[${index}]`, 'a name and a value that a header can have', item);
    length += name.octets.length + value.octets.length + ': \r\n'.length;
    if (length > HEAD_LIMIT) return longHead(value, 0);
    fields.push({ name, value });
  }
  return fields;
}

type FoundBody = Pick<ClientRequest, 'body' | 'bodyOffset' | 'remarks'>;

/** Reads the text of `postData`, which is missing if the browser did not keep the body. */
function readBody(
  whole: Bytes,
  request: JsonValue,
  headers: readonly HeaderField[],
  path: string,
): FoundBody | Problem {
  const postData = member(request, 'postData');
  const length = Number(headerValue(headers, 'content-length')?.octets ?? Number.NaN);
  const string = member(postData, 'text');
  const text = string?.kind === 'string' ? octetsOfString(whole.octets, string) : null;
  if (string?.kind !== 'string' || text === null || (text === '' && length > 0)) {
    const bodySize = member(request, 'bodySize');
    const announced = length > 0 || (bodySize?.kind === 'number' && bodySize.number > 0) || hasParameters(postData);
    return { body: announced ? null : EMPTY, bodyOffset: null, remarks: announced ? [NOT_KEPT] : [] };
  }
  const encoding = textOf(whole, member(postData, 'encoding') ?? member(postData, '_encoding'));
  const isBase64 = encoding?.octets.toLowerCase() === 'base64';
  const body = isBase64 ? decodeBase64(text) : text;
  if (body === null) return wrongShape(`${path}.postData.text`, 'base64', postData ?? request);
  const bodyOffset = (at: number) => offsetInString(whole.octets, string, isBase64 ? Math.floor(at / 3) * 4 : at);
  return { body, bodyOffset, remarks: bodyRemarks(body, length) };
}

const NOT_KEPT = 'The file does not contain the body. What depends on it cannot be checked.';

function hasParameters(postData: JsonValue | undefined): boolean {
  const parameters = member(postData, 'params');
  return parameters?.kind === 'array' && parameters.items.length > 0;
}

/** The UTF-8 encoding of U+FFFD, which browsers write in place of bytes that are not UTF-8. */
const REPLACEMENT = '\xef\xbf\xbd';

function bodyRemarks(body: Octets, length: number): string[] {
  const lossy =
    'The body contains U+FFFD, with which browsers replace bytes that are not UTF-8. Its hash may differ from the hash of the body that was sent.';
  const other = `The body has ${body.length} bytes in the file, and its Content-Length says ${length}.`;
  return [
    ...(body.includes(REPLACEMENT) ? [lossy] : []),
    ...(Number.isNaN(length) || length === body.length ? [] : [other]),
  ];
}

/** Returns the problem for a missing or invalid value at `path` in `value`. */
function wrongShape(path: string, wanted: string, value: JsonValue): Problem {
  return inputProblem(
    'har',
    `The HAR file has no ${path} that is ${wanted}.`,
    'Save it again in the network view of the browser, "with sensitive data" if it asks.',
    value,
    SEE,
  );
}

/** Matches a date and time with a time zone. The zone is required because the user's time zone is unknown. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Returns the time at which the request was sent, in milliseconds since 1970, or `null` if the time is invalid. */
export function readStartedDateTime(text: string): number | null {
  const moment = DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : moment;
}
