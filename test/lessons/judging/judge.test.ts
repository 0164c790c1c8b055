/** Judging: what is right, what is wrong and where, and what is only not done yet. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import type { Check } from '../../../src/lessons/format.ts';
import type { Judgement } from '../../../src/lessons/judging/judge-lines.ts';
import { offeredParts } from '../../../src/lessons/kinds/order.ts';
import { type Given, judge, kindOf } from '../../../src/lessons/kinds/table.ts';
import type { PreparedLesson } from '../../../src/lessons/lesson.ts';
import { checkYaml, preparedOfText } from '../../support/lessons/lesson-text.ts';
import { utf8 } from '../../support/octets-of.ts';

async function checked(answer: string, solution = 'x'): Promise<{ lesson: PreparedLesson; check: Check }> {
  const lesson = await preparedOfText({ check: checkYaml(answer, solution) });
  const [check] = lesson.check;
  if (!check) throw new Error('There is no check.');
  return { lesson, check };
}

async function judged(answer: string, given: Given): Promise<Judgement> {
  const { lesson, check } = await checked(answer);
  return judge(lesson, check, given);
}

const CHOOSE = `{ kind: choose, options: [{ text: a, belief: public-key, says: No key pair. }, { text: b, right: true }] }`;
const SORT =
  '{ kind: sort, categories: [in, out], items: [{ text: key, in: out, says: It stays. }, { text: scope, in: in, says: It travels. }] }';
const TRY = `{ kind: try, shots: [{ id: one, says: send, expect: { status: 206 } }, { id: two, says: late, after: 901, expect: { status: 403, code: RequestTimeTooSkewed } }], outcomes: ['206', RequestTimeTooSkewed] }`;

describe('what is chosen, sorted, tried and graded', () => {
  it.each<[string, Given, Judgement['verdict'], readonly string[]]>([
    [CHOOSE, { kind: 'choose', option: 1 }, 'right', []],
    [CHOOSE, { kind: 'choose', option: 0 }, 'wrong', ['No key pair.']],
    [CHOOSE, { kind: 'choose', option: 2 }, 'incomplete', ['No option is selected yet.']],
    [SORT, { kind: 'sort', categories: [1, 0] }, 'right', ['key: out. It stays.', 'scope: in. It travels.']],
    [SORT, { kind: 'sort', categories: [null, 1] }, 'incomplete', ['1 of 2 items have no category yet.']],
    [SORT, { kind: 'sort', categories: [] }, 'incomplete', ['2 of 2 items have no category yet.']],
    [
      SORT,
      { kind: 'sort', categories: [1, 1] },
      'wrong',
      ['"scope" does not belong to "out". It travels.', '1 of 2 items are right.'],
    ],
    [TRY, { kind: 'try', shots: [] }, 'incomplete', ['Still missing: 206, RequestTimeTooSkewed.']],
    [TRY, { kind: 'try', shots: ['two'] }, 'incomplete', ['Still missing: 206.']],
    [TRY, { kind: 'try', shots: ['away', 'one'] }, 'incomplete', ['Still missing: RequestTimeTooSkewed.']],
    [TRY, { kind: 'try', shots: ['two', 'one'] }, 'right', []],
    ['{ kind: grade }', { kind: 'grade', command: './sign', passed: 'yes', report: [] }, 'right', []],
    [
      '{ kind: grade }',
      { kind: 'grade', command: './sign', passed: 'no', report: [] },
      'wrong',
      ['The signer has not passed yet. sigv4 grade says which value differs first.'],
    ],
    [
      CHOOSE,
      { kind: 'try', shots: [] },
      'incomplete',
      ['The answer does not have the form that the question asks for.'],
    ],
  ])('%s: %j is %s', async (answer, given, verdict, says) => {
    expect(await judged(answer, given)).toEqual({ verdict, says, lines: [], firstWrong: null });
  });
});

/** Lines 4 to 6 of AWS's example: host, range, the hash of nothing. */
const LINES = '{ kind: type, expected: { value: canonical-request, lines: 4-5 } }';
const HOST = 'host:examplebucket.s3.amazonaws.com';
const RANGE = 'range:bytes=0-9';
const EMPTY_LINE = '{ kind: type, expected: { value: canonical-request, lines: 3 } }';
const DIGITS = '{ kind: type, expected: { value: signature, digits: 6 } }';
const WHOLE = '{ kind: type, expected: { value: signature } }';
const FORGIVEN = 'There is a newline after the last line. It does not belong to the text, and was ignored.';

const typed = (lines: readonly string[], typing: string | null = null): Given => ({
  kind: 'type',
  lines,
  typing,
  after: [],
});

describe('what is typed', () => {
  it.each<[string, readonly string[], string | null, Judgement['verdict'], readonly string[], readonly string[]]>([
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
  ])('%s: %j and %j is %s', async (answer, lines, typing, verdict, standings, says) => {
    expect(await judged(answer, typed(lines, typing))).toEqual({ verdict, says, lines: standings, firstWrong: null });
  });

  /** The place is counted by hand: from 1 in the line, from 0 in the whole. */
  const CR_AND_LF = 'Your lines end with CR and LF. The lines of the signed text end with LF alone.';

  it.each<[string, readonly string[], string | null, Partial<Judgement['firstWrong'] & object>, string]>([
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
    const judgement = await judged(answer, typed(lines, typing));
    expect(judgement).toMatchObject({
      verdict: 'wrong',
      firstWrong,
      says: [says, ...(firstWrong.given === 0x0d ? [CR_AND_LF] : [])],
    });
  });
});

describe('a number that is typed', () => {
  const NOT_RIGHT = 'The number is not right.';
  it.each<[readonly string[], Judgement['verdict'], readonly string[]]>([
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

describe('what is put in order', () => {
  const ORDER = `{ kind: order, expected: { value: string-to-sign, lines: 1-3 }, distractors: ['{{access-key-id}}', ''] }`;
  const RIGHT = ['AWS4-HMAC-SHA256', '20130524T000000Z', '20130524/us-east-1/s3/aws4_request'];

  async function inOrder(texts: readonly string[]): Promise<Judgement> {
    const { lesson, check } = await checked(ORDER);
    const parts = check.answer.kind === 'order' ? offeredParts(lesson, check.answer) : [];
    if (isProblem(parts)) throw new Error(parts.says);
    return judge(lesson, check, { kind: 'order', taken: texts.map((text) => parts.indexOf(text)) });
  }

  it('offers all parts, in an order of their own', async () => {
    const { lesson, check } = await checked(ORDER);
    const parts = check.answer.kind === 'order' ? offeredParts(lesson, check.answer) : [];
    if (isProblem(parts)) throw new Error(parts.says);
    expect([...parts].sort()).toEqual([...RIGHT, 'AKIAIOSFODNN7EXAMPLE', ''].sort());
    expect(parts.slice(0, 3)).not.toEqual(RIGHT);
  });

  it.each<[readonly string[], Judgement['verdict'], readonly string[], number | undefined]>([
    [RIGHT, 'right', ['right', 'right', 'right'], undefined],
    [RIGHT.slice(0, 2), 'incomplete', ['right', 'right'], undefined],
    [[], 'incomplete', [], undefined],
    [[RIGHT[0] ?? '', RIGHT[2] ?? '', RIGHT[1] ?? ''], 'wrong', ['right', 'wrong', 'wrong'], 2],
    [['AKIAIOSFODNN7EXAMPLE'], 'wrong', ['wrong'], 1],
    [[...RIGHT, ''], 'wrong', ['right', 'right', 'right', 'wrong'], 4],
  ])('%j is %s', async (texts, verdict, lines, line) => {
    const judgement = await inOrder(texts);
    expect(judgement).toMatchObject({ verdict, lines });
    expect(judgement.firstWrong?.line).toBe(line);
  });
});

describe('a solution of the file', () => {
  it.each<[string, string, Given]>([
    [CHOOSE, '2', { kind: 'choose', option: 1 }],
    [SORT, '[out, in]', { kind: 'sort', categories: [1, 0] }],
    [TRY, '[one, two]', { kind: 'try', shots: ['one', 'two'] }],
    [DIGITS, 'f0e8bd', { kind: 'type', lines: ['f0e8bd'], typing: null, after: [] }],
    [
      LINES,
      '"{{canonical-headers}}"',
      typed([
        HOST,
        RANGE,
        'x-amz-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        'x-amz-date:20130524T000000Z',
        '',
      ]),
    ],
    ['{ kind: grade }', './sign', { kind: 'grade', command: './sign', passed: 'no', report: [] }],
    [
      '{ kind: accept, asks: GET / }',
      "'GET {{canonical-uri}} HTTP/1.1'",
      { kind: 'accept', request: 'GET /test.txt HTTP/1.1' as Octets },
    ],
  ])('%s: %s is given as %j', async (answer, solution, given) => {
    const { lesson, check } = await checked(answer, solution);
    expect(kindOf(check).solve(lesson, check.answer, check.solution)).toEqual(given);
  });

  it('of an ordering passes', async () => {
    const answer = '{ kind: order, expected: { value: canonical-request }, distractors: [] }';
    const { lesson, check } = await checked(answer, "'{{canonical-request}}'");
    const solution = kindOf(check).solve(lesson, check.answer, check.solution);
    if (isProblem(solution)) throw new Error(solution.says);
    expect(judge(lesson, check, solution).verdict).toBe('right');
  });

  it.each([
    [CHOOSE, '3'],
    [CHOOSE, '0'],
    [CHOOSE, 'b'],
    [SORT, '[out]'],
    [SORT, '[out, between]'],
    [TRY, '[away]'],
    [TRY, 'one'],
    [DIGITS, '7'],
    ['{ kind: order, expected: { text: a }, distractors: [b] }', '[a, a]'],
  ])('%s: %s is a problem', async (answer, solution) => {
    const { lesson, check } = await checked(answer, solution);
    expect(kindOf(check).solve(lesson, check.answer, check.solution)).toMatchObject({
      kind: 'problem',
      code: 'solution',
    });
  });

  it.each<[string, Given | null]>([
    [CHOOSE, null],
    [SORT, { kind: 'sort', categories: [null, null] }],
    [DIGITS, typed([])],
    [TRY, { kind: 'try', shots: [] }],
    ['{ kind: grade }', null],
  ])('of %s begins with %j', async (answer, start) => {
    const { check } = await checked(answer);
    expect(kindOf(check).start(check.answer)).toEqual(start);
  });
});

it('utf-8 is compared as bytes', async () => {
  const answer = "{ kind: type, expected: { text: 'naïve' } }";
  expect((await judged(answer, typed(['naïve']))).verdict).toBe('right');
  expect(utf8('ï')).toHaveLength(2);
});
