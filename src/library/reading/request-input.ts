/** What a program says of a request: its method, URL, headers and body, read into bytes. */
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromArray, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { type HeaderField, headerValue, TOKEN } from '../../http/message.ts';
import {
  isObject,
  isText,
  type JsonObject,
  type MemberProblem,
  readOptionalText,
  readText,
  wrongMember,
} from '../../intake/json/json-line.ts';
import { readHeaders } from '../../intake/json/json-request.ts';
import { readUrl, type UrlParts } from '../../intake/url.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment } from '../../sigv4/timestamp.ts';
import type { Problem as PublicProblem } from '../problem.ts';

/** What is given to a function is not an object; `members` are those that it needs. */
export const noObject = (members: string): Problem =>
  problem('input', 'The input is not an object.', `Give one with ${members}.`);

/** `path` begins the path of each member, and ends with a point: `request.`. */
export function readMethod(input: JsonObject, path = ''): Octets | MemberProblem {
  const method = readOptionalText(input, 'method', `${path}method`) ?? 'GET';
  if (isProblem(method)) return method;
  if (TOKEN.test(method)) return octetsFromText(method);
  return wrongMember(
    `${path}method`,
    'is not an HTTP method',
    'Use one such as GET or PUT.',
    'https://www.rfc-editor.org/rfc/rfc9110#section-9.1',
  );
}

/** An absolute URL. Its path and query go over the wire as they are written. */
export function readAbsoluteUrl(input: JsonObject, path = ''): UrlParts | MemberProblem {
  const text = readText(input, 'url', `${path}url`);
  if (isProblem(text)) return text;
  const url = readUrl(text, { id: 'url', source: { kind: 'caller', name: null } });
  // The problem of the reader quotes the URL, in which a secret may be.
  return isProblem(url)
    ? wrongMember(
        `${path}url`,
        'is not a URL with a host',
        'Write it as https://HOST/PATH, the host in ASCII.',
        url.see,
      )
    : url;
}

/** The given headers, after the Host of the URL where they have none. */
export function readFields(input: JsonObject, url: UrlParts | null, path = ''): readonly HeaderField[] | MemberProblem {
  const fields = readHeaders(pairsOf(input.headers), `${path}headers`);
  if (isProblem(fields) || url === null || headerValue(fields, 'host')) return fields;
  return [{ name: plain(octetsFromText('Host')), value: plain(hostOf(url)) }, ...fields];
}

/** Clients leave the port of the scheme out of the Host header (RFC 9110, section 7.2). */
function hostOf({ scheme, authority }: UrlParts): Octets {
  const usual = scheme === 'http' ? /:(?:80)?$/ : /:(?:443)?$/;
  return authority.octets.replace(usual, '') as Octets;
}

function pairsOf(headers: unknown): unknown {
  if (headers === undefined) return [];
  if (typeof headers === 'object' && headers !== null && isIterable(headers)) return [...headers];
  if (!isObject(headers)) return headers;
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one: unknown) => [name, one]),
  );
}

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

/** `null` where it is not given. */
export function readBodyInput(input: JsonObject, path = ''): Octets | null | MemberProblem {
  const { body } = input;
  if (body === undefined || body === null) return null;
  if (body instanceof Uint8Array) return octetsFromArray(body);
  if (isText(body)) return octetsFromText(body);
  return wrongMember(`${path}body`, 'is neither a string nor a Uint8Array', 'Give its bytes.');
}

/** The moment of a member, to the second; that of the clock where it is not given. */
export function readDate(input: JsonObject, name: string): Date | MemberProblem {
  const value = input[name];
  if (value === undefined || value === null) return new Date(Date.now());
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  const moment = typeof value === 'string' ? readMoment(value) : null;
  return moment === null
    ? wrongMember(name, 'is not a time that can be read', HOW_TO_WRITE_A_MOMENT)
    : new Date(moment);
}

/** `path` is the member of the input that is at fault; that of the problem, where it has one. */
export function publicProblem(own: Problem & { readonly path?: string }, path = own.path ?? null): PublicProblem {
  const { kind, code, says, fix, where, see } = own;
  return { kind, code, says, fix, path, where, see };
}
