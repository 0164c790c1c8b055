import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf, wordGlyphs } from '../../../src/layout/shown-glyphs.ts';
import { fieldRuns } from '../../../src/screen/components/text-field.ts';

const drawn = (text: string, caret: number, width: number) =>
  fieldRuns('URL ', { text, caret }, width)
    .map((run) => run.text)
    .join('');

describe('a field', () => {
  it.each([
    ['', 0, 20, 'URL ▏'],
    ['short', 5, 20, 'URL short▏'],
    ['short', 2, 20, 'URL sh▏ort'],
    ['abcdefghijklmnopqrstuvwxyz', 26, 20, 'URL …mnopqrstuvwxyz▏'],
    ['abcdefghijklmnopqrstuvwxyz', 0, 20, 'URL ▏abcdefghijklmn…'],
    ['abcdefghijklmnopqrstuvwxyz', 20, 20, 'URL …mnopqrst▏uvwxyz'],
    ['abcdefghijklmnopqrstuvwxyz', 13, 20, 'URL …hijklm▏nopqrst…'],
    ['鍵鍵鍵鍵鍵鍵鍵鍵', 8, 14, 'URL …鍵鍵鍵鍵▏'],
    ['👩‍👩‍👧é👩‍👩‍👧', 18, 20, 'URL …'],
  ])('of %j with the caret at %i, in %i cells, is %j', (text, caret, width, expected) => {
    expect(drawn(text, caret, width).slice(0, expected.length)).toBe(expected);
  });

  it('has its caret in sight, no matter what was typed', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 100 }), (typed, width) => {
        const line = drawn(typed, typed.length, width);
        expect(line.endsWith('▏')).toBe(true);
        for (const { index } of new Intl.Segmenter().segment(typed)) {
          expect(widthOf(wordGlyphs(drawn(typed, index, width), 'words'))).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
