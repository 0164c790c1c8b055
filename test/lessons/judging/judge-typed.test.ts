/** Judging what is typed: line by line, and a number only when it is finished. */
import { describe, expect, it } from 'vitest';
import type { Judgment } from '../../../src/lessons/judging/judge-lines.ts';
import { judge } from '../../../src/lessons/kinds/table.ts';
import { checked, DIGITS, HOST, judged, LINES, RANGE, typed } from '../../support/lessons/judged.ts';
import { utf8 } from '../../support/octets-of.ts';

const EMPTY_LINE = '{ kind: type, expected: { value: canonical-request, lines: 3 } }';
const WHOLE = '{ kind: type, expected: { value: signature } }';
const FORGIVEN = 'There is a newline after the last line. It does not belong to the text, and was ignored.';

describe('what is typed', () => {
  it.each<[string, readonly string[], string | null, Judgment['verdict'], readonly string[], readonly string[]]>([
    [LINES, [HOST, RANGE], null, 'right', ['right', 'right'], []],
    [LINES, [HOST], RANGE, 'right', ['right', 'right'], []],
    [LINES, [HOST, RANGE], '', 'right', ['right', 'right'], [FORGIVEN]],
    [LINES, [HOST, RANGE, ''], null, 'right', ['right', 'right'], [FORGIVEN]],
    [LINES, [], null, 'incomplete', [], ['There is no answer yet.']],
    [LINES, [], 'ho', 'incomplete', ['so-far'], ['Right so far: 0 of 2 lines.']],
    [LINES, [HOST], '', 'incomplete', ['right', 'so-far'], ['Right so far. The last line is not complete.']],
    [LINES, [HOST], null, 'incomplete', ['right'], ['Right so far: 1 of 2 lines.']],
    [EMPTY_LINE, [], null, 'incomplete', [], ['There is no answer yet.']],
    [EMPTY_LINE, [''], null, 'right', ['right'], []],
    [EMPTY_LINE, [''], '', 'right', ['right'], [FORGIVEN]],
    [DIGITS, ['f0e8bd'], null, 'right', ['right'], []],
    [WHOLE, [], 'f0e8', 'incomplete', ['so-far'], ['Right so far. The last line is not complete.']],
  ])('%s: %j and %j is %s', async (answer, lines, typing, verdict, verdicts, says) => {
    expect(await judged(answer, typed(lines, typing))).toEqual({ verdict, says, lines: verdicts, firstWrong: null });
  });

  /** The place is counted by hand: from 1 in the line, from 0 in the whole. */
  const CR_AND_LF = 'Your lines end with CR and LF. The lines of the signed text end with LF alone.';

  it.each<[string, readonly string[], string | null, Partial<Judgment['firstWrong'] & object>, string]>([
    [
      LINES,
      ['Host'],
      null,
      { line: 1, column: 1, offset: 0, given: 0x48, wanted: 0x68 },
      'Line 4, column 1 (byte 0): "H" (0x48) is where "h" (0x68) belongs.',
    ],
    [
      LINES,
      [HOST, 'range: bytes=0-9'],
      null,
      { line: 2, column: 7, offset: 42, given: 0x20, wanted: 0x62 },
      'Line 5, column 7 (byte 42): SP (0x20) is where "b" (0x62) belongs.',
    ],
    [
      LINES,
      [HOST, 'range:bytes=0'],
      null,
      { line: 2, column: 14, offset: 49, given: null, wanted: 0x2d },
      'Line 5, column 14 (byte 49): the line ends where "-" (0x2D) belongs.',
    ],
    [
      LINES,
      [`${HOST}\r`],
      null,
      { line: 1, column: 36, offset: 35, given: 0x0d, wanted: null },
      'Line 4, column 36 (byte 35): CR (0x0D) is where the line should end.',
    ],
    [
      LINES,
      [`${HOST}\t`, RANGE],
      null,
      { column: 36, given: 0x09 },
      'Line 4, column 36 (byte 35): TAB (0x09) is where the line should end.',
    ],
    [
      LINES,
      [],
      'x',
      { line: 1, column: 1, given: 0x78 },
      'Line 4, column 1 (byte 0): "x" (0x78) is where "h" (0x68) belongs.',
    ],
    [
      LINES,
      [],
      'hö',
      { column: 2, given: 0xc3, wanted: 0x6f },
      'Line 4, column 2 (byte 1): 0xC3 (first of two bytes of UTF-8) is where "o" (0x6F) belongs.',
    ],
    [
      EMPTY_LINE,
      [' '],
      null,
      { column: 1, given: 0x20, wanted: null },
      'Line 3, column 1 (byte 0): SP (0x20) is where the line should end.',
    ],
    [
      EMPTY_LINE,
      ['', 'x'],
      null,
      { line: 2, column: 1, offset: 1, given: 0x78 },
      'Line 4 is one too many: only one line is expected.',
    ],
    [
      "{ kind: type, expected: { text: 'é' } }",
      ['e\u0301'],
      null,
      { column: 1, given: 0x65, wanted: 0xc3 },
      'Line 1, column 1 (byte 0): "e" (0x65) is where 0xC3 (first of two bytes of UTF-8) belongs.',
    ],
  ])('%s: %j and %j is wrong at %j', async (answer, lines, typing, firstWrong, says) => {
    const judgment = await judged(answer, typed(lines, typing));
    expect(judgment).toMatchObject({
      verdict: 'wrong',
      firstWrong,
      says: [says, ...(firstWrong.given === 0x0d ? [CR_AND_LF] : [])],
    });
  });
});

describe('a number that is typed', () => {
  const NOT_RIGHT = 'The number is not right.';
  it.each<[readonly string[], Judgment['verdict'], readonly string[]]>([
    [['a0e8bd'], 'wrong', [NOT_RIGHT]],
    [['f0e8b'], 'wrong', [NOT_RIGHT]],
    [['f0e8bdb8'], 'wrong', [NOT_RIGHT]],
    [[''], 'wrong', [NOT_RIGHT]],
    [['f0e8bg'], 'wrong', [NOT_RIGHT, 'An answer to this question has only digits.']],
    [
      ['f0e8bd\r'],
      'wrong',
      [NOT_RIGHT, 'Your lines end with CR and LF. The lines of the signed text end with LF alone.'],
    ],
    [[' f0e8bd'], 'wrong', ['There are spaces around the number.']],
    [['F0E8BD'], 'wrong', ['Write the hexadecimal digits in lowercase.']],
    [['f0e8bd', 'x'], 'wrong', ['Line 2 is one too many: only one line is expected.']],
    [['f0e8bd'], 'right', []],
    [[], 'incomplete', ['There is no answer yet.']],
  ])('%j is %s', async (lines, verdict, says) => {
    expect(await judged(DIGITS, typed(lines))).toMatchObject({ verdict, says, firstWrong: null });
  });

  it('is not marked while it is being typed, right or wrong', async () => {
    for (const typing of ['', 'f', 'f0e8bd', 'a', 'f0e8bdb8'])
      expect(await judged(DIGITS, typed([], typing)), typing).toEqual({
        verdict: 'incomplete',
        says: ['The number is not finished.'],
        lines: ['so-far'],
        firstWrong: null,
      });
  });

  it('is never given away by what is said of other answers', async () => {
    const { lesson, check } = await checked("{ kind: type, expected: { text: '900' } }");
    for (let number = 0; number < 1_000; number += 1) {
      const { verdict, says } = judge(lesson, check, typed([String(number)]));
      expect(says.join()).toBe(verdict === 'right' ? '' : NOT_RIGHT);
    }
  });
});

it('utf-8 is compared as bytes', async () => {
  const answer = "{ kind: type, expected: { text: 'naïve' } }";
  expect((await judged(answer, typed(['naïve']))).verdict).toBe('right');
  expect(utf8('ï')).toHaveLength(2);
});
