/** A URL alone, as people paste it: a presigned one most of the time. */

import { type Bytes, fixed, given, join, slice } from '../../bytes/bytes.ts';
import type { Input, InputSource } from '../../bytes/input.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { afterByteOrderMark } from '../../bytes/utf8.ts';
import { afterWhiteSpace, beforeWhiteSpace, findWhiteSpace } from '../../bytes/white-space.ts';
import { longUrl, readUrlWithin } from '../url.ts';
import { type ClientRequest, inputProblem, MARK_LEFT_OUT } from './client-request.ts';
import { damageOf } from './mangled-url.ts';

const GET_RULE: Rule = {
  id: 'get-of-url',
  says: 'a URL alone says no method, and GET is what a browser uses it for',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1',
};
const HOST_RULE: Rule = {
  id: 'host-header',
  says: 'every HTTP/1.1 request names its host',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
};
const HOST = fixed('Host', HOST_RULE);
const METHOD_BESIDES: Input = { id: 'method', source: { kind: 'besides-url' } };

/** What people and programs put around a URL. */
const AROUND: Readonly<Record<string, string>> = { '<': '>', '"': '"', "'": "'", '`': '`' };
/** Never tried again from inside white space: a long run of it would cost the square of its length. */
const LINE_BREAK = /(?<![ \t])[ \t]*\r?\n[ \t\r\n]*/g;

/** Whether a URL stands at the very beginning, with or without a mark before it. */
export const beginsWithUrl = (octets: Octets): boolean => /^[<"'`]?https?:\/\//i.test(octets);

/**
 * Reads the request that fetches the URL, or uses it with another method, a token of HTTP. A URL does not say which other
 * headers go with it, nor the body, nor, unless it is given, the method.
 */
export function readUrlAlone(octets: Octets, source: InputSource, method?: string): ClientRequest | Problem {
  const whole = given(octets, { id: 'url', source });
  const written = withoutMarks(whole);
  const long = longUrl(written);
  if (long) return long;
  const { url, remarks } = unwrapped(written);
  if (findWhiteSpace(url.octets) >= 0) return notAlone(octets);
  const damage = damageOf(url);
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

/** Without a byte order mark and white space around it, then without the marks around it. */
function withoutMarks(whole: Bytes): Bytes {
  const { octets } = whole;
  const start = afterWhiteSpace(octets, afterByteOrderMark(octets));
  const end = Math.max(beforeWhiteSpace(octets), start);
  const mark = AROUND[octets.charAt(start)];
  return mark !== undefined && octets[end - 1] === mark ? slice(whole, start + 1, end - 1) : slice(whole, start, end);
}

/** A terminal or a mail breaks long lines: the parts are one URL. */
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
    remarks: [`The URL stands on ${pieces.length + 1} lines; they were joined, without white space between them.`],
  };
}

/** Of the method that somebody gave with it, not of the URL. */
export function noMethod(): Problem {
  const says = 'What is given as the method of the URL is not an HTTP method.';
  return inputProblem('method', says, 'Use one such as GET or PUT.', { start: 0, end: 0 });
}

function notAlone(octets: Octets): Problem {
  return inputProblem(
    'url',
    'There is a space in the URL, or other text after it.',
    'Give the URL alone, each space in it as %20.',
    { start: 0, end: octets.length },
    'https://www.rfc-editor.org/rfc/rfc3986',
  );
}
