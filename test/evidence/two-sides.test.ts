/** Two texts of one request are those of two sides, under any words and in either order. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { toSign } from './answers.ts';

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

const readAs = (first: string, second: string) => sidesOf(`one of them is\n${first}\n\nand the other one\n${second}\n`);

const sidesOf = (text: string) => {
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

it('is of the client if it is a path that is encoded twice, under words that say the sides', () => {
  const twice = RIGHT.replace('/a%20%2Breport.txt', '/a%2520%252Breport.txt');
  expect(sidesOf(`server:\n${RIGHT}\n\nclient:\n${twice}\n`)).toEqual([RIGHT, twice]);
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

const STRING = toSign(RIGHT);
const OTHER_REGION = STRING.replace('/us-east-1/', '/eu-west-1/');

/** Whose string to sign each of two texts is that differ in a value alone, under these words. */
const stringsAs = (words: string, text: string, others: string, other: string) => {
  const octets = octetsFromText(`${words}\n${text}\n\n${others}\n${other}\n`);
  const evidence = readEvidence([{ octets, by: { kind: 'argument' } }]);
  if (isProblem(evidence)) throw new Error(evidence.says);
  return [evidence.answer?.stringToSign?.octets ?? null, evidence.client?.stringToSign?.octets ?? null];
};

it.each([
  ['The server calculated:', 'My code:'],
  ['What S3 returned', 'what I signed'],
  ['The response', 'AWS SDK for Java'],
  ["AWS's string", "AWS's SDK prints"],
  ['theirs', 'mine'],
  ['StringToSign in the response', 'StringToSign of the SDK'],
])('are told apart by their words if both have the right form: %s, %s', (ofServer, ofClient) => {
  expect(stringsAs(ofServer, OTHER_REGION, ofClient, STRING)).toEqual([OTHER_REGION, STRING]);
  expect(stringsAs(ofClient, STRING, ofServer, OTHER_REGION)).toEqual([OTHER_REGION, STRING]);
});

it.each([
  ['the first', 'the second'],
  ['My code, with the S3 SDK', 'My code, with another SDK'],
  ['AWS CLI:', 'My code:'],
  ['What aws s3 cp --debug prints', 'What curl computes'],
  ['The string of the server (ours differs in its scope)', 'ours'],
])('are of one side as long as nothing tells them apart: %s, %s', (words, others) => {
  expect(stringsAs(words, STRING, others, OTHER_REGION)[0]).toBeNull();
});

it('have the time of the server where only one has the form of a time', () => {
  const wrong = STRING.replace(/T(\d{4})\d\dZ/, 'T$1Z');
  expect(stringsAs('one', STRING, 'the other', wrong)).toEqual([STRING, wrong]);
  expect(stringsAs('one', wrong, 'the other', STRING)).toEqual([STRING, wrong]);
});

it('are of one side if they are of two requests, or have two hashes alone', () => {
  const later = STRING.replace(/T(\d{4})\d\dZ/, 'T$101Z');
  expect(stringsAs('server', later, 'mine', OTHER_REGION)[0]).toBeNull();
  const other = STRING.replace(/[0-9a-f]{64}$/, 'e'.repeat(64));
  expect(stringsAs('server', other, 'mine', STRING)[0]).toBeNull();
});

it('are not told apart by a line of the other text', () => {
  const hidden = STRING.replace(/[0-9a-f]{64}$/, '********');
  expect(stringsAs('', hidden, '', OTHER_REGION)[0]).toBeNull();
});
