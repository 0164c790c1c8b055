/** Reads a pasted URL, which is usually presigned. */

import { type Bytes, fixed, given, join, slice } from '../../bytes/bytes.ts';
import type { Input, InputSource } from '../../bytes/input.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { afterByteOrderMark } from '../../bytes/utf8.ts';
import { afterWhiteSpace, beforeWhiteSpace, findWhiteSpace } from '../../bytes/white-space.ts';
import { HOST, longUrl, readUrlWithin } from '../url.ts';
import { type ClientRequest, inputProblem, MARK_LEFT_OUT } from './client-request.ts';
import { damagedUrl } from './mangled-url.ts';

const GET_RULE: Rule = {
  id: 'get-of-url',
  says: 'a URL alone does not name a method; browsers use GET',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1',
};
const METHOD_BESIDES: Input = { id: 'method', source: { kind: 'besides-url' } };

/** Opening marks that people and programs put before a URL, and the closing mark for each. */
const AROUND: Readonly<Record<string, string>> = { '<': '>', '"': '"', "'": "'", '`': '`' };
/**
 * Matches a line break and the white space around it. Without the lookbehind, long runs of white space would take
 * quadratic time.
 */
const LINE_BREAK = /(?<![ \t])[ \t]*\r?\n[ \t\r\n]*/g;

/** Returns whether the text begins with a URL, which may be preceded by a mark. */
export const beginsWithUrl = (octets: Octets): boolean => /^[<"'`]?https?:\/\//i.test(octets);

/**
 * Reads a URL as a request with the given method, which must be an HTTP token. The default is GET, in which case the
 * actual method is unknown. All headers except Host, and the body, are always unknown.
 */
export function readUrlAlone(octets: Octets, source: InputSource, method?: string): ClientRequest | Problem {
  const whole = given(octets, { id: 'url', source });
  const written = withoutMarks(whole);
  const long = longUrl(written);
  if (long) return long;
  const { url, remarks } = unwrapped(written);
  if (findWhiteSpace(url.octets) >= 0) return notAlone(octets);
  const damage = damagedUrl(url);
  if (damage) return damage;
  const parts = readUrlWithin(url);
  if (isProblem(parts)) return parts;
  return {
    head: {
      method: method === undefined ? fixed('GET', GET_RULE) : given(octetsFromText(method), METHOD_BESIDES),
      target: parts.target,
      headers: [{ name: HOST, value: parts.authority }],
    },
    seenBy: 'client',
    unsaid: method === undefined ? ['method', 'headers'] : ['headers'],
    body: null,
    bodyOffset: null,
    scheme: parts.scheme,
    remarks: afterByteOrderMark(octets) > 0 ? [MARK_LEFT_OUT, ...remarks] : remarks,
  };
}

/** Removes a byte order mark, and the white space and marks around the URL. */
function withoutMarks(whole: Bytes): Bytes {
  const { octets } = whole;
  const start = afterWhiteSpace(octets, afterByteOrderMark(octets));
  const end = Math.max(beforeWhiteSpace(octets), start);
  const mark = AROUND[octets.charAt(start)];
  return mark !== undefined && octets[end - 1] === mark ? slice(whole, start + 1, end - 1) : slice(whole, start, end);
}

/** Joins a URL that a terminal or an email wrapped. */
function unwrapped(url: Bytes): { readonly url: Bytes; readonly remarks: readonly string[] } {
  const pieces: Bytes[] = [];
  let at = 0;
  for (const { 0: breaking, index } of url.octets.matchAll(LINE_BREAK)) {
    pieces.push(slice(url, at, index));
    at = index + breaking.length;
  }
  if (at === 0) return { url, remarks: [] };
  return {
    url: join([...pieces, slice(url, at)]),
    remarks: [`The URL is on ${pieces.length + 1} lines, which were joined without white space.`],
  };
}

/** Returns the problem for a given method that is not valid. */
export function noMethod(): Problem {
  const says = 'The method that is given with the URL is not an HTTP method.';
  return inputProblem('method', says, 'Use one such as GET or PUT.', { start: 0, end: 0 });
}

function notAlone(octets: Octets): Problem {
  return inputProblem(
    'url',
    'There is a space in the URL, or other text after it.',
    'Give the URL alone, with each space written as %20.',
    { start: 0, end: octets.length },
    'https://www.rfc-editor.org/rfc/rfc3986',
  );
}
