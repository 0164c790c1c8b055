/** How large a request may be that somebody gives, to the byte: more than that is refused in a sentence. */

import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import { recognize } from '../../src/intake/recognize.ts';
import { expectSoundProblem } from '../support/intake/sound-problem.ts';
import { octetsOf } from '../support/octets-of.ts';
import { named } from '../support/sources.ts';

/** `read`, or the code of the problem; of a HAR file that of its first entry. */
function resultOf(text: string): string {
  const found = recognize(octetsOf(text), named('the input'));
  expectSoundProblem(found, text);
  if (isProblem(found)) return found.code;
  if (found.kind === 'broken') return found.problem.code;
  const request = found.kind === 'har' ? found.entries[0]?.request : null;
  expectSoundProblem(request, text);
  return isProblem(request) ? request.code : 'read';
}

/** A request of so many bytes, or the same as something else has it. */
const headOf = (length: number, end = '\r\n\r\n') => padded(`GET / HTTP/1.1\r\nHost: h\r\nA: `, length, end);
const padded = (before: string, length: number, end = '') =>
  `${before}${'a'.repeat(length - before.length - end.length)}${end}`;

const harOf = (url: string, headers: string) =>
  `{"log": {"entries": [{"request": {"method": "GET", "url": "${url}", "headers": ${headers}}}]}}`;
const HASH = 'a'.repeat(64);
const DEEPEST = 512;
const MOST_ENTRIES = 65_536;

describe('what somebody gives', () => {
  it.each<readonly [string, number, (size: number) => string, string]>([
    ['a head', HEAD_LIMIT, (size) => headOf(size), 'long-head'],
    ['a head without its empty line', HEAD_LIMIT, (size) => headOf(size, '\r\n'), 'long-head'],
    ['a head behind empty lines', HEAD_LIMIT, (size) => `\r\n\n${headOf(size)}`, 'long-head'],
    [
      'the lines of curl -v, without their marks',
      HEAD_LIMIT,
      (size) => headOf(size).replace(/^(?=.)|\n(?=.|\r)/g, '$&> '),
      'long-head',
    ],
    [
      'the headers of a canonical request',
      HEAD_LIMIT,
      (size) => `GET\n/\n\n${padded('host:', size, '\n')}\nhost\n${HASH}`,
      'canonical-text',
    ],
    [
      'the entries of a HAR file',
      MOST_ENTRIES,
      (size) => harOf('https://h/', '[]').replace(/\]}}$/, `${', 0'.repeat(size - 1)}]}}`),
      'har',
    ],
  ])('is read or refused by its size: %s', (_what, limit, text, code) => {
    expect([resultOf(text(limit)), resultOf(text(limit + 1))]).toEqual(['read', code]);
  });

  it('is nested so deep in JSON and no deeper', () => {
    const within = (depth: number) => `{"log": {"entries": [], "x": ${'['.repeat(depth)}${']'.repeat(depth)}}}`;
    expect([resultOf(within(DEEPEST - 2)), resultOf(within(DEEPEST - 1))]).toEqual(['read', 'json']);
  });

  it('is no header of a HAR file where it is too long for one even as escapes', () => {
    const headers = `[{"name": "a", "value": "${'\\u0061'.repeat(HEAD_LIMIT)}"}]`;
    expect(resultOf(harOf('https://h/', headers))).toBe('long-head');
  });

  it('may have a body of any size in a HAR file, escapes and all', () => {
    const post = '"postData": {"text": "\\"\\u00e9\\n"}, "headers"';
    const found = recognize(octetsOf(harOf('https://h/', '[]').replace('"headers"', post)), named('the input'));
    expect(found).toMatchObject({ kind: 'har', entries: [{ request: { body: '"\xc3\xa9\n' } }] });
    const large = `"postData": {"text": "${'\\"\\n'.repeat(HEAD_LIMIT * 8)}"}, "headers"`;
    expect(resultOf(harOf('https://h/', '[]').replace('"headers"', large))).toBe('read');
  });
});
