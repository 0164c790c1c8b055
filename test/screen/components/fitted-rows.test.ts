/** Rows of the screen that are fitted to a width, no matter what is in them. */
import { describe, expect, it } from 'vitest';
import { widthOf, wordGlyphs } from '../../../src/layout/shown-glyphs.ts';
import { fitRuns, listRows, padRow, tooSmallRows, wrapRuns } from '../../../src/screen/components/fitted-rows.ts';
import { ruleTitle } from '../../../src/screen/components/frame/rules.ts';
import type { ScreenRow } from '../../../src/screen/components/styled-glyphs.ts';

const text = (row: ScreenRow) => row.map((part) => part.text).join('');
const measured = (row: ScreenRow) => row.reduce((sum, { width }) => sum + width, 0);

describe('a row of the screen', () => {
  it.each(['', 'Request', '答答.xml', 'server, from 答答答答答答答答答答答答答答答.xml', 'a\u200bb'])(
    'is as wide as a rule should be with the title %j, also with a mark',
    (title) => {
      for (const width of [30, 60]) {
        const left = title === '' ? [] : [{ text: title, meaning: 'name' as const }];
        const letter = { text: 'N1', hue: 3 };
        for (const row of [
          ruleTitle(width, { left }),
          ruleTitle(width, { left, isFocused: true }),
          ruleTitle(width, { left, letter, right: ['line 5 · offset 2', 'line 5'] }),
        ]) {
          expect([widthOf(wordGlyphs(text(row), 'words')), measured(row)]).toEqual([width, width]);
        }
      }
    },
  );

  it('has the beginning of a title that is too long, and an ellipsis', () => {
    const left = [{ text: 'answer of the server', meaning: 'name' as const }];
    expect(text(ruleTitle(20, { left, right: ['6 bytes'] }))).toBe('─ answer of the se… ');
  });

  it('is cut, broken and padded to cells', () => {
    const runs = [{ text: '答答答 answer', meaning: 'words' as const }];
    expect(text(fitRuns(runs, 6))).toBe('答答…');
    expect(wrapRuns(runs, 8, 2).map(text)).toEqual(['答答答', 'answer']);
    expect(text(padRow(fitRuns(runs, 6), 8))).toBe('答答…   ');
  });
});

describe('a list', () => {
  it('has the ground of the cursor on all of the selected item, and on no other row', () => {
    const items = ['one', 'two words', 'three'].map((says) => [{ text: says, meaning: 'aside' as const }]);
    const list = {
      title: 'List',
      items,
      index: 1,
      headings: [[], [{ text: 'Group', meaning: 'name' as const }], []],
      hanging: 0,
    };
    const rows = listRows(list, 7, 7);
    const marked = rows.filter((row) => row.some(({ style }) => style.ground === 'cursor-line'));
    expect(marked.map(text)).toEqual(['> two  ', '  words']);
    expect(marked.flat().every(({ style }) => style.ground === 'cursor-line')).toBe(true);
  });
});

describe('a window that is too small', () => {
  it.each([
    [39, 12, 'This window has 39×12 cells; make it at least 40×12, or press q.'],
    [12, 4, 'Make it at least 40×12, or press q.'],
    [20, 2, 'Make it at least 40×12, or press q.'],
    [12, 1, '40×12, or q'],
    [6, 2, '40×12, or q'],
  ])('of %i×%i says a whole sentence', (width, height, says) => {
    const rows = tooSmallRows({ width, height }).map(text);
    expect(rows.join(' ').replace(/ +/g, ' ')).toBe(says);
    expect(rows.every((row) => row.length <= width)).toBe(true);
    expect(rows.length).toBeLessThanOrEqual(height);
  });
});
