/** A text is also found among the bytes of an answer that its page does not show. */
import { describe, expect, it } from 'vitest';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { contentOf } from '../../../src/tui/state/content.ts';
import { nextState } from '../../../src/tui/state/next-state.ts';
import { firstState, type ScreenState } from '../../../src/tui/state/screen-state.ts';
import { cursorOf, viewOf } from '../../../src/tui/state/view.ts';
import { answered } from '../../support/answered.ts';
import { screenRows } from '../../support/drawn-rows.ts';
import { shownWalk } from '../../support/shown-walk.ts';
import { walkOf } from '../../support/walk-of.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n';
const BODY = `${'.'.repeat(50_000)}Needle${'.'.repeat(40_000)}needle`.padEnd(100_000, '.');

const { facts } = await walkOf({});
const exchange = redactExchange(answered(HEAD + BODY), []);
const view = viewOf({ ...facts, exchange }, { width: 80, height: 24 }, 'usual');
const pressed = (keys: readonly string[], from: ScreenState = firstState(shownWalk(facts))) =>
  keys.reduce((state, key) => nextState(state, { kind: 'key', key }, view).state, from);
const search = (text: string) => ['/', ...text, 'return'];
const position = (state: ScreenState) => cursorOf(state, view).position;

describe('a search', () => {
  it('finds what is after the bytes that the page shows, forwards and backwards', () => {
    const first = pressed(search('NEEDLE'));
    expect(position(first)).toEqual({ value: 'answer', byte: HEAD.length + 50_000 });
    expect(first.notice).toContain(`byte ${HEAD.length + 50_000} · n goes to the next match, N back`);
    const second = pressed(['n'], first);
    expect(second.notice).toContain(`byte ${HEAD.length + 90_006} · n goes to the next match, N back`);
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

  it('goes to each row with the text and underlines it there, and counts in the same words each time', () => {
    const here = viewOf(facts, { width: 80, height: 24 }, 'usual');
    const press = (state: ScreenState, key: string) => nextState(state, { kind: 'key', key }, here).state;
    let state = search('range').reduce(press, firstState(shownWalk(facts)));
    const count = Number(/^"range" · 1\/(\d+) · n goes to the next match, N back$/.exec(state.notice ?? '')?.[1]);
    for (let match = 1; match <= count; match += 1) {
      const rows = here.rowsOf(state.step);
      const { row } = cursorOf(state, here);
      expect(rows[row]?.glyphs.map(({ text }) => text).join('')).toMatch(/range/i);
      const drawn = screenRows(contentOf(state, here), here.regions);
      const marked = drawn.flat().filter(({ style, text }) => style.underlined && /range/i.test(text));
      expect(marked.length).toBeGreaterThan(0);
      expect(state.notice).toBe(`"range" · ${match}/${count} · n goes to the next match, N back`);
      state = press(state, 'n');
    }
  });

  it('says so where it is nowhere', () => {
    expect(pressed(search('xyzzy')).notice).toBe('"xyzzy" is on no step.');
  });
});
