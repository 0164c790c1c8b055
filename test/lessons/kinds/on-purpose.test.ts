/** An answer is given on purpose: nothing is selected at first, and enter says what is missing. */
import { describe, expect, it } from 'vitest';
import { choose } from '../../../src/lessons/kinds/choose.ts';
import { sort } from '../../../src/lessons/kinds/sort.ts';

const BELIEF = 'the-path-is-encoded-twice';
const options = [
  { text: 'two', right: false as const, belief: BELIEF, says: 'No.' },
  { text: 'three', right: true as const },
  { text: 'four', right: false as const, belief: BELIEF, says: 'No.' },
];
const asked = {
  lesson: undefined as never,
  answer: { kind: 'choose' as const, options },
  given: null,
  kept: null,
  right: 'hidden' as const,
  judgment: null,
  outcomes: new Map(),
};
const textsOf = (rows: readonly (readonly { readonly text: string }[])[]) =>
  rows.map((row) => row.map(({ text }) => text).join(''));

describe('a choice', () => {
  it('has nothing selected at first, and enter says what to choose from', () => {
    expect(choose.cursor(asked)).toBe(-1);
    expect(choose.enter.press(asked, -1)).toEqual({ do: 'say', notice: 'Choose a, b, or c.' });
    expect(choose.enter.press(asked, 1)).toEqual({ do: 'hand-in', given: { kind: 'choose', option: 1 } });
  });

  it('marks a wrong answer and the right one', () => {
    const given = { kind: 'choose', option: 0 } as const;
    expect(textsOf(choose.items({ ...asked, given, right: 'shown' }))).toEqual([
      '✗ a  two  not quite',
      '✓ b  three  this one',
      '  c  four',
    ]);
    expect(textsOf(choose.items({ ...asked, given: { kind: 'choose', option: 1 }, right: 'shown' }))[1]).toBe(
      '✓ b  three',
    );
  });

  it('does not take the same wrong answer again', () => {
    const judgment = { verdict: 'wrong', says: ['No.'], lines: [] } as never;
    const again = { ...asked, given: { kind: 'choose', option: 0 } as const, judgment };
    expect(choose.enter.press(again, 0)).toMatchObject({ do: 'say' });
    expect(choose.enter.press(again, 1)).toMatchObject({ do: 'hand-in' });
  });
});

describe('sorting', () => {
  const answer = {
    kind: 'sort' as const,
    categories: ['travels', 'stays'],
    items: [
      { text: 'the key ID', in: 'travels', says: 'It is a name.' },
      { text: 'the secret', in: 'stays', says: 'It is secret.' },
    ],
  };

  it('with items left says how many, and what the keys mean', () => {
    const unsorted = { ...asked, answer, given: null };
    expect(sort.enter.press(unsorted)).toEqual({ do: 'say', notice: '2 to go: 1 travels, 2 stays.' });
    const half = { ...unsorted, given: { kind: 'sort' as const, categories: [0, null] } };
    expect(sort.enter.press(half)).toMatchObject({ do: 'say' });
    const whole = { ...unsorted, given: { kind: 'sort' as const, categories: [0, 1] } };
    expect(sort.enter.press(whole)).toMatchObject({ do: 'hand-in' });
  });
});
