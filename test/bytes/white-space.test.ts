/** White space among octets is that of ASCII, wherever octets are looked at; a byte order mark is one thing. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterByteOrderMark } from '../../src/bytes/utf8.ts';
import {
  afterWhiteSpace,
  beforeWhiteSpace,
  findWhiteSpace,
  trimmed,
  WHITE_SPACE,
} from '../../src/bytes/white-space.ts';
import { octets } from '../support/bytes.ts';

const ASCII_SPACES = '\t\n\v\f\r ';
const ALL = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
const anyBytes = fc.string({
  unit: fc.oneof(fc.constantFrom(...ASCII_SPACES, '\x85', '\xa0', 'a'), fc.constantFrom(...ALL)),
  maxLength: 20,
});

describe('white space', () => {
  it('is six of the 256 bytes', () => {
    const pattern = new RegExp(`[${WHITE_SPACE}]`);
    expect(ALL.filter((byte) => pattern.test(byte)).join('')).toBe(ASCII_SPACES);
    for (const spaces of [
      ALL.filter((byte) => findWhiteSpace(byte) === 0),
      ALL.filter((byte) => afterWhiteSpace(byte) === 1),
      ALL.filter((byte) => beforeWhiteSpace(byte) === 0),
      ALL.filter((byte) => trimmed(byte) === ''),
    ])
      expect(spaces.join('')).toBe(ASCII_SPACES);
  });

  it('is trimmed at both ends and nowhere else', () => {
    fc.assert(
      fc.property(anyBytes, (text) => {
        const found = trimmed(octets(text));
        expect(found).toBe(text.replace(/^[\t-\r ]+/, '').replace(/[\t-\r ]+$/, ''));
        expect(text.slice(afterWhiteSpace(text)).startsWith(found)).toBe(true);
        expect(text.slice(0, beforeWhiteSpace(text)).endsWith(found)).toBe(true);
      }),
    );
  });

  it('begins where it is looked for', () => {
    expect(afterWhiteSpace(' a  b', 2)).toBe(4);
    expect(afterWhiteSpace('a', 1)).toBe(1);
    expect([findWhiteSpace('\xc3\xa0'), findWhiteSpace('\xc3\xa0 ')]).toEqual([-1, 2]);
  });
});

describe('a byte order mark', () => {
  it.each([
    ['\xef\xbb\xbfa', 3],
    ['\xef\xbb', 0],
    ['a\xef\xbb\xbf', 0],
    ['', 0],
  ])('%j is passed over', (text, end) => {
    expect(afterByteOrderMark(octets(text))).toBe(end);
  });
});

describe('the source', () => {
  /** Where strings are octets. */
  const ROOMS = ['bytes', 'crypto', 'http', 'trace', 'sigv4', 'intake', 'verification', 'sandbox'];
  const files = ROOMS.flatMap((room) =>
    readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `src/${room}/${name}`),
  );

  it.each(files)('asks for no white space of text: %s', (file) => {
    const source = readFileSync(file, 'utf8').replaceAll(String.raw`[\s\S]`, '');
    expect(source.match(/.*(?:\\[sS]|\.trim(?:Start|End)?\(\)).*/g)).toBeNull();
  });
});
