/** A field inside a row: it fits, its caret is in sight, and it gives way only after what is around it. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fittedField } from '../../src/layout/field-in-row.ts';
import { widthOf, wordGlyphs } from '../../src/layout/shown-glyphs.ts';
import { textOf } from '../../src/views/page.ts';

const glyphs = (text: string) => wordGlyphs(text, 'words');
const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é', '漢', '\u{1f600}'), maxLength: 120 });
const field = fc
  .record({ before: text, typed: text, after: text, note: text, at: fc.nat() })
  .map(({ before, typed, after, note, at }) => {
    const own = glyphs(typed);
    return {
      before: glyphs(before),
      typed: own,
      caret: at % (own.length + 1),
      after: glyphs(after),
      note: glyphs(note),
    };
  });

it('fits, with its borders, and has one caret: before the next glyph that was typed, or at the end', () => {
  fc.assert(
    fc.property(field, fc.integer({ min: 16, max: 150 }), (of, width) => {
      const shown = fittedField(of, width);
      expect(widthOf(shown)).toBeLessThanOrEqual(width);
      const carets = shown.flatMap((glyph, index) => (glyph.isCaret ? [index] : []));
      expect(carets).toHaveLength(1);
      const [begin, end] = ['▏', '▕'].map((border) => shown.findIndex((glyph) => glyph.text === border));
      expect(carets[0]).toBeGreaterThan(begin ?? 0);
      expect(carets[0]).toBeLessThanOrEqual(end ?? 0);
      expect(shown[carets[0] ?? -1]?.text).toBe(of.typed[of.caret]?.text ?? '▕');
    }),
  );
});

it('shows everything where there is room, and the note last', () => {
  fc.assert(
    fc.property(field, (of) => {
      const { before, typed, after, note } = of;
      const whole = textOf([...before, ...glyphs('▏'), ...typed, ...glyphs('▕'), ...after]);
      expect(textOf(fittedField(of, 1000))).toBe(note.length > 0 ? `${whole}   ${textOf(note)}` : whole);
    }),
  );
});

it('scrolls a long text around the caret, after the row around it is cut', () => {
  const of = { before: glyphs('host:'), typed: glyphs('0123456789'.repeat(10)), after: glyphs('\\n'), note: [] };
  expect(textOf(fittedField({ ...of, caret: 50 }, 40))).toMatch(/^host:▏…\d+…▕$/);
  expect(textOf(fittedField({ ...of, caret: 100 }, 40))).toMatch(/^host:▏…\d+▕$/);
  expect(textOf(fittedField({ ...of, caret: 0 }, 40))).toMatch(/^host:▏\d+…▕$/);
});
