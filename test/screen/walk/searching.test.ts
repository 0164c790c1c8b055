/** A text is also found among the bytes of an answer that its page does not show. */
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';
import { answered } from '../../support/wire/answered.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n';
const BODY = `${'.'.repeat(50_000)}Needle${'.'.repeat(40_000)}needle`.padEnd(100_000, '.');

const { facts } = await walkOf({});
const { facts: ranged } = await walkOf({ options: { header: ['Range: bytes=0-9'] } });
const small = viewOf(ranged, { width: 80, height: 24 }, 'usual');
const start = firstState(shownWalk(ranged));
const press = (state: WalkState, key: string) => nextState(state, { kind: 'key', key }, small).state;
const exchange = redactExchange(answered(HEAD + BODY), []);
const view = viewOf({ ...facts, exchange }, { width: 80, height: 24 }, 'usual');
const pressed = (keys: readonly string[], from: WalkState = firstState(shownWalk(facts))) =>
  keys.reduce((state, key) => nextState(state, { kind: 'key', key }, view).state, from);
const search = (text: string) => ['/', ...text, 'return'];
const position = (state: WalkState) => cursorOf(state, view).position;

describe('a search', () => {
  it('finds what is after the bytes that the page shows, forwards and backwards', () => {
    const first = pressed(search('NEEDLE'));
    expect(position(first)).toEqual({ value: 'answer', byte: HEAD.length + 50_000 });
    expect(first.notice).toContain(`byte ${HEAD.length + 50_000} · n next, N back`);
    const second = pressed(['n'], first);
    expect(second.notice).toContain(`byte ${HEAD.length + 90_006} · n next, N back`);
    expect(position(second)?.byte).toBe(HEAD.length + 90_006);
    expect(position(pressed(['N'], second))).toEqual(position(first));
  });

  it('brings what it finds into sight, even in text below the last byte', () => {
    for (const size of [
      { width: 80, height: 24 },
      { width: 60, height: 20 },
      { width: 40, height: 12 },
    ]) {
      const here = viewOf(facts, size, 'usual');
      const found = search('one exact form').reduce(
        (state, key) => nextState(state, { kind: 'key', key }, here).state,
        firstState(shownWalk(facts)),
      );
      const drawn = screenRows(contentOf(found, here), here.regions).map((row) => row.map(({ text }) => text).join(''));
      expect(drawn.slice(3).join(' ').replace(/\s+/g, ' ')).toContain('one exact form');
    }
  });

  it('goes to each row with the text, also in the notes, underlines it there, and counts on each step', () => {
    let state = search('range').reduce(press, start);
    const counts = new Map<number, number>();
    const total = Number(/(\d+) in all/.exec(state.notice ?? '')?.[1]);
    expect(total).toBeGreaterThan(4);
    for (let match = 1; match <= total; match += 1) {
      const drawn = screenRows(contentOf(state, small), small.regions);
      const underlined = drawn.map((row) =>
        row
          .filter(({ isUnderlined }) => isUnderlined)
          .map(({ text }) => text)
          .join(''),
      );
      expect(underlined.some((text) => /range/i.test(text))).toBe(true);
      counts.set(state.step, (counts.get(state.step) ?? 0) + 1);
      expect(state.notice).toMatch(
        new RegExp(`${counts.get(state.step)} of \\d+ here, ${total} in all · n next, N back$`),
      );
      state = press(state, 'n');
    }
    for (const [step, count] of counts) {
      const there = search('range').reduce(press, { ...start, step });
      expect(there.notice).toBe(`"range" · 1 of ${count} here, ${total} in all · n next, N back`);
    }
  });

  it('stays on the step while the text is typed if the step has a match, also above the cursor', () => {
    const step = facts.trace.stages.findIndex(({ id }) => id === 'canonical-request');
    const atEnd = ['end'].reduce(press, { ...start, step });
    expect(['/', ...'range'].reduce(press, atEnd).step).toBe(step);
    expect(search('range').reduce(press, atEnd).notice).toMatch(/^"range" · \d of \d here/);
  });

  it('says that it goes to another step, and that it begins again', () => {
    const first = search('bytes=0-9').reduce(press, start);
    const notices = Array.from({ length: 12 }).reduce<WalkState[]>(
      (states) => [...states, press(states.at(-1) ?? first, 'n')],
      [first],
    );
    const [moved] = notices.filter(({ notice }) => /now on step 4: 1 of \d here/.test(notice ?? ''));
    expect(moved?.step).toBe(3);
    const again = notices.find(({ notice }) => /from the start again, step 1: 1 of \d here/.test(notice ?? ''));
    expect(again?.step).toBe(0);
    expect(press(first, 'N').notice).toMatch(/"bytes=0-9" · from the end again, step \d: /);
  });

  it('says while the text is typed that there is no match', () => {
    const noticeOf = (state: WalkState) => (contentOf(state, view).notice ?? []).map(({ text }) => text).join('');
    expect(noticeOf(pressed(['/', ...'xyzzy']))).toContain('no match');
    expect(noticeOf(pressed(['/', ...'needle']))).toContain(`byte ${HEAD.length + 50_000}`);
    expect(noticeOf(pressed(['/']))).not.toContain('no match');
  });

  it('says so where it is nowhere', () => {
    expect(pressed(search('xyzzy')).notice).toBe('"xyzzy" is on no step.');
  });
});
