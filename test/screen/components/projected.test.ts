/** A walk on a projector: one part in a column in the middle of the window, no address, no bytes until x. */
import { describe, expect, it } from 'vitest';
import { TOP } from '../../../src/screen/components/regions.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { linesInSight } from '../../../src/screen/walk/drawing/sight.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const { facts } = await walkOf({});
const CANONICAL = 3;

describe.each([
  [120, 40],
  [80, 24],
] as const)('in %i×%i', (width, height) => {
  const viewFor = (isHexOpen: boolean) => viewOf(facts, { width, height }, 'projector', { isHexOpen });
  const drawn = (state: WalkState) => {
    const view = viewFor(state.isHexOpen);
    return screenRows(contentOf(state, view), view.regions);
  };
  const textOf = (state: WalkState) => drawn(state).map((row) => row.map(({ text }) => text).join(''));
  const steps = facts.trace.stages.map((_, step): WalkState => ({ ...firstState(shownWalk(facts)), step }));
  const canonical = { ...firstState(shownWalk(facts)), step: CANONICAL };

  it('is no link, and no address of a document', () => {
    for (const state of steps) {
      expect(
        drawn(state)
          .flat()
          .filter(({ isLink }) => isLink),
      ).toEqual([]);
      expect(textOf(state).join('\n')).not.toMatch(/docs ↗|docs\.aws/);
    }
  });

  it('is the canonical request in the middle, after its sentence, a line apart if there is room', () => {
    const { text, margin, width: column } = viewFor(false).regions;
    const rows = textOf(canonical).slice(TOP, TOP + text.height);
    const filled = rows.flatMap((row, index) => (row.trim() === '' ? [] : [index]));
    const [above, below] = [filled[0] ?? 0, rows.length - 1 - (filled.at(-1) ?? 0)];
    expect(Math.abs(above - below)).toBeLessThanOrEqual(1);
    const lines = filled.filter((at) => at >= rows.findIndex((row) => row.includes('GET')));
    expect(rows.slice(0, lines[0]).join(' ')).toContain('The request is written in one exact form');
    expect(lines.slice(1, 7).map((at, index) => at - (lines[index] ?? 0))).toEqual(Array(6).fill(height > 24 ? 2 : 1));
    expect(Math.abs(margin - (width - margin - column))).toBeLessThanOrEqual(1);
    const edges = textOf(canonical).map((row) => row.search(/\S/));
    expect(Math.min(...edges.filter((edge) => edge >= 0))).toBe(margin);
  });

  it('opens the bytes below the line that is read, which stays where it is', () => {
    for (const keys of [[], ['j', 'j', 'j'], Array(8).fill('j')]) {
      const at = keys.reduce((state, key) => nextState(state, { kind: 'key', key }, viewFor(false)).state, canonical);
      const opened = nextState(at, { kind: 'key', key: 'x' }, viewFor(false)).state;
      const marked = (state: WalkState) => textOf(state).findIndex((row) => /^ *>[A-Z.#]/.test(row));
      const last = viewFor(true).regions.text.height + TOP - 1;
      // The row that the next stop needs is also visible.
      const isCovered = marked(at) >= last;
      expect(marked(opened)).toBe(isCovered ? last - 1 : marked(at));
    }
  });

  it('shows bytes after x, and about the byte under the cursor what every screen says', () => {
    expect(textOf(canonical).join('\n')).not.toContain('Bytes of');
    const opened = nextState(canonical, { kind: 'key', key: 'x' }, viewFor(false)).state;
    expect(textOf(opened).join('\n')).toContain('Bytes of');
    const usual = viewOf(facts, { width, height }, 'usual');
    expect(contentOf(canonical, viewFor(false)).inspector?.rows).toEqual(contentOf(canonical, usual).inspector?.rows);
    expect(textOf(opened).at(-1)).toContain('x hide hex');
  });

  it.each(steps.map((state) => [facts.trace.stages[state.step]?.id, state] as const))(
    'shows every row of %s with the space bar, and says so while there is more',
    (_, first) => {
      const view = viewFor(false);
      const seenIn = (state: WalkState) => {
        const content = contentOf(state, view);
        return linesInSight(content, view.regions).page.flatMap(({ row, kind }) => (kind === 'row' ? [row] : []));
      };
      const rows = contentOf(first, view).rows;
      const seen = new Set<number>();
      let [state, before]: [WalkState, WalkState | null] = [first, null];
      while (before === null || seenIn(before).join() !== seenIn(state).join()) {
        for (const row of seenIn(state)) seen.add(row);
        before = state;
        state = nextState(state, { kind: 'key', key: ' ' }, view).state;
        const isLast = seenIn(before).join() === seenIn(state).join();
        expect([isLast, textOf(before).at(-1)?.includes('space more')]).toEqual([isLast, !isLast]);
        const section = rows[seenIn(before)[0] ?? 0]?.section;
        const isCut = rows.some(
          (row, at) =>
            row.section === section && row.glyphs.length > 0 && at > (seenIn(before as WalkState).at(-1) ?? 0),
        );
        expect(textOf(before).at(-2)?.includes('↓')).toBe(isCut);
      }
      const isText = (row: number) => !/^(│)?$/.test(rows[row]?.glyphs.map(({ text }) => text).join('') ?? '');
      expect([...rows.keys()].filter((row) => isText(row) && !seen.has(row))).toEqual([]);
    },
  );

  it('has the whole chain of keys on its first screen', () => {
    const chain = textOf({ ...canonical, step: 2 }).join('\n');
    expect(chain).toMatch(/SigningKey[\s\S]*dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378/);
  });
});
