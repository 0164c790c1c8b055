/** Two texts of one request are those of two sides, under any words and in either order. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const { canonicalRequest: RIGHT } = ordered({
  path: '/a +report.txt',
  query: [
    ['acl', ''],
    ['prefix', 'a'],
  ],
  headers: [['x-amz-meta-title', 'two words']],
});

const WRONG: Readonly<Record<string, string>> = {
  'a path that is not encoded': RIGHT.replace('/a%20%2Breport.txt', '/a +report.txt'),
  'escapes in lowercase': RIGHT.replace('/a%20%2Breport.txt', '/a%20%2breport.txt'),
  'a parameter without its equals sign': RIGHT.replace('acl=&', 'acl&'),
  'parameters in another order': RIGHT.replace('acl=&prefix=a', 'prefix=a&acl='),
  'a header that is listed twice': RIGHT.replace('\nhost;', '\nhost;host;'),
  'a value with its spaces': RIGHT.replace('two words', 'two   words'),
};

const readAs = (first: string, second: string) => {
  const text = `one of them is\n${first}\n\nand the other one\n${second}\n`;
  const evidence = readEvidence([{ octets: octetsFromText(text), by: { kind: 'argument' } }]);
  if (isProblem(evidence)) throw new Error(evidence.says);
  return [evidence.answer?.canonicalRequest?.octets ?? null, evidence.client?.canonicalRequest?.octets ?? null];
};

describe.each(Object.entries(WRONG))('%s', (_what, wrong) => {
  it('is of the client, and the text beside it is of the server', () => {
    expect(readAs(RIGHT, wrong)).toEqual([RIGHT, wrong]);
    expect(readAs(wrong, RIGHT)).toEqual([RIGHT, wrong]);
  });
});

it('is of no other side if the texts are of two requests', () => {
  const other = RIGHT.replace(/x-amz-date:\d{8}/, 'x-amz-date:20200101').replace('two words', 'two   words');
  expect(readAs(RIGHT, other)[0]).toBeNull();
});

it.each([
  ['for another path', RIGHT.replace('/a%20%2Breport.txt', '/another report.txt')],
  ['with another method', RIGHT.replace('GET', 'HEAD').replace('two words', 'two   words')],
])('is of no other side if the texts are of two requests in one second, one %s', (_which, other) => {
  expect(readAs(RIGHT, other)[0]).toBeNull();
  expect(readAs(other, RIGHT)[0]).toBeNull();
});
