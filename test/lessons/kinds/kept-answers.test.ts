/** Letters that can be the answer to a question, and those that cannot. */
import { describe, expect, it } from 'vitest';
import { type AnswerForm, kindOf } from '../../../src/lessons/kinds/table.ts';

const CHOICE: AnswerForm = {
  kind: 'choose',
  options: [
    { right: true, text: 'yes' },
    { right: false, text: 'no', belief: 'public-key', says: 'It is.' },
  ],
};
const SORTING: AnswerForm = {
  kind: 'sort',
  categories: ['signed', 'not signed'],
  items: [
    { text: 'host', in: 'signed', says: 'It must be.' },
    { text: 'range', in: 'signed', says: 'It must be.' },
    { text: 'via', in: 'not signed', says: 'It changes.' },
  ],
};
const TYPING: AnswerForm = { kind: 'type', expected: { text: 'one line' } };

describe('an answer that was kept', () => {
  it.each([
    ['a', CHOICE, 'can be'],
    ['b', CHOICE, 'can be'],
    ['c', CHOICE, 'cannot be'],
    ['-', CHOICE, 'cannot be'],
    ['ab', CHOICE, 'cannot be'],
    ['zzz', CHOICE, 'cannot be'],
    ['aab', SORTING, 'can be'],
    ['a-b', SORTING, 'can be'],
    ['aa', SORTING, 'cannot be'],
    ['aac', SORTING, 'cannot be'],
    ['zzz', SORTING, 'cannot be'],
    ['a', TYPING, 'cannot be'],
  ] as const)('%s', (letters, answer, wanted) => {
    expect(kindOf({ answer }).prediction?.isAnswer(answer, letters) ? 'can be' : 'cannot be').toBe(wanted);
  });
});
