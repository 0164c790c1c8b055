/** Reads the method, URL, headers, and body of a request that a program passes to the library. */
import { insteadOf } from '../../app/options/gone.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromArray, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { type HeaderField, headerValue } from '../../http/message.ts';
import {
  isObject,
  isText,
  type JsonObject,
  type MemberProblem,
  readOptionalText,
  readText,
  unknownMember,
  wrongMember,
} from '../../intake/json/json-line.ts';
import { methodOf, readHeaders } from '../../intake/json/json-request.ts';
import { readUrl, type UrlParts } from '../../intake/url.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment } from '../../sigv4/timestamp.ts';
import type { Problem as PublicProblem } from '../problem.ts';

/** Returns the problem for an input that is not an object. `members` names the required members. */
export const noObject = (members: string): Problem =>
  problem('input', 'The input is not an object.', `Give one with ${members}.`);

/** Returns the problem of a member that the input of a function does not have, or no longer has; `null` if there is none. */
export function otherMember(input: JsonObject, name: string, members: readonly string[]): MemberProblem | null {
  const unknown = unknownMember(input, members);
  return unknown && { ...unknown, fix: insteadOf(`${name} ${unknown.path}`) ?? unknown.fix };
}

/**
 * Reads the method; the default is GET. `path` is put before the member's name in problems and ends with a period, such
 * as `request.`.
 */
export function readMethod(input: JsonObject, path = ''): Octets | MemberProblem {
  const method = readOptionalText(input, 'method', `${path}method`) ?? 'GET';
  if (isProblem(method)) return method;
  return methodOf(method, `${path}method`);
}

/** Reads an absolute URL. Its path and query are used exactly as written. */
export function readAbsoluteUrl(input: JsonObject, path = ''): UrlParts | MemberProblem {
  const text = readText(input, 'url', `${path}url`);
  if (isProblem(text)) return text;
  const url = readUrl(text, { id: 'url', source: { kind: 'caller', name: null } });
  // The reader's problem would quote the URL, which may contain a secret.
  return isProblem(url)
    ? wrongMember(
        `${path}url`,
        'is not a URL with a host',
        'Write it as https://HOST/PATH, with the host in ASCII.',
        url.see,
      )
    : url;
}

/** Reads the headers. If Host is missing, the host is taken from the URL, and the Host header comes first. */
export function readFields(input: JsonObject, url: UrlParts | null, path = ''): readonly HeaderField[] | MemberProblem {
  const fields = readHeaders(pairsOf(input.headers), `${path}headers`);
  if (isProblem(fields) || url === null || headerValue(fields, 'host')) return fields;
  return [{ name: plain(octetsFromText('Host')), value: plain(hostOf(url)) }, ...fields];
}

/** Returns the value of the Host header. Like clients, omits the default port of the scheme (RFC 9110, section 7.2). */
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

/** Reads the body. Returns `null` if the body is missing. */
export function readBodyInput(input: JsonObject, path = ''): Octets | null | MemberProblem {
  const { body } = input;
  if (body === undefined || body === null) return null;
  if (body instanceof Uint8Array) return octetsFromArray(body);
  if (isText(body)) return octetsFromText(body);
  return wrongMember(`${path}body`, 'is neither a string nor a Uint8Array', 'Give its bytes.');
}

/** Reads a time; the default is the current time. */
export function readDate(input: JsonObject, name: string): Date | MemberProblem {
  const value = input[name];
  if (value === undefined || value === null) return new Date(Date.now());
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  const moment = typeof value === 'string' ? readMoment(value) : null;
  return moment === null
    ? wrongMember(name, 'is not a time that can be read', HOW_TO_WRITE_A_MOMENT)
    : new Date(moment);
}

/**
 * Converts a problem to the library's form. `path` is the invalid member of the input; by default, it comes from the
 * problem.
 */
export function publicProblem(own: Problem & { readonly path?: string }, path = own.path ?? null): PublicProblem {
  const { kind, code, says, fix, where, see } = own;
  return { kind, code, says, fix, path, where, see };
}
