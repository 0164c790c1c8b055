/** The mouse: what is in a cell is what a click there leads to, at any size and in each layout. */
import { describe, expect, it } from 'vitest';
import { GUTTER } from '../../../src/screen/components/frame/gutter.ts';
import { regionsOf } from '../../../src/screen/components/regions.ts';
import type { MouseEvent } from '../../../src/screen/input/input-event.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorOf, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { sampled, swept } from '../../support/sweep.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const { facts } = await walkOf({
  address: 'https://h.example.com/a%20b?b=2',
  options: { header: ['Range: bytes=0-9'] },
});

const press = (column: number, row: number, button: MouseEvent['button'] = 'left'): MouseEvent => ({
  kind: 'mouse',
  button,
  column,
  row,
});

/** The rows of the page, below the verdict, the bar of stages and a rule. */
const FIRST_ROW = 3;
const PLACES = [
  { width: 80, height: 24, layout: 'usual' },
  { width: 200, height: 60, layout: 'usual' },
  { width: 80, height: 24, layout: 'projector' },
] as const;

/** How many cells are clicked on. */
const CELLS = 70;

describe.each(swept(PLACES, 1))('at $width×$height, $layout', ({ layout, ...size }) => {
  const view = viewOf(facts, size, layout);
  const regions = regionsOf(size, layout, false);
  const led = (state: WalkState, ...events: Parameters<typeof nextState>[1][]) =>
    events.reduce((now, event) => nextState(now, event, view).state, state);
  const drawn = (state: WalkState) =>
    screenRows(contentOf(state, view), regions).map((row) => row.map(({ text }) => text).join(''));
  const startsOn = (step: number, downs: number) =>
    led(
      { ...firstState(shownWalk(facts)), step },
      ...Array.from({ length: downs }, () => ({ kind: 'key' as const, key: 'down' })),
    );

  it.each([
    [0, 4],
    [3, 6],
    [3, 10],
    [6, 9],
    [5, 3],
  ])('a click on a character of stage %i, %i lines down, is on that character', (step, downs) => {
    const state = startsOn(step, downs);
    const screen = drawn(state);
    let found = 0;
    const columns = regions.margin + GUTTER + regions.text.width;
    const cells = Array.from({ length: regions.text.height * columns }, (_, cell) => cell);
    for (const cell of sampled(cells, CELLS)) {
      const row = FIRST_ROW + Math.floor(cell / columns);
      const column = cell % columns;
      const there = led(state, press(column, row));
      const { position, row: at } = cursorOf(there, view);
      if (!position || at === cursorOf(state, view).row) continue;
      const code = (screen[row]?.charCodeAt(column) ?? 0).toString(16).padStart(2, '0');
      const shown = view.rowsOf(step)[at]?.glyphs.find((glyph) => glyph.at?.start === position.byte);
      // Escapes of two characters and more are one byte.
      if (shown?.text.length !== 1) continue;
      const said = contentOf(there, view).inspector?.title;
      if (said?.endsWith(` ${code}`)) found += 1;
      // A masked byte is the one under its mark, although its value is not said.
      else if (screen[row]?.charAt(column) === '•') expect(position.byte).toBe(column - regions.margin - GUTTER);
      // In front of the bytes of a row a click is one on its first byte.
      else expect(position.byte).toBe(view.rowsOf(step)[at]?.bytes?.start);
    }
    expect(found).toBeGreaterThan(0);
  });

  it('a click in the hex view is on that byte, on its digits and on its character', () => {
    const opened = led(startsOn(3, 0), { kind: 'key', key: 'x' });
    const shown = viewOf(facts, size, layout, { isHexOpen: true });
    const press2 = (column: number, row: number) => nextState(opened, press(column, row), shown).state;
    const screen = screenRows(contentOf(opened, shown), shown.regions).map((row) =>
      row.map(({ text }) => text).join(''),
    );
    const row = screen.findIndex((text) => /\b(?:[0-9a-f]{4}){1,2}[ >][0-9a-f]{4}[ <][0-9a-f]{4}[ <]/.test(text));
    const text = screen[row] ?? '';
    const digits = text.search(/[ >][0-9a-f]{4}[ <][0-9a-f]{4}[ <]/) + 1;
    const pair = text.slice(digits + 2, digits + 4);
    const { position } = cursorOf(press2(digits + 2, row), shown);
    expect(contentOf(press2(digits + 2, row), shown).inspector?.title).toMatch(new RegExp(` ${pair}$`));
    const characters = text.trimEnd().length - shown.regions.hex.bytesInRow;
    expect(cursorOf(press2(characters + 1, row), shown).position).toEqual(position);
  });

  it('a click on a hint is its key', () => {
    const state = startsOn(0, 0);
    const keys = drawn(state).at(-1) ?? '';
    expect(led(state, press(keys.indexOf('next'), size.height - 1)).step).toBe(1);
    expect(led(state, press(keys.indexOf('? keys'), size.height - 1)).open?.kind).toBe('help');
  });

  it('a click on a stage leads there, and the wheel moves by lines', () => {
    const state = startsOn(0, 0);
    const bar = drawn(state)[1] ?? '';
    expect(led(state, press(bar.indexOf('4'), 1)).step).toBe(3);
    expect(cursorOf(led(state, press(10, 5, 'wheel-down')), view)).toEqual(cursorOf(startsOn(0, 3), view));
    const back = led(startsOn(0, 3), press(10, 5, 'wheel-up'));
    expect(cursorOf(back, view)).toEqual(cursorOf(state, view));
  });

  it('a click on an item of a list chooses it, for enter to take', () => {
    const state = led(startsOn(0, 0), { kind: 'key', key: '?' });
    const row = drawn(state).findIndex((text) => text.includes('find a text'));
    expect(
      drawn(led(state, press(regions.margin + 4, row))).find((text) => text.trimStart().startsWith('> ')),
    ).toContain('find a text');
  });
});

describe('a window that is too small', () => {
  it('takes no click, because the place cannot be seen', () => {
    const view = viewOf(facts, { width: 39, height: 10 }, 'usual');
    const state = firstState(shownWalk(facts));
    for (let row = 0; row < 10; row++) {
      for (let column = 0; column < 39; column++)
        expect(nextState(state, press(column, row), view).state).toEqual(state);
    }
  });
});

describe('the help', () => {
  it.each([20, 24, 60])('can be read to its end in %i rows', (height) => {
    const view = viewOf(facts, { width: 60, height }, 'usual');
    const last = ['?', 'end'].reduce(
      (state, key) => nextState(state, { kind: 'key', key }, view).state,
      firstState(shownWalk(facts)),
    );
    const { list } = contentOf(last, view);
    expect(list?.index).toBe((list?.items.length ?? 0) - 1);
  });
});
