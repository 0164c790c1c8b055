/** What a screen reader says of a line: its number among the lines of its text. */
import { expect, it } from 'vitest';
import { announceChange } from '../../../src/screen/walk/announce.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

it('a line of a text is said with its number', async () => {
  const { facts } = await walkOf({ address: 'https://h.example.com/a' });
  const view = viewOf(facts, { width: 80, height: 24 }, 'heard');
  const step = facts.trace.stages.findIndex(({ id }) => id === 'canonical-request');
  const before: WalkState = { ...firstState(shownWalk(facts)), step };
  const after = nextState(before, { kind: 'key', key: 'down' }, view).state;
  const heard = announceChange(before, after, view);
  const count = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets.split('\n').length;
  expect(heard[0]).toBe(`line 2 of ${count}: path /a\\n`);
});
