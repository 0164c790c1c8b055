/** What every screen does, on the one of a diagnosis: back and again, the palette, the projector, a search, for who listens. */
import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import type { Layout } from '../../../src/screen/components/regions.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { paletteItems } from '../../../src/screen/walk/lists/palette.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { diagnosedWalk, ENCODED_AGAIN } from '../../support/causes/diagnosed.ts';
import { screenRows, textsOf } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const DIAGNOSISD = diagnosedWalk(ENCODED_AGAIN, ['request']);
const onSides: WalkState = { ...firstState(DIAGNOSISD), step: 1 };
const viewIn = (layout: Layout) => viewOf(DIAGNOSISD.facts, { width: 80, height: 24 }, layout);
const usual = viewIn('usual');

const { facts } = await walkOf({});
const ofWalk = viewOf(facts, { width: 80, height: 24 }, 'usual');

describe('back and again', () => {
  it.each(['z', 'escape', 'backspace'])('after %s, Z leads to the diagnosis once more, and z back', async (key) => {
    const pasted = { kind: 'walk', walk: DIAGNOSISD, what: 'an answer' } as const;
    const walk = { ...shownWalk(facts), paste: async () => pasted } satisfies ShownWalk;
    const room = { size: { width: 80, height: 24 }, layout: 'usual' } as const;
    const session = beginSession(describeWalk(walk), room, { write: () => {} });
    const verdict = () => textsOf(session)[0];
    const press = (name: string) => session.take({ kind: 'key', key: name });
    session.take({ kind: 'paste', text: 'an answer' });
    await Promise.resolve();
    expect(verdict()).toMatch(/ {2}DIAGNOSIS *$/);
    press('2');
    const second = textsOf(session);
    press('1');
    press('2');
    press(key);
    expect(verdict()).toMatch(/ {2}SIGN *$/);
    press('Z');
    expect(textsOf(session)).toEqual(second);
    press('z');
    expect(verdict()).toMatch(/ {2}SIGN *$/);
  });
});

describe('the palette', () => {
  const names = (state: WalkState, view: typeof usual) => paletteItems('', state, view).map(({ name }) => name);

  it('has what can be done on this screen, and leads to its steps', () => {
    const found = names(onSides, usual);
    expect(found).toContain('replay');
    for (const name of ['send', 'edit', 'edit any', 'diagnose', 'redo']) expect(found).not.toContain(name);
    for (const { title } of DIAGNOSISD.facts.trace.stages) expect(found).toContain(`to ${title}`);
  });

  it('of a walk has no replay', () => {
    const found = names(firstState(shownWalk(facts)), ofWalk);
    expect(found).toEqual(expect.arrayContaining(['send', 'diagnose', 'edit']));
    expect(found).not.toContain('replay');
  });
});

describe('a search', () => {
  it('goes from match to match also in the pane of bytes', () => {
    const take = (state: WalkState, ...keys: string[]) =>
      keys.reduce((before, key) => nextState(before, { kind: 'key', key }, ofWalk).state, state);
    const found = take(firstState(shownWalk(facts)), '/', ...'host', 'return');
    const spots = (pane: WalkState['pane']) => {
      let state: WalkState = { ...found, pane };
      return Array.from({ length: 4 }, () => {
        state = take(state, 'n');
        expect(state.pane).toBe(pane);
        return [state.step, cursorOf(state, ofWalk).row];
      });
    };
    expect(new Set(spots('page').map(String)).size).toBe(4);
    expect(spots('beside')).toEqual(spots('page'));
  });
});

describe('two texts on a projector', () => {
  const view = viewIn('projector');
  const drawn = (state: WalkState) =>
    screenRows(contentOf(state, view), view.regions).map((row) => row.map(({ text }) => text).join(''));

  it('say which part of the page is in sight, and which key leads to the next', () => {
    const count = (view.rowsOf(1).at(-1)?.section ?? 0) + 1;
    expect(count).toBeGreaterThan(1);
    const rows = drawn(onSides);
    expect(rows[2]).toContain(`part 1 of ${count}`);
    expect(rows.at(-1)).toContain('space more');
    const next = nextState(onSides, { kind: 'key', key: 'pagedown' }, view).state;
    const last = nextState(next, { kind: 'key', key: 'end' }, view).state;
    expect(drawn(last)[2]).toContain(`part ${count} of ${count}`);
    expect(drawn(last).at(-1)).not.toContain('space more');
  });
});

it('for who listens, no line of either text is broken', () => {
  const heard = viewIn('heard');
  const texts = heard.textsOf(1);
  const rows = (['page', 'beside'] as const).map((pane) => heard.rowsOf(1, pane).filter(({ bytes }) => bytes !== null));
  const most = Math.max(...rows.map(({ length }) => length));
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(texts?.lines.length ?? 0);
  expect(usual.rowsOf(1).length).toBeGreaterThan(heard.rowsOf(1).length);
});
