/** The shades are readable, keep their hue, and no two look alike to anyone. */
import { describe, expect, it } from 'vitest';
import { type Background, type HueName, type Rgb, SHADES } from '../../../src/layout/shades.ts';
import { apart, chroma, measuredContrast, paletteColor, seen, turn, VISIONS, type Vision } from './measured-colors.ts';

const NAMES: readonly HueName[] = ['sky blue', 'bluish green', 'yellow', 'blue', 'vermillion', 'reddish purple'];
const BACKGROUNDS = ['dark', 'light'] as const;
const BEHIND_FAINT: Readonly<Record<Background, Rgb>> = { dark: [0x26, 0x26, 0x26], light: [0xee, 0xee, 0xee] };
const ALL_VISIONS: readonly Vision[] = ['trichromat', 'protanope', 'deuteranope'];

/**
 * ΔE OK between any two, to red- and green-blind eyes; others see all six hues, and are promised 1.4 times as much. More
 * would leave no hue that is readable in the cursor's row.
 */
const APART = { trueColor: { dark: 0.065, light: 0.07 }, palette: { dark: 0.065, light: 0.065 } };
const leastApart = (vision: Vision, apartAtLeast: number) => (vision === 'trichromat' ? 1.4 : 1) * apartAtLeast;
/** Degrees a hue may turn: xterm's palette has few dark colors, and no brown. */
const TURN = { dark: 20, light: 50 };

/** The table of https://jfly.uni-koeln.de/color/, converted RGB. */
const OKABE_ITO: Readonly<Record<HueName, Rgb>> = {
  'sky blue': [86, 180, 233],
  'bluish green': [0, 158, 115],
  yellow: [240, 228, 66],
  blue: [0, 114, 178],
  vermillion: [213, 94, 0],
  'reddish purple': [204, 121, 167],
};

describe.each(BACKGROUNDS)('on a %s background', (background) => {
  const line = SHADES[background].cursorLine.rgb;
  const inTrueColor = NAMES.map((name) => SHADES[background].hues[name].rgb);
  const inPalette = NAMES.map((name) => paletteColor(SHADES[background].hues[name].palette));

  it('grays are the same in true color and in the palette, as near as that has them', () => {
    expect(paletteColor(SHADES[background].cursorLine.palette)).toEqual(line);
    // The cursor's row has no faint text.
    const behind = BEHIND_FAINT[background];
    const readable = greyIndices().filter((index) => measuredContrast(paletteColor(index), behind) >= 4.5);
    expect(SHADES[background].faint.palette).toBe(background === 'dark' ? readable[0] : readable.at(-1));
    expect(measuredContrast(SHADES[background].faint.rgb, behind)).toBeGreaterThanOrEqual(4.5);
    expect(measuredContrast(SHADES[background].faint.rgb, behind)).toBeLessThan(4.6);
  });

  it("the cursor's row is found at once, on each background", () => {
    const ends: readonly Rgb[] =
      background === 'dark'
        ? [
            [0, 0, 0],
            [0x1e, 0x1e, 0x1e],
          ]
        : [[255, 255, 255]];
    for (const end of ends) expect(apart(seen(line), seen(end))).toBeGreaterThanOrEqual(0.1);
  });

  it.each(ALL_VISIONS)('no two hues look alike to a %s', (vision) => {
    expect(nearestTwo(inTrueColor, vision)).toBeGreaterThanOrEqual(leastApart(vision, APART.trueColor[background]));
    expect(nearestTwo(inPalette, vision)).toBeGreaterThanOrEqual(leastApart(vision, APART.palette[background]));
  });

  it('keeps the hue, as far as the palette has it', () => {
    NAMES.forEach((name, place) => {
      const published = seen(OKABE_ITO[name]);
      // As it is, the purple would look like faint text to green-blind eyes on a light background.
      const isTurned = background === 'light' && name === 'reddish purple';
      expect(turn(seen(inTrueColor[place] ?? line), published)).toBeLessThan(isTurned ? 20 : 3);
      expect(turn(seen(inPalette[place] ?? line), published)).toBeLessThanOrEqual(TURN[background]);
      expect(chroma(seen(inPalette[place] ?? line))).toBeGreaterThanOrEqual(0.04);
    });
  });
});

const greyIndices = () => Array.from({ length: 24 }, (_, step) => 232 + step);

function nearestTwo(colors: readonly Rgb[], vision: Vision): number {
  const pairs = colors.flatMap((one, place) =>
    colors.slice(place + 1).map((other) => apart(seen(one, vision), seen(other, vision))),
  );
  expect(pairs).toHaveLength(15);
  return Math.min(...pairs);
}

it('knows how color-blind eyes see: red and green of one lightness, and white', () => {
  // A check of the matrices themselves: each leaves white as it is, and brings red and green together.
  for (const vision of ALL_VISIONS) {
    for (const row of VISIONS[vision]) expect(row[0] + row[1] + row[2]).toBeCloseTo(1, 4);
  }
  const [red, green]: readonly [Rgb, Rgb] = [
    [190, 100, 60],
    [110, 130, 60],
  ];
  const between = (vision: Vision) => apart(seen(red, vision), seen(green, vision));
  expect(between('deuteranope')).toBeLessThan(between('trichromat') / 2);
});
