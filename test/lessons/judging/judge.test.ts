/** Judging: what is right, what is wrong and where, and what is only not done yet. What is typed has a file of its own. */
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import type { Judgment } from '../../../src/lessons/judging/judge-lines.ts';
import { offeredParts } from '../../../src/lessons/kinds/order.ts';
import { type Given, judge, kindOf } from '../../../src/lessons/kinds/table.ts';
import { checked, DIGITS, judged } from '../../support/lessons/judged.ts';

const CHOOSE = `{ kind: choose, options: [{ text: a, belief: public-key, says: No key pair. }, { text: b, right: true }] }`;
const SORT =
  '{ kind: sort, categories: [in, out], items: [{ text: key, in: out, says: It stays. }, { text: scope, in: in, says: It travels. }] }';
const TRY = `{ kind: try, shots: [{ id: one, says: send, expect: { status: 206 } }, { id: two, says: late, after: 901, expect: { status: 403, code: RequestTimeTooSkewed } }], outcomes: ['206', RequestTimeTooSkewed] }`;

describe('what is chosen, sorted, tried and graded', () => {
  it.each<[string, Given, Judgment['verdict'], readonly string[]]>([
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

describe('what is put in order', () => {
  const ORDER = `{ kind: order, expected: { value: string-to-sign, lines: 1-3 }, distractors: ['{{access-key-id}}', ''] }`;
  const RIGHT = ['AWS4-HMAC-SHA256', '20130524T000000Z', '20130524/us-east-1/s3/aws4_request'];

  async function inOrder(texts: readonly string[]): Promise<Judgment> {
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

  it.each<[readonly string[], Judgment['verdict'], readonly string[], number | undefined]>([
    [RIGHT, 'right', ['right', 'right', 'right'], undefined],
    [RIGHT.slice(0, 2), 'incomplete', ['right', 'right'], undefined],
    [[], 'incomplete', [], undefined],
    [[RIGHT[0] ?? '', RIGHT[2] ?? '', RIGHT[1] ?? ''], 'wrong', ['right', 'wrong', 'wrong'], 2],
    [['AKIAIOSFODNN7EXAMPLE'], 'wrong', ['wrong'], 1],
    [[...RIGHT, ''], 'wrong', ['right', 'right', 'right', 'wrong'], 4],
  ])('%j is %s', async (texts, verdict, lines, line) => {
    const judgment = await inOrder(texts);
    expect(judgment).toMatchObject({ verdict, lines });
    expect(judgment.firstWrong?.line).toBe(line);
  });
});

describe('a solution of the file', () => {
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
});
