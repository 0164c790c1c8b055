/** What a lesson shows of requests and answers: each byte to be seen, and what is cut off is said to be. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { documentLines, messageLines } from '../../src/views/lessons/value-lines.ts';
import { utf8 } from '../support/octets-of.ts';

const octets = (text: string) => utf8(text) as Octets;

const textsOf = (lines: ReturnType<typeof messageLines>) =>
  lines.map(({ runs }) => runs.map(({ text }) => text).join(''));

describe('lines of a message', () => {
  it('are without the bytes that end them, and escape what cannot be seen', () => {
    expect(textsOf(messageLines(octets('GET /é HTTP/1.1\r\nx: \x1b[31m\r\n\r\nbody')))).toEqual([
      'GET /\\xc3\\xa9 HTTP/1.1',
      'x: \\x1b[31m',
      '',
      'body',
    ]);
  });

  it('that are long are cut, which is said', () => {
    expect(textsOf(messageLines(octets('a'.repeat(700))))).toEqual([`${'a'.repeat(600)}… (700 bytes)`]);
  });
});

describe('a document', () => {
  it('has each element on a line, and its bytes once more in short', () => {
    const bytes = '41 57 '.repeat(40);
    const document = octets(`<Error><Code>X</Code><StringToSignBytes>${bytes}</StringToSignBytes></Error>`);
    expect(textsOf(documentLines(document))).toEqual([
      '<Error>',
      '<Code>X</Code>',
      `<StringToSignBytes>${bytes.slice(0, 40)}…</StringToSignBytes>`,
      '</Error>',
    ]);
  });
});
