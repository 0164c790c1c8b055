import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/pages/page.ts';
import { wrapRuns } from '../../../src/render/wrap.ts';

const text = (rows: readonly (readonly Run[])[]) => rows.map((runs) => runs.map((run) => run.text).join(''));
const runsArbitrary = fc.array(
  fc.record({
    text: fc.stringMatching(/^[a-z ]{0,12}$/),
    meaning: fc.constantFrom('words' as const, 'aside' as const),
  }),
  { maxLength: 8 },
);

describe('wrapRuns', () => {
  it('breaks words at spaces, of which none begins a row, and a long word where the row ends', () => {
    expect(text(wrapRuns([{ text: 'one two  three', meaning: 'words' }], 8, 'words'))).toEqual(['one two ', 'three']);
    expect(text(wrapRuns([{ text: 'abcdefghij', meaning: 'words' }], 4, 'words'))).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('breaks bytes where the row ends, spaces kept', () => {
    expect(text(wrapRuns([{ text: 'ab cd ef', meaning: 'given' }], 3, 'bytes'))).toEqual(['ab ', 'cd ', 'ef']);
  });

  it('counts cells, not characters, and breaks no character with its marks', () => {
    const wide = { text: '漢字かな e\u0301e\u0301', meaning: 'words' as const };
    expect(text(wrapRuns([wide], 4, 'bytes'))).toEqual(['漢字', 'かな', ' e\u0301e\u0301']);
    expect(text(wrapRuns([wide], 9, 'words'))).toEqual(['漢字かな', 'e\u0301e\u0301']);
  });

  it('loses no byte and no meaning, and no row is too wide', () => {
    fc.assert(
      fc.property(runsArbitrary, fc.integer({ min: 1, max: 20 }), (runs, width) => {
        const rows = wrapRuns(runs, width, 'bytes');
        expect(text(rows).join('')).toBe(runs.map((run) => run.text).join(''));
        expect(Math.max(...text(rows).map((row) => row.length))).toBeLessThanOrEqual(width);
        const meanings = (all: readonly Run[]) => all.flatMap((run) => [...run.text].map(() => run.meaning));
        expect(meanings(rows.flat())).toEqual(meanings(runs));
      }),
    );
  });
});
