/** The words of a command beside those of shell-quote, where that one reads as shells do; and where it does not. */

import fc from 'fast-check';
import { parse } from 'shell-quote';
import { describe, expect, it } from 'vitest';
import { splitShellWords } from '../../src/intake/shell/shell-words.ts';
import { octetsOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

const ours = (line: string): string[] =>
  sound(splitShellWords(octetsOf(line), named('line'))).words.map(({ text }) => text.octets);

const single = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '&', ';', '=', '/', ':'), maxLength: 6 });
const double = fc.string({ unit: fc.constantFrom('a', ' ', "'", '&', ';', '=', '/', ':', '-'), maxLength: 6 });
const bare = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', '-', '.', '/', ':', '=', '%', '+', '@', ','),
  minLength: 1,
  maxLength: 6,
});
const word = fc
  .array(
    fc.oneof(
      single.map((text) => `'${text}'`),
      double.map((text) => `"${text}"`),
      bare,
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''));

describe('words of quoted and of plain text', () => {
  it('are those of shell-quote', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const line = words.join(' ');
        // It drops an empty word, which shells keep.
        fc.pre(!words.some((each) => /^(?:''|"")+$/.test(each)));
        expect(ours(line)).toEqual(parse(line));
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('what shell-quote reads otherwise than shells', () => {
  it.each([
    ['a query with a question mark and an ampersand', 'curl https://h/?a=1&b=2', ['curl', 'https://h/?a=1&b=2']],
    ['a number sign inside a word', 'curl https://h/a#b', ['curl', 'https://h/a#b']],
    ['a backslash at the end of a line', "curl \\\n-H 'A: b'", ['curl', '-H', 'A: b']],
  ])('%s', (_what, line, words) => {
    expect(parse(line)).not.toEqual(words);
    expect(ours(line)).toEqual(words);
  });
});
