/** The rows of a screen at any size: never too many, never too wide, and everything comes into sight. */
import { describe, expect, it } from 'vitest';
import { GUTTER } from '../../../../src/screen/components/frame/gutter.ts';
import { fittedGlyphs } from '../../../../src/screen/components/page/page-window.ts';
import type { Layout, ScreenSize } from '../../../../src/screen/components/regions.ts';
import { contentOf } from '../../../../src/screen/walk/content.ts';
import { regionsNow } from '../../../../src/screen/walk/drawing/sight.ts';
import { nextState } from '../../../../src/screen/walk/next-state.ts';
import { cursorOf, viewOf } from '../../../../src/screen/walk/view.ts';
import { textRows } from '../../../../src/screen/walk/walk.tsx';
import { firstState, type WalkState } from '../../../../src/screen/walk/walk-state.ts';
import { type DrawnText, screenRows } from '../../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../../support/screen/shown-walk.ts';
import { swept } from '../../../support/sweep.ts';
import { walkOf } from '../../../support/views/walk-of.ts';

const { facts } = await walkOf({
  address: 's3://examplebucket/photo-鍵-👩‍👩‍👧-é.jpg',
  options: { request: 'PUT', data: 'Welcome to Amazon S3.' },
});
const STEPS = facts.trace.stages.length;

type Row = readonly Pick<DrawnText, 'text' | 'width'>[];

const textOf = (row: Row) => row.map(({ text }) => text).join('');
const widthOf = (row: Row) => row.reduce((sum, { width }) => sum + width, 0);

function screenOf(size: ScreenSize, layout: Layout = 'usual') {
  const view = viewOf(facts, size, layout);
  return {
    view,
    pressed: (state: WalkState, key: string) => nextState(state, { kind: 'key', key }, view).state,
    rows: (state: WalkState) => screenRows(contentOf(state, view), view.regions),
    /** The rows of the text alone, which Ink only puts into their place. */
    text: (state: WalkState) => {
      const content = contentOf(state, view);
      return textRows(content, regionsNow(content, view.regions), 'page');
    },
  };
}

const onStage = (step: number): WalkState => ({ ...firstState(shownWalk(facts)), step });

/** On a byte of the request that is used further on. */
const onByte = (pressed: (state: WalkState, key: string) => WalkState) =>
  ['/', ...'Host', 'return'].reduce(pressed, onStage(0));

const SIZES = swept(
  [
    [40, 12],
    [80, 24],
    [150, 45],
    [300, 100],
  ] as const,
  1,
);
const LAYOUTS = ['usual'] as const;

/** Every state that one key leads through, from the first line of each stage to where it does nothing more. */
function* statesBy(key: string, size: ScreenSize, layout: Layout): Generator<WalkState, void> {
  const { pressed, view } = screenOf(size, layout);
  for (let step = 0; step < STEPS; step++) {
    let state = onStage(step);
    let before = -1;
    while (cursorOf(state, view).row !== before) {
      yield state;
      before = cursorOf(state, view).row;
      state = pressed(state, key);
    }
  }
}

describe.each(SIZES.flatMap(([width, height]) => LAYOUTS.map((layout) => ({ width, height, layout }))))(
  'a screen of $width columns and $height rows, $layout',
  ({ layout, ...size }) => {
    const { rows, text, pressed, view } = screenOf(size, layout);
    const isWide = (row: Row) => widthOf(row) > size.width;
    const { text: panes } = view.regions;

    it('has one marked row wherever the cursor is, and no row that is too wide', () => {
      for (const state of statesBy('down', size, layout)) {
        const drawn = text(state);
        expect(drawn.filter((row) => widthOf(row) > GUTTER + panes.width).map(textOf)).toEqual([]);
        // A cursor in a command is marked above the command or, if that row is out of sight, on its own row.
        expect(drawn.filter((row) => textOf(row).startsWith('>'))).toHaveLength(1);
      }
    });

    it('is exactly as high and as wide as the window on each step', () => {
      for (let step = 0; step < STEPS; step++) {
        const drawn = rows(onStage(step));
        expect(drawn).toHaveLength(size.height);
        expect(drawn.filter(isWide).map(textOf)).toEqual([]);
        expect(textOf(drawn.at(-1) ?? [])).toContain('? keys');
      }
    });

    it('brings every row of a page into sight, line by line', () => {
      const seen = Array.from({ length: STEPS }, () => new Set<string>());
      // The cursor begins on the first bytes; what is above them comes into sight further up.
      for (const state of [...statesBy('up', size, layout), ...statesBy('down', size, layout)]) {
        for (const row of text(state)) seen[state.step]?.add(textOf(row).slice(GUTTER).trimEnd());
      }
      for (const [step, known] of seen.entries()) {
        const all = view.rowsOf(step).map((row) =>
          fittedGlyphs(row, GUTTER + panes.width, null)
            .map(({ text }) => text)
            .join('')
            .trimEnd(),
        );
        const isSeen = (text: string) => known.has(text) || [...known].some((row) => row.startsWith(text));
        // A row that only sets others apart is left out where the window is too low for it.
        expect(all.filter((text) => !/^│?$/.test(text) && !isSeen(text))).toEqual([]);
      }
    });

    it.each(['?', ':', 'u'])('draws what %s opens in the same room', (key) => {
      // On a byte, so that the hex view is full.
      let state = pressed(onByte(pressed), key);
      expect(state.open).not.toBeNull();
      for (let count = 0; count < 40; count++) {
        if (count % 8 === 0) {
          const drawn = rows(state);
          expect(drawn).toHaveLength(size.height);
          expect(drawn.filter(isWide).map(textOf)).toEqual([]);
        }
        state = pressed(state, 'down');
      }
    });

    it('gets from the first line to the last by pages, and back', () => {
      for (let step = 0; step < STEPS; step++) {
        const [first, last] = [pressed(onStage(step), 'home'), pressed(onStage(step), 'end')];
        const rowOf = (state: WalkState) => cursorOf(state, view).row;
        let state = first;
        for (let count = 0; count < 100; count++) state = pressed(state, 'pagedown');
        expect(rowOf(state)).toBe(rowOf(last));
        for (let count = 0; count < 100; count++) state = pressed(state, 'pageup');
        expect(rowOf(state)).toBe(rowOf(first));
      }
    });
  },
);

it.each([
  [40, 12],
  [60, 20],
  [80, 24],
  [120, 30],
] as const)('a notice of any length fits into %i×%i cells, and the text stays where it was', (width, height) => {
  const { rows } = screenOf({ width, height });
  const state = onStage(4);
  const before = rows(state).map(textOf);
  const after = rows({ ...state, notice: 'Give an HTTP request as it was sent. '.repeat(10) }).map(textOf);
  expect(after).toHaveLength(height);
  expect(after.slice(0, 7)).toEqual(before.slice(0, 7));
});

describe('a screen that is too small', () => {
  it.each([
    [39, 24],
    [80, 11],
    [20, 10],
    [10, 3],
    [1, 1],
  ])('of %i columns and %i rows says how large it must be, in no more rows than there are', (width, height) => {
    for (const layout of LAYOUTS) {
      const drawn = screenOf({ width, height }, layout).rows(onStage(3));
      expect(drawn.length).toBeLessThanOrEqual(height);
      expect(drawn.filter((row) => widthOf(row) > width)).toEqual([]);
      // In a single cell, there is room only for the beginning of the width.
      expect(drawn.map(textOf).join(' ')).toContain('40×12'.slice(0, width));
    }
  });

  it('says it in one sentence', () => {
    const { rows } = screenOf({ width: 39, height: 24 });
    expect(rows(onStage(0)).map(textOf).join(' ').trim()).toBe(
      'This window has 39×24 cells; make it at least 40×12, or press q.'.replace(/(.{1,39})(?: |$)/g, '$1 ').trim(),
    );
  });
});
