/** Words of a command as bash takes them apart: checked against bash itself. */

import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromArray } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { splitShellWords } from '../../src/intake/shell/shell-words.ts';
import { expectSoundProblem } from '../support/intake/sound-problem.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

const split = (latin1: string) => splitShellWords(octetsOf(latin1), named('line'));
const wordsOf = (latin1: string): string[] => sound(split(latin1)).words.map(({ text }) => text.octets);

/** What bash makes of each of these lines, which are all one command each. */
function wordsOfBash(lines: readonly string[]): string[][] {
  const script = lines.map((line) => `printf '%s\\0' x ${line}\nprintf 'end of words\\0'\n`).join('');
  const output = execFileSync('bash', ['--norc', '--noprofile'], {
    input: Buffer.from(`set -f\n${script}`, 'latin1'),
    env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH ?? '' },
    maxBuffer: 1e8,
  });
  const commands = octetsFromArray(output).split('end of words\0').slice(0, -1);
  return commands.map((words) => words.split('\0').slice(1, -1));
}

const QUOTED = fc.constantFrom(
  "a\\'b",
  '\\"',
  '\\\\',
  '\\n\\t\\a\\b\\e\\E\\f\\r\\v\\?',
  '\\x41\\x4\\xg',
  '\\101\\7\\1234\\8',
);
const UNICODE = fc.constantFrom(
  '\\u20ac',
  '\\u41',
  '\\ug',
  '\\U1F600',
  '\\U10ffffz',
  '\\ud83d\\ude00',
  '\\x{41}b',
  '\\q',
);
const ENDING = fc.constantFrom('a\\0b', 'a\\x00b', 'a\\400b', '\\u0z', '\\x{}');
const CONTROL = fc.constantFrom('\\cA', '\\cz', '\\c?', '\\c[', '\\c\\\\x', '!#&;|<>()`$"~* \n');
const ansiC = fc
  .array(fc.oneof(QUOTED, UNICODE, CONTROL, ENDING), { maxLength: 4 })
  .map((parts) => `$'${parts.join('')}'`);
const inDouble = fc
  .array(
    fc.constantFrom(
      '\\\\',
      '\\"',
      '\\$',
      '\\`',
      '\\\n',
      '\\a',
      '\\ ',
      "'",
      '$',
      '$ ',
      "$'",
      ' \t\n',
      '#;&|<>(){}*~',
      'é',
    ),
    {
      maxLength: 5,
    },
  )
  // A dollar sign at the end is before the quotation mark.
  .map((parts) => utf8(`"${parts.join('').replace(/\$(?=[A-Za-z_{([*@#?!'$-])/g, '\\$')}"`));
const inSingle = fc
  .array(fc.constantFrom('\\', '"', '$x', '`', ' ', '\n', '$(', '{a,b}', '#', '&;|'), { maxLength: 5 })
  .map((parts) => `'${parts.join('')}'`);
const bare = fc
  .array(
    fc.constantFrom(
      'a',
      '-',
      '=',
      ':',
      '/',
      '?',
      '*',
      '[',
      ']',
      '}',
      '!x',
      '%',
      '^',
      '+',
      ',',
      '@',
      '\x7f',
      '#',
      '\\\n',
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => parts.join(''));
const escaped = fc
  .constantFrom(' ', '$', '&', ';', '|', '<', '(', '{', '}', '#', '~', '\\', "'", '"', 'a', '\t')
  .map((byte) => `\\${byte}`);
const alone = fc.constantFrom('{', '{}', '{a}', '$', '$/', '$%', '$"x y"', '$""');
const word = fc
  .array(fc.oneof(ansiC, inDouble, inSingle, bare, escaped, alone), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''));
const lines = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));

describe('the words of a command', () => {
  it('are those of bash', () => {
    const samples = fc.sample(lines, { numRuns: runs(3000), seed: 7 });
    // What bash replaces is a problem here, and what is after the end of the command another command to bash.
    const readable = samples.filter((line) => {
      const read = split(`x ${line}`);
      return !isProblem(read) && read.remarks.length === 0;
    });
    expect(readable.length).toBeGreaterThan(samples.length / 3);
    const expected = wordsOfBash(readable);
    const compared = readable.map((line, index) => ({
      line,
      ours: wordsOf(`x ${line}`).slice(1),
      bash: expected[index],
    }));
    expect(compared.filter(({ ours, bash }) => JSON.stringify(ours) !== JSON.stringify(bash))).toEqual([]);
  });

  it('have the bytes that are there, or are a problem that names a place in them', () => {
    const bytes = fc.constantFrom(
      ...'\'"\\$`;&|<>(){}#\n\r \t~a^',
      "$'",
      '\\x',
      'https://h/?a&b',
      '\xe2\x80\x9c',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 30 }), (parts) => {
        expectSoundProblem(split(parts.join('')), parts.join(''));
      }),
    );
  });
});

describe('a line that bash would not read so', () => {
  it('may have CR LF at its end, and after a backslash', () => {
    expect(wordsOf('a \\\r\n b\\\r\nc "d\\\r\ne"\r\nf')).toEqual(['a', 'bc', 'de']);
  });

  it('may have a space after the backslash at its end, and says what bash would do', () => {
    const { words, remarks } = sound(split('a \\ \t\n b'));
    expect(words.map(({ text }) => text.octets)).toEqual(['a', 'b']);
    expect(remarks).toEqual([expect.stringMatching(/^At byte 2 a space follows the backslash/)]);
    expect(wordsOf('a\\ b')).toEqual(['a b']);
  });

  it('may have an & in a URL without quotation marks, and says what bash would do', () => {
    const { words, remarks } = sound(split('curl https://h/?a=1&b=2&c -I'));
    expect(words.map(({ text }) => text.octets)).toEqual(['curl', 'https://h/?a=1&b=2&c', '-I']);
    expect(remarks).toEqual([
      'bash would end the command at the & at byte 19: the URL needs quotation marks. The whole URL was read.',
    ]);
  });

  it.each([
    ['a b; c', ['a', 'b'], 3],
    ['a b|c', ['a', 'b'], 3],
    ['a b & c', ['a', 'b'], 4],
    ['a b&&c', ['a', 'b'], 3],
    ['a b&c', ['a', 'b'], 3],
    ['a b > c', ['a', 'b'], 4],
    ['a https://h/?x& c', ['a', 'https://h/?x'], 14],
  ])('%j ends at its operator, and says so', (line, words, at) => {
    const read = sound(split(line));
    expect(read.words.map(({ text }) => text.octets)).toEqual(words);
    expect(read.remarks).toEqual([
      `bash ends the command at the ${JSON.stringify(line[at])} at byte ${at}. The rest was left out.`,
    ]);
  });

  it('says that more lines follow, and passes over those before', () => {
    expect(sound(split('\n# a\n  b c # d\ne'))).toMatchObject({
      words: [{ text: { octets: 'b' } }, { text: { octets: 'c' } }],
      remarks: ['bash ends the command with the line, before byte 14. The rest was left out.'],
    });
    expect(sound(split('a\n \n')).remarks).toEqual([]);
  });
});

/** Bytes: where time grew with their square, it would not end in time. */
