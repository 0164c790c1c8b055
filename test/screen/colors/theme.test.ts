/** What a theme sends to the terminal, read back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Background, HueName, Rgb } from '../../../src/layout/shades.ts';
import {
  type ColorLevel,
  type Ground,
  type Hue,
  type Ink,
  themeFor as themeOf,
} from '../../../src/screen/colors/theme.ts';
import type { Role } from '../../../src/screen/components/styled-glyphs.ts';
import { hueOfLetter, LEGEND, type PlaceKind } from '../../../src/views/map/letters.ts';
import type { Meaning } from '../../../src/views/page.ts';
import { runs } from '../../support/sweep.ts';
import { apart, chroma, measuredContrast, paletteColor, seen, type Vision } from './measured-colors.ts';
import { type Cell, type CellColor, PLAIN, paintedCells, paintText, sgrCodes } from './painted-cells.ts';

/** By name, so that a meaning or a role without a style here is a type error. */
const WORDED: Readonly<Record<Meaning | Role, null>> = {
  given: null,
  copied: null,
  derived: null,
  fixed: null,
  masked: null,
  agrees: null,
  differs: null,
  name: null,
  words: null,
  aside: null,
  command: null,
  link: null,
  title: null,
  changed: null,
  data: null,
};
const HUES: readonly Hue[] = [0, 1, 2, 3];
/** All colors that are no gray: those of the letters, and those of verdicts. */
const COLORS: readonly Ink[] = [...HUES, 'agrees', 'differs'];
const INKS: readonly Ink[] = [...HUES, ...(Object.keys(WORDED) as (Meaning | Role)[])];
const GROUNDS: readonly Ground[] = ['page', 'cursor-line', 'selection'];
const LEVELS: readonly ColorLevel[] = ['no-styles', 0, 1, 2, 3];
const BACKGROUNDS: readonly Background[] = ['dark', 'light'];

/** A theme, and what it was made for. */
const themeFor = (level: ColorLevel, background: Background) => {
  const theme = themeOf(level, background);
  const paint = (text: string, ...style: [Ink, Ground?, boolean?]) => paintText(theme, text, ...style);
  return { level, background, paint };
};
type Theme = ReturnType<typeof themeFor>;

const THEMES = LEVELS.flatMap((level) => BACKGROUNDS.map((background) => themeFor(level, background)));
const COLORED = THEMES.filter(({ level }) => level === 2 || level === 3);

/** Text that has no hue: that of a page, and that of a terminal with 256 colors. */
const TEXT: Readonly<Record<'page' | 'terminal', Readonly<Record<Background, Rgb>>>> = {
  page: { dark: [0xe6, 0xe6, 0xe6], light: [0x1a, 0x1a, 0x1a] },
  terminal: { dark: [255, 255, 255], light: [0, 0, 0] },
};

/** Both ends of what a background is taken to be. */
const ENDS: Readonly<Record<Background, readonly Rgb[]>> = {
  dark: [
    [0, 0, 0],
    [0x1e, 0x1e, 0x1e],
  ],
  light: [
    [0xff, 0xff, 0xff],
    [0xf5, 0xf5, 0xf5],
  ],
};
/** Text that the terminal colors itself, taken to be no fainter than this. */
const OWN_TEXT: Readonly<Record<Background, Rgb>> = { dark: [0xaa, 0xaa, 0xaa], light: [0x55, 0x55, 0x55] };

const describeTheme = ({ level, background }: Theme) => `level ${level}, ${background}`;
const everyPaint = (theme: Theme, text = 'x') =>
  INKS.flatMap((ink) => GROUNDS.map((ground) => ({ ink, ground, painted: theme.paint(text, ink, ground) })));
const onlyCell = (painted: string): Cell => {
  const [cell] = paintedCells(painted).cells;
  if (!cell) throw new Error('nothing was painted');
  return cell;
};

describe.each(COLORED.map((theme) => [describeTheme(theme), theme] as const))('%s', (_name, theme) => {
  it('is readable in each ink on each ground, at both ends of the backgrounds', () => {
    const ratios = everyPaint(theme).flatMap(({ ink, ground, painted }) =>
      ENDS[theme.background].map((end) => ({ ink, ground, end, ratio: contrastOfCell(onlyCell(painted), theme, end) })),
    );
    expect(ratios).toHaveLength((4 + 15) * 3 * 2);
    expect(ratios.filter(({ ratio }) => !(ratio >= 4.5))).toEqual([]);
  });

  it.each<[Vision, number]>([
    ['trichromat', 0.091],
    ['protanope', 0.065],
    ['deuteranope', 0.065],
  ])('shows six colors that a %s tells apart', (vision, least) => {
    const colors = COLORS.map((color) => seen(rgbOf(onlyCell(theme.paint('x', color)).foreground), vision));
    const pairs = colors.flatMap((one, place) => colors.slice(place + 1).map((other) => apart(one, other)));
    expect(pairs).toHaveLength(15);
    expect(Math.min(...pairs)).toBeGreaterThanOrEqual(least);
  });

  it('shows each hue unlike faint text to a deuteranope, and unlike text', () => {
    const to = (ink: Ink, vision: Vision) => seen(rgbOf(onlyCell(theme.paint('x', ink)).foreground), vision);
    const fromFaint = HUES.map((hue) => apart(to(hue, 'deuteranope'), to('aside', 'deuteranope')));
    expect(fromFaint.filter((distance) => distance < (theme.level === 3 ? 0.1 : 0.095))).toEqual([]);
    const text = TEXT[theme.level === 3 ? 'page' : 'terminal'][theme.background];
    for (const vision of ['trichromat', 'protanope', 'deuteranope'] as const)
      for (const color of COLORS) expect(apart(to(color, vision), seen(text, vision))).toBeGreaterThanOrEqual(0.12);
  });

  it('uses no color that the theme of the terminal decides', () => {
    for (const { painted } of everyPaint(theme)) {
      const { foreground, background } = onlyCell(painted);
      for (const color of [foreground, background]) {
        expect(color.kind).not.toBe('ansi');
        if (color.kind === 'palette') expect(color.index).toBeGreaterThanOrEqual(16);
      }
    }
  });

  it('shows the same hue on each ground', () => {
    for (const hue of HUES) {
      const [page, ...others] = GROUNDS.map((ground) => onlyCell(theme.paint('x', hue, ground)).foreground);
      expect(others).toEqual([page, page]);
    }
  });
});

it('shows the hues that Okabe and Ito published, where they are readable, unchanged', () => {
  const dark = themeFor(3, 'dark');
  expect(dark.paint('GET', 1)).toBe('\x1b[38;2;240;228;66mGET\x1b[39m');
});

describe('a terminal without styles', () => {
  it('gets the text and nothing else', () => {
    for (const background of BACKGROUNDS) {
      const theme = themeFor('no-styles', background);
      for (const { painted } of everyPaint(theme, 'a b')) expect(painted).toBe('a b');
    }
  });
});

describe('level 1', () => {
  const ALLOWED = /^(?:[1247]|2[247]|3[0-79]|9[0-7])$/;

  it.each(BACKGROUNDS)('sends the names of the 16 colors and emphasis only, %s', (background) => {
    const codes = everyPaint(themeFor(1, background)).flatMap(({ painted }) => sgrCodes(painted));
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => !ALLOWED.test(code))).toEqual([]);
  });

  it.each(BACKGROUNDS)('has six different names for the colors, %s', (background) => {
    const theme = themeFor(1, background);
    expect(new Set(COLORS.map((color) => JSON.stringify(onlyCell(theme.paint('x', color)).foreground))).size).toBe(6);
  });
});

describe('every theme with styles', () => {
  const styled = THEMES.filter(({ level }) => level !== 'no-styles');

  it('marks selection and cursor line in each ink', () => {
    for (const theme of styled) {
      for (const ink of INKS) {
        const [page, line, selection] = GROUNDS.map((ground) => onlyCell(theme.paint('x', ink, ground)));
        expect(selection).not.toEqual(page);
        // With few colors, a row can only be bold, which some texts are already.
        if (theme.level === 2 || theme.level === 3) expect(line).not.toEqual(page);
      }
    }
  });

  it('tells verdicts by weight, and what agrees from what differs by color', () => {
    for (const theme of COLORED) {
      const [agrees, differs] = [onlyCell(theme.paint('x', 'agrees')), onlyCell(theme.paint('x', 'differs'))];
      for (const { emphasis } of [agrees, differs]) expect(emphasis).toEqual(['bold']);
      for (const vision of ['trichromat', 'protanope', 'deuteranope'] as const) {
        const [one, other] = [agrees, differs].map(({ foreground }) => seen(rgbOf(foreground), vision));
        // No less than two hues of letters; the marks ✓ and ✗ say it too.
        expect(one && other && apart(one, other)).toBeGreaterThanOrEqual(0.065);
      }
    }
  });

  it('paints any text, changes none of it, and leaves no style on', () => {
    // Halves of a character are none: two of them in neighboring runs would become one.
    const isHalf = (code: number) => code >= 0xd800 && code <= 0xdfff;
    const unit = fc
      .nat({ max: 0xffff })
      .filter((code) => !isHalf(code))
      .map((code) => String.fromCharCode(code));
    const run = fc.tuple(fc.string({ unit }), fc.constantFrom(...INKS), fc.constantFrom(...GROUNDS));
    fc.assert(
      fc.property(fc.constantFrom(...THEMES), fc.array(run, { maxLength: 8 }), (theme, runs) => {
        const visible = runs.map(([text, ink, ground]) => [text.replaceAll('\x1b', '·'), ink, ground] as const);
        const painted = visible.map(([text, ink, ground]) => theme.paint(text, ink, ground));
        const row = paintedCells(painted.join(''));
        expect(row.left).toEqual(PLAIN);
        expect(row.cells.map(({ character }) => character).join('')).toBe(visible.map(([text]) => text).join(''));
        // No run changes the one beside it.
        const alone = painted.flatMap((one) => paintedCells(one).cells);
        expect(JSON.stringify(row.cells)).toBe(JSON.stringify(alone));
      }),
      { numRuns: runs(300) },
    );
  });

  it('sends nothing for no text', () => {
    for (const theme of THEMES) for (const { painted } of everyPaint(theme, '')) expect(painted).toBe('');
  });
});

it.each(COLORED.map((theme) => [describeTheme(theme), theme] as const))('gives asides no color, %s', (_name, theme) => {
  expect(chroma(seen(rgbOf(onlyCell(theme.paint('x', 'aside')).foreground)))).toBeLessThan(0.001);
});

describe('chips', () => {
  it.each(COLORED.map((theme) => [describeTheme(theme), theme] as const))(
    'are letters that can be read on each hue, the same on both backgrounds: %s',
    (_name, theme) => {
      for (const hue of HUES) {
        const cell = onlyCell(theme.paint('M', hue, 'chip'));
        expect(measuredContrast(rgbOf(cell.foreground), rgbOf(cell.background))).toBeGreaterThanOrEqual(5);
        const other = themeFor(theme.level, theme.background === 'dark' ? 'light' : 'dark');
        expect(theme.paint('M', hue, 'chip')).toBe(other.paint('M', hue, 'chip'));
      }
    },
  );

  it('are bold without colors, so that the letters at the cursor are found', () => {
    expect(themeFor(0, 'dark').paint('M', 3, 'chip')).toBe('\x1b[1mM\x1b[22m');
    expect(themeFor(0, 'dark').paint('M', 3)).toBe('M');
    expect(themeFor('no-styles', 'dark').paint('M', 3, 'chip')).toBe('M');
  });
});

/** What each color says. Nothing else has it, so a new letter or a new check is in one of these rows. */
const MEANS: Readonly<Record<HueName, readonly (Meaning | PlaceKind)[]>> = {
  'sky blue': ['M', 'P', 'Q', 'B'],
  yellow: ['H', 'N'],
  blue: ['D', 'R', 'S'],
  'reddish purple': ['K', 'X', 'T'],
  'bluish green': ['agrees'],
  vermillion: ['differs'],
};

it('gives each color one meaning, and each group of letters in the legend one color', () => {
  const theme = themeFor(3, 'dark');
  const shown = (ink: Ink) => JSON.stringify(onlyCell(theme.paint('x', ink)).foreground);
  const letters = LEGEND.flatMap(([group]) => group.split(' ')).filter((letter) => /[A-Z]/.test(letter));
  const inks = new Map<string, Ink>([
    ...letters.map((letter) => [letter, hueOfLetter(letter) as Hue] as const),
    ...INKS.flatMap((ink) => (typeof ink === 'string' ? [[ink, ink] as const] : [])),
  ]);
  const colored = new Map<string, string[]>();
  for (const [name, ink] of inks) {
    const cell = onlyCell(theme.paint('x', ink)).foreground;
    if (cell.kind === 'own' || chroma(seen(rgbOf(cell))) < 0.01) continue;
    colored.set(shown(ink), [...(colored.get(shown(ink)) ?? []), name]);
  }
  expect([...colored.values()].map((names) => names.toSorted()).toSorted()).toEqual(
    Object.values(MEANS)
      .map((names) => names.toSorted())
      .toSorted(),
  );
  for (const [group] of LEGEND) expect(new Set(group.split(' ').map(hueOfLetter)).size).toBe(1);
});

it('has nothing faint in the row of the cursor', () => {
  for (const theme of THEMES)
    expect(theme.paint('x', 'aside', 'cursor-line')).toBe(theme.paint('x', 'words', 'cursor-line'));
});

it('draws no hue in bold, which says importance', () => {
  for (const theme of THEMES) for (const hue of HUES) expect(sgrCodes(theme.paint('x', hue))).not.toContain('1');
});

describe('without colors', () => {
  it('weight, underlines and reversed text remain', () => {
    const theme = themeFor(0, 'dark');
    expect(theme.paint('x', 'name')).toBe('\x1b[1mx\x1b[22m');
    expect(theme.paint('x', 3, 'selection')).toBe('\x1b[7mx\x1b[27m');
    expect(theme.paint('x', 'words', 'page', true)).toBe('\x1b[4mx\x1b[24m');
    const codes = everyPaint(theme).flatMap(({ painted }) => sgrCodes(painted));
    expect(codes.filter((code) => /^(?:[349]\d|10\d|38|48)/.test(code))).toEqual([]);
  });
});

function rgbOf(color: CellColor): Rgb {
  if (color.kind === 'rgb') return color.rgb;
  if (color.kind === 'palette') return paletteColor(color.index);
  throw new Error(`nobody knows what ${color.kind} looks like`);
}

/** Inverse or not: contrast is the same both ways, and where the cell is inverse its colors only change places. */
function contrastOfCell(cell: Cell, theme: Theme, end: Rgb): number {
  const text = cell.foreground.kind === 'own' ? OWN_TEXT[theme.background] : rgbOf(cell.foreground);
  const ground = cell.background.kind === 'own' ? end : rgbOf(cell.background);
  expect(cell.emphasis).not.toContain('dim');
  return measuredContrast(text, ground);
}
