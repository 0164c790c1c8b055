/** The screens of a diagnosis and of its replay at any size: never too many rows, never too wide, all comes into sight. */

import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { GUTTER } from '../../../src/screen/components/frame/gutter.ts';
import { fittedGlyphs } from '../../../src/screen/components/page/page-window.ts';
import type { Layout } from '../../../src/screen/components/regions.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { regionsNow } from '../../../src/screen/walk/drawing/sight.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorIn, cursorOf, viewOf } from '../../../src/screen/walk/view.ts';
import { textRows } from '../../../src/screen/walk/walk.tsx';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { diagnosedWalk, ENCODED_AGAIN, HEX_TEXT } from '../../support/causes/diagnosed.ts';
import { type DrawnText, screenRows } from '../../support/screen/drawn-rows.tsx';
import { swept } from '../../support/sweep.ts';

const SAME = diagnosedWalk(HEX_TEXT, ['request', 'log', 'secret']);
const replay = await SAME.openReplay?.('replay/0');
if (!replay || isProblem(replay)) throw new Error('There is no replay.');

const WALKS: readonly (readonly [what: string, walk: ShownWalk])[] = [
  ['of two texts that differ', diagnosedWalk(ENCODED_AGAIN, ['request'], 'put-metadata')],
  ['of a presigned URL', diagnosedWalk(ENCODED_AGAIN, ['log'], 'presigned')],
  ['of an answer alone', diagnosedWalk(ENCODED_AGAIN, [])],
  ['of two texts that are the same', SAME],
  ['of a replay', replay],
];

const SIZES = [
  [60, 20],
  [80, 24],
  [120, 30],
  [300, 100],
] as const;

const LAYOUTS = ['usual'] as const satisfies readonly Layout[];

type Row = readonly Pick<DrawnText, 'text' | 'width'>[];

const textOf = (row: Row) => row.map(({ text }) => text).join('');
const widthOf = (row: Row) => row.reduce((sum, { width }) => sum + width, 0);

/** Each walk in a small and in a large size and in both layouts; each size in both layouts. */
const CASES = WALKS.flatMap(([what, walk], number) =>
  LAYOUTS.map((_each, at) => {
    const [width, height] = SIZES[(number + 2 * at) % SIZES.length] ?? SIZES[0];
    return { what, walk, width, height, layout: LAYOUTS[(number + at) % LAYOUTS.length] ?? 'usual' };
  }),
);
/** How many rows the cursor goes up from one screen to the next; on the way down, every row is drawn. */
const ROWS_UP = 8;

describe.each(swept(CASES, 3))('the screen $what at $width×$height, $layout', ({ walk, width, height, layout }) => {
  const view = viewOf(walk.facts, { width, height }, layout);
  const pressed = (state: WalkState, key: string) => nextState(state, { kind: 'key', key }, view).state;
  const rows = (state: WalkState) => screenRows(contentOf(state, view), view.regions);
  const stages = walk.facts.trace.stages.length;

  /** Every state on the way down, and up again, in both panes. */
  function* states(): Generator<WalkState, void> {
    for (let step = 0; step < stages; step++) {
      for (const pane of ['page', 'beside'] as const) {
        if (pane === 'beside' && !view.textsOf(step)) continue;
        for (const key of ['down', 'up']) {
          let state: WalkState = pressed({ ...firstState(walk), step, pane }, key === 'down' ? 'home' : 'end');
          let before = -1;
          for (let pressings = 0; cursorOf(state, view).row !== before; pressings++) {
            if (key === 'down' || pressings % ROWS_UP === 0) yield state;
            before = cursorOf(state, view).row;
            state = pressed(state, key);
          }
        }
      }
    }
  }

  it('is exactly as high and no wider on each step', () => {
    for (let step = 0; step < stages; step++) {
      const drawn = rows({ ...firstState(walk), step });
      expect(drawn).toHaveLength(height);
      expect(drawn.filter((row) => widthOf(row) > width).map(textOf)).toEqual([]);
    }
  });

  it('brings every row of both panes into sight', () => {
    const seen = Array.from({ length: stages }, () => new Set<string>());
    for (const state of states()) {
      const content = contentOf(state, view);
      const now = regionsNow(content, view.regions);
      for (const row of [...textRows(content, now, 'page'), ...textRows(content, now, 'beside')])
        seen[state.step]?.add(textOf(row).slice(GUTTER).trimEnd());
    }
    for (const [step, known] of seen.entries()) {
      const all = (['page', 'beside'] as const).flatMap((pane) => view.rowsOf(step, pane));
      const { text, texts: panes } = view.regions;
      const { width: textWidth } = view.textsOf(step) ? panes : text;
      const texts = all.map((row) =>
        fittedGlyphs(row, GUTTER + textWidth, null)
          .map(({ text }) => text)
          .join('')
          .trimEnd(),
      );
      const isSeen = (text: string) => known.has(text) || [...known].some((row) => row.includes(text));
      expect(texts.filter((text) => !isSeen(text))).toEqual([]);
    }
  });

  it('has a title above each text', () => {
    for (let step = 0; step < stages; step++) {
      const sides = view.textsOf(step)?.sides;
      const drawn = rows({ ...firstState(walk), step })
        .map(textOf)
        .join('\n');
      for (const { title } of sides ? [sides.server, sides.client] : []) expect(drawn).toContain(title.slice(0, 20));
    }
  });

  it('has the cursor of both panes in sight where the texts begin', () => {
    for (let step = 0; step < stages; step++) {
      const texts = view.textsOf(step);
      if (!texts) continue;
      const state: WalkState = { ...firstState(walk), step };
      const cursors = (['page', 'beside'] as const).filter((pane) => cursorIn(state, view, pane).position !== null);
      const selected = rows(state)
        .flat()
        .filter(({ isInverse }) => isInverse);
      expect(selected.length).toBeGreaterThanOrEqual(cursors.length);
    }
  });
});
