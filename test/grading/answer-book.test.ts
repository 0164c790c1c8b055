/** What a learner's program prints: answers in any order, and each line that is none, in a sentence. */
import { describe, expect, it } from 'vitest';
import { answerBook } from '../../src/grading/answer-book.ts';
import type { GradedCase } from '../../src/grading/cases/graded-case.ts';
import { casesWith } from '../support/grading/graded.ts';

const cases: readonly GradedCase[] = casesWith().slice(0, 3);
const [first = '', second = '', third = ''] = cases.map(({ id }) => id);

function bookOf(...lines: (string | object)[]) {
  const book = answerBook(cases);
  book.startProcess();
  for (const line of lines) book.take(Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)));
  return book;
}

const saysOf = (...lines: (string | object)[]) => bookOf(...lines).faults.map(({ says }) => says);

describe('answers', () => {
  it('are matched by their id, in any order', () => {
    const book = bookOf({ id: third, signature: 'c' }, '', { id: first, signature: 'a' });
    expect(book.open().map(({ id }) => id)).toEqual([second]);
    expect(book.answerOf(first)).toEqual({ kind: 'values', values: { signature: 'a' } });
    expect(book.faults).toEqual([]);
  });

  it('may be text in base64, and have members that no one asked for', () => {
    const book = bookOf({ id: first, signature: 'a', canonicalRequestBase64: 'R0VUCv8=', took: 3 });
    expect(book.answerOf(first)).toEqual({
      kind: 'values',
      values: { signature: 'a', canonicalRequest: 'GET\n\xff' },
    });
  });

  it.each([
    [{ says: 'a newline' }, 'a newline'],
    ['a newline', 'a newline'],
    [{ code: 3 }, ''],
    [true, ''],
  ])('may be a problem: %j', (problem, says) => {
    expect(bookOf({ id: first, problem }).answerOf(first)).toEqual({ kind: 'problem', says });
  });
});

describe('what is no answer is told', () => {
  it.each<[string, (string | object)[], string[]]>([
    [
      'no JSON',
      ['hello'],
      [`Line 1 of your program's output is not JSON: byte 0 is unexpected. The next case to answer was ${first}.`],
    ],
    [
      'no id',
      [{ id: first, signature: 'a' }, { signature: 'a' }],
      [
        `Line 2 of your program's output has no "id", or an "id" that is not a string. The next case to answer was ${second}.`,
      ],
    ],
    [
      'an id that nobody asked',
      [{ id: 'x\n', signature: 'a' }],
      ['Line 1 of your program\'s output has the id "x\\n", which was not asked.'],
    ],
    [
      'an id twice',
      [
        { id: first, signature: 'a' },
        { id: first, signature: 'b' },
      ],
      [`Line 2 of your program's output answers ${first} again. The first answer counts.`],
    ],
    [
      'a signature that is not a string',
      [{ id: first, signature: 7 }],
      [`Line 1 of your program's output answers ${first} and has a "signature" that is not a string.`],
    ],
    [
      'neither signature nor problem',
      [{ id: first, stringToSign: 'a' }],
      [`Line 1 of your program's output answers ${first} and has neither "signature" nor "problem".`],
    ],
    [
      'bytes that are not base64',
      [{ id: first, signature: 'a', stringToSignBase64: '!' }],
      [`Line 1 of your program's output answers ${first} and has a "stringToSignBase64" that is not base64.`],
    ],
  ])('%s', (_what, lines, says) => {
    expect(saysOf(...lines)).toEqual(says);
  });

  it('and blank lines count as such, though they are no faults', () => {
    const book = bookOf('', ' \t\r', { id: first, signature: 'a' }, 'x');
    expect([book.linesWithoutAnswer(), book.faults.length, book.settled()]).toEqual([3, 1, 1]);
  });

  it('and where the grading is stopped, with why and how far it was', () => {
    const book = bookOf({ id: first, signature: 'a' });
    book.stop('your program wrote more than 64 MiB');
    expect(book.faults).toEqual([
      {
        code: 'limit-reached',
        caseId: null,
        line: null,
        says: 'The grading was stopped: your program wrote more than 64 MiB. 1 of 3 cases were graded before that.',
      },
    ]);
    expect(book.answerOf(first)).toMatchObject({ kind: 'values' });
    expect(book.answerOf(third)).toEqual({
      kind: 'none',
      why: 'not-asked',
      says: 'It was not graded: your program wrote more than 64 MiB.',
    });
  });

  it('and the case that it was about has no other answer', () => {
    const book = bookOf({ id: first, signature: 7 }, { id: first, signature: 'a' });
    expect(book.answerOf(first)).toMatchObject({ kind: 'none', why: 'line-wrong' });
    expect(book.faults.map(({ code }) => code)).toEqual(['line-wrong', 'answered-twice']);
  });

  it('with the line of the process that wrote it', () => {
    const book = bookOf({ id: first, signature: 'a' });
    book.startProcess();
    book.take(Buffer.from('x'));
    expect(book.faults[0]).toMatchObject({ line: 1, caseId: null, code: 'line-wrong' });
  });
});
