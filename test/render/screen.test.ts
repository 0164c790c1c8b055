import { describe, expect, it } from 'vitest';
import { documentedExample } from '../../src/commands/documented-walk.ts';
import { walkFacts } from '../../src/commands/walk-facts.ts';
import { walkPages } from '../../src/pages/walk-pages.ts';
import { type Row, rowText } from '../../src/render/rows.ts';
import { distances, introduction, type ScreenContent, screenRows } from '../../src/render/screen.ts';
import { worldOf } from '../support/test-world.ts';

const pages = walkPages(await walkFacts(worldOf().world, documentedExample()));

function contentOf(step: number, cursor = 0): ScreenContent {
  const page = pages[step];
  if (!page) throw new Error(`no step ${step}`);
  return {
    titles: pages.map((each) => each.title),
    step,
    cursor,
    verdict: [{ text: 'SIGN', meaning: 'name' }],
    introduction: introduction(page),
    main: page.main,
    body: page.blocks,
    notice: null,
    footer: [{ text: 'q leave', meaning: 'name' }],
  };
}

/** People copy commands from the screen: nothing is written into them. */
const isCopied = ({ runs }: Row) => runs.some(({ meaning }) => meaning === 'command');

const SIZES = [
  [60, 20],
  [80, 24],
  [120, 40],
  [300, 100],
] as const;

describe.each(SIZES)('a screen of %i columns and %i rows', (width, height) => {
  it('is exactly as high, and no row is wider, wherever the cursor stands', () => {
    for (const step of pages.keys()) {
      const { stops } = distances(contentOf(step), { width, height });
      for (let cursor = 0; cursor < stops; cursor++) {
        const screen = screenRows(contentOf(step, cursor), { width, height });
        const rows = screen.map(rowText);
        expect(rows).toHaveLength(height);
        expect(rows.filter((text) => text.length > width)).toEqual([]);
        const marked = screen.filter((row) => rowText(row).startsWith('>'));
        // A cursor in a command is marked above it, maybe out of sight.
        expect(marked.length).toBeLessThanOrEqual(1);
        if (!screen.some(isCopied)) expect(marked).toHaveLength(1);
        expect(marked.filter(isCopied)).toEqual([]);
      }
    }
  });

  it('brings every row of a page into sight, line by line', () => {
    for (const [step, page] of pages.entries()) {
      const { stops } = distances(contentOf(step), { width, height });
      const seen = new Set<string>();
      for (let cursor = 0; cursor < stops; cursor++) {
        for (const text of screenRows(contentOf(step, cursor), { width, height }).map(rowText)) {
          seen.add(text.replace(/^>/, ' '));
        }
      }
      const tall = screenRows(contentOf(step), { width, height: 1000 }).map((row) => rowText(row).replace(/^>/, ' '));
      const unseen = tall.filter((text) => !seen.has(text) && text !== '' && !/─|^←/.test(text));
      expect({ page: page.id, unseen }).toEqual({ page: page.id, unseen: [] });
    }
  });

  it('gets from the first line to the last and back by pages', () => {
    for (const step of pages.keys()) {
      const { stops } = distances(contentOf(step), { width, height });
      let cursor = 0;
      for (let press = 0; press < stops && cursor < stops - 1; press++) {
        const { pageDown } = distances(contentOf(step, cursor), { width, height });
        expect(pageDown).toBeGreaterThan(cursor);
        cursor = Math.min(pageDown, stops - 1);
      }
      for (let press = 0; press < stops && cursor > 0; press++) {
        const { pageUp } = distances(contentOf(step, cursor), { width, height });
        expect(pageUp).toBeLessThan(cursor);
        cursor = Math.max(pageUp, 0);
      }
      expect(cursor).toBe(0);
    }
  });
});

describe('a screen that is too small', () => {
  it('says how large it must be, in no more rows than there are', () => {
    for (const [width, height] of [
      [59, 24],
      [80, 19],
      [10, 3],
      [1, 1],
    ] as const) {
      const rows = screenRows(contentOf(0), { width, height }).map(rowText);
      expect(rows.length).toBeLessThanOrEqual(height);
      expect(rows.filter((text) => text.length > width)).toEqual([]);
    }
    expect(screenRows(contentOf(0), { width: 59, height: 24 }).map(rowText).join(' ')).toContain('at least 60×20');
  });
});
