/** Undo and redo. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginHistory, endStep, HISTORY_LIMIT, type History, push, redo, undo } from '../../src/trace/history.ts';

interface Typed {
  readonly text: string;
}
const typed = (text: string): Typed => ({ text });
const shown = ({ past, present, future }: History<Typed>) =>
  `${past.map(({ text }) => text).join(' ')} (${present.text}) ${future.map(({ text }) => text).join(' ')}`;

/** `region:a` types "a" in the field region, `:a` changes without a field; `<` undoes, `>` redoes, `.` ends a step. */
function typedIn(actions: string): History<Typed> {
  return actions
    .split(' ')
    .filter(Boolean)
    .reduce((history, action) => applied(history, action), beginHistory(typed('0')));
}

function applied(history: History<Typed>, action: string): History<Typed> {
  if (action === '<') return undo(history);
  if (action === '>') return redo(history);
  if (action === '.') return endStep(history);
  const [field, text = ''] = action.split(':');
  return push(history, typed(text), field || null);
}

describe('the history', () => {
  it.each([
    ['', ' (0) '],
    ['< >', ' (0) '],
    [':a :b', '0 a (b) '],
    [':a :b <', '0 (a) b'],
    [':a :b < <', ' (0) a b'],
    [':a :b < < < >', '0 (a) b'],
    [':a :b < :c', '0 a (c) '],
    ['region:a region:ab region:abc', '0 (abc) '],
    ['region:a date:b region:c', '0 a b (c) '],
    ['region:a . region:ab', '0 a (ab) '],
    ['region:a region:ab < region:x', '0 (x) '],
    ['region:a region:ab < > region:abc', '0 ab (abc) '],
  ])('after %j is %j', (actions, expected) => {
    expect(shown(typedIn(actions))).toBe(expected);
  });

  it('forgets the oldest steps, and no others', () => {
    const all = Array.from({ length: HISTORY_LIMIT + 10 }, (_, index) => `:${index + 1}`).join(' ');
    const { past, present } = typedIn(all);
    expect(past).toHaveLength(HISTORY_LIMIT);
    expect([past[0]?.text, past.at(-1)?.text, present.text]).toEqual([
      '10',
      String(HISTORY_LIMIT + 9),
      String(HISTORY_LIMIT + 10),
    ]);
  });

  const actions = fc
    .array(fc.constantFrom(':a', 'region:b', 'region:c', 'date:d', '<', '>', '.'), { maxLength: 40 })
    .map((each) => each.join(' '));

  it('goes back to what was there before a step, and forth again', () => {
    fc.assert(
      fc.property(actions, (before) => {
        const history = typedIn(before);
        expect(undo(push(history, typed('new'), null)).present).toBe(history.present);
        if (history.past.length > 0) expect(shown(redo(undo(history)))).toBe(shown(history));
        if (history.future.length > 0) expect(shown(undo(redo(history)))).toBe(shown(history));
        expect(push(history, typed('new'), null).future).toEqual([]);
      }),
    );
  });
});
