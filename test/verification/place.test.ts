/** Where a problem of a claim is in the bytes that were given. */

import { describe, expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { isProblem, problem } from '../../src/bytes/problem.ts';
import type { RequestHead } from '../../src/http/message.ts';
import { recognize } from '../../src/intake/recognize.ts';
import { placedInInput } from '../../src/verification/place.ts';
import { octetsOf } from '../support/octets-of.ts';
import { named } from '../support/sources.ts';

function headOf(text: string): RequestHead {
  const found = recognize(octetsOf(text), named('the input'));
  if (isProblem(found) || !('request' in found)) throw new Error('It is no request.');
  return found.request.head;
}

const RAW = 'GET /a?b=c HTTP/1.1\r\nHost: h\r\nAuthorization:   AWS4 x, y=z  \r\nX-A: one\r\n two\r\n\r\n';
const VERBOSE = '* Connected\n> GET /a?b=c HTTP/1.1\n> Host: h\n> Authorization: AWS4 x, y=z\n> \n';
const CURL = "curl 'https://h/a?b=c' -H 'Authorization: AWS4 x, y=z'";
const URL = 'https://h/a?b=c';

const at = (value: string, start: number, end: number) =>
  problem('a-problem', 'It is wrong.', 'Mend it.', { where: { value, start, end } });

const sentOf = (head: RequestHead) => ({ head, body: null });

describe('the place of a problem', () => {
  it.each<readonly [string, string, string, number, number, string]>([
    ['of the target of a raw request', RAW, 'target', 3, 6, 'b=c'],
    ['of its whole target', RAW, 'target', 0, 6, '/a?b=c'],
    ['of a header, white space before it', RAW, 'authorization', 0, 4, 'AWS4'],
    ['of a header to its end, white space behind it', RAW, 'authorization', 8, 11, 'y=z'],
    ['of a header that goes on in the next line', RAW, 'x-a', 0, 9, 'one\r\n two'],
    ['of lines of curl -v', VERBOSE, 'authorization', 5, 6, 'x'],
    ['of the target in lines of curl -v', VERBOSE, 'target', 0, 2, '/a'],
    ['of a curl command', CURL, 'authorization', 5, 11, 'x, y=z'],
    ['of the URL of a curl command', CURL, 'target', 3, 6, 'b=c'],
    ['of a URL alone', URL, 'target', 0, 6, '/a?b=c'],
    ['of a URL on two lines', 'https://h/a?b\n=c', 'target', 3, 6, 'b\n=c'],
  ])('%s is that of the input', (_what, text, value, start, end, expected) => {
    const { where, ...others } = placedInInput(at(value, start, end), sentOf(headOf(text)));
    expect(where?.value).toBe('input');
    expect(text.slice(where?.start, where?.end)).toBe(expected);
    expect({ ...others, where: null }).toEqual({ ...at(value, start, end), where: null });
  });

  it.each<readonly [string, ReturnType<typeof at>, RequestHead]>([
    ['it has none', problem('a-problem', 'It is wrong.', 'Mend it.'), headOf(RAW)],
    ['it is that of a value that is not in the head', at('policy', 0, 1), headOf(RAW)],
    ['it is between two bytes', at('target', 2, 2), headOf(RAW)],
    [
      'nobody gave those bytes',
      at('host', 0, 1),
      { ...headOf(RAW), headers: [{ name: plain(octetsOf('Host')), value: plain(octetsOf('h')) }] },
    ],
    ['a rule put them there', at('target', 0, 1), headOf('https://h')],
  ])('stays as it is where %s', (_what, found, head) => {
    expect(placedInInput(found, sentOf(head))).toBe(found);
  });
});
