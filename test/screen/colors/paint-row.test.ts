/** A row is painted as its texts are, one by one, with fewer codes. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paintRow } from '../../../src/screen/colors/paint-row.ts';
import { type ColorLevel, type Hue, themeFor } from '../../../src/screen/colors/theme.ts';
import type { ScreenRow, Style, StyledText } from '../../../src/screen/components/styled-glyphs.ts';
import { runs } from '../../support/sweep.ts';
import { type Cell, paintedCells, paintText, sgrCodes } from './painted-cells.ts';

const style: fc.Arbitrary<Style> = fc.record({
  meaning: fc.constantFrom('words', 'name', 'aside', 'link', 'data', 'title', 'changed'),
  hue: fc.constantFrom<Hue | null>(null, 0, 1, 3),
  ground: fc.constantFrom('page', 'cursor-line', 'selection', 'chip', 'reverse'),
  underlined: fc.boolean(),
});
const text = fc.tuple(fc.constantFrom('a', 'bc ', ' d', ' ', '   ', 'é', ''), style);
const rows = fc
  .array(text, { maxLength: 8 })
  .map((texts): ScreenRow => texts.map(([of, its]): StyledText => ({ text: of, width: of.length, style: its })));
const LEVELS: readonly ColorLevel[] = ['no-styles', 0, 1, 2, 3];

/** A space looks the same in every color and weight. */
const seen = (cell: Cell) => {
  if (cell.character !== ' ') return cell;
  const emphasis = cell.emphasis.filter((name) => name === 'underline' || name === 'inverse');
  return { ...cell, emphasis, foreground: emphasis.length === 0 ? 'any' : cell.foreground };
};
const looksOf = (painted: string) => {
  const { cells, left } = paintedCells(painted);
  return { cells: cells.map(seen), left };
};
const isNothing = ({ character, emphasis, background }: Cell) =>
  character === ' ' &&
  background.kind === 'own' &&
  !emphasis.some((name) => name === 'underline' || name === 'inverse');

it.each(LEVELS)('looks as its texts, in every order of styles, at level %s', (level) => {
  const theme = themeFor(level, 'dark');
  fc.assert(
    fc.property(rows, (row) => {
      const one = row.map((of) =>
        paintText(
          theme,
          of.text,
          (of.style.hue as Hue | null) ?? of.style.meaning,
          of.style.ground,
          of.style.underlined,
        ),
      );
      const whole = paintedCells(one.join(''));
      const end = whole.cells.findLastIndex((cell) => !isNothing(cell));
      expect(looksOf(paintRow(row, theme))).toEqual({
        cells: whole.cells.slice(0, end + 1).map(seen),
        left: whole.left,
      });
      expect(sgrCodes(paintRow(row, theme)).length).toBeLessThanOrEqual(sgrCodes(one.join('')).length);
    }),
    { numRuns: runs(1000) },
  );
});

it('writes the address of a link once, and ends it', () => {
  const linked = {
    text: 'docs',
    width: 4,
    style: { meaning: 'link', hue: null, ground: 'page', underlined: false },
    opens: 'https://a.example/',
  } as const;
  expect(paintRow([linked, { ...linked, text: ' ↗' }], themeFor('no-styles', 'dark'))).toBe(
    '\x1b]8;;https://a.example/\x07docs ↗\x1b]8;;\x07',
  );
});
