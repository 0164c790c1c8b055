/** The cursor stays where it is when the window changes, and a step begins with what it says first. */
import { describe, expect, it } from 'vitest';
import { windowTop } from '../../../src/screen/components/page/cursor.ts';
import { placeAgain } from '../../../src/screen/walk/cursor/placing.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, rowsShown, type View, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';
import { answered } from '../../support/wire/answered.ts';

const { facts } = await walkOf({ options: { request: 'PUT', data: 'Welcome to Amazon S3.' } });
const exchange = redactExchange(answered('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'), []);
const answeredFacts = { ...facts, exchange };
const viewIn = (width: number, height: number) => viewOf(answeredFacts, { width, height }, 'usual');
const STEPS = facts.trace.stages.map((_, step) => step);

/** As the example says it, at length. */
const SANDBOX =
  'the sandbox in this program, a small S3 on 127.0.0.1 that checks the signature; the Host header stays, as with curl --connect-to';

const OTHER_SIZES = [
  [81, 24],
  [79, 24],
  [200, 60],
  [60, 20],
] as const;

const pressed = (key: string, state: WalkState, view: View) => nextState(state, { kind: 'key', key }, view).state;
const rowOf = (state: WalkState, view: View) => rowsShown(state, view)[cursorOf(state, view).row];
describe.each(STEPS)('step %i + 1', (step) => {
  it('keeps the cursor on a row without bytes when the window changes', () => {
    const view = viewIn(80, 24);
    const others = OTHER_SIZES.map(([width, height]) => viewIn(width, height));
    let state = pressed('home', { ...firstState(shownWalk(facts)), step }, view);
    for (let count = 0; count < 100; count++) {
      const row = rowOf(state, view);
      for (const other of row?.bytes === null ? others : []) {
        const there = rowOf(placeAgain(state, view, other), other);
        expect(there?.bytes).toBeNull();
        // Prose that is shorter there is no row to stop on.
        const canBeThere = other.rowsOf(step).some(({ block, stop }) => block === row?.block && stop !== 'none');
        if (canBeThere) expect(there?.block).toBe(row?.block);
      }
      state = pressed('down', state, view);
    }
  });

  it.each([
    [80, 24],
    [120, 40],
  ])('begins with what it says first, at %i columns and %i rows', (width, height) => {
    const state = { ...firstState(shownWalk(facts)), step };
    const destination = {
      signedFor: 'examplebucket.s3.amazonaws.com',
      goesTo: 'sandbox' as const,
      connectsTo: SANDBOX,
    };
    for (const shown of [answeredFacts, { ...facts, destination }]) {
      const view = viewOf(shown, { width, height }, 'usual');
      expect(windowTop(rowsShown(state, view), cursorOf(state, view), view.regions.text.height)).toBe(0);
    }
  });
});
