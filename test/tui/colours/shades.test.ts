/** The shades are readable, keep their hue, and no two look alike to anyone; and they are the ones that move least. */
import { describe, expect, it } from 'vitest';
import { atContrast } from '../../../src/tui/colours/contrast.ts';
import { type HueName, OKABE_ITO, type Rgb } from '../../../src/tui/colours/okabe-ito.ts';
import { CURSOR_LINE, FAINT, SHADES, trueColour } from '../../../src/tui/colours/shades.ts';
import {
  apart,
  chroma,
  measuredContrast,
  paletteColour,
  seen,
  turn,
  VISIONS,
  type Vision,
} from './measured-colours.ts';

const NAMES: readonly HueName[] = [
  'orange',
  'sky blue',
  'bluish green',
  'yellow',
  'blue',
  'vermillion',
  'reddish purple',
];
const BACKGROUNDS = ['dark', 'light'] as const;
const ALL_VISIONS: readonly Vision[] = ['trichromat', 'protanope', 'deuteranope'];

/** ΔE OK between any two, to red- and green-blind eyes; others see all seven hues, and are promised 1.4 times as much. */
const APART = { trueColour: { dark: 0.08, light: 0.08 }, palette: { dark: 0.065, light: 0.065 } };
const leastApart = (vision: Vision, apartAtLeast: number) => (vision === 'trichromat' ? 1.4 : 1) * apartAtLeast;
/** Degrees a hue may turn: xterm's palette has few dark colours, and no brown. */
const TURN = { dark: 20, light: 50 };

it('has the published colours', () => {
  // The table of https://jfly.uni-koeln.de/color/, converted RGB.
  expect(OKABE_ITO).toEqual({
    orange: [230, 159, 0],
    'sky blue': [86, 180, 233],
    'bluish green': [0, 158, 115],
    yellow: [240, 228, 66],
    blue: [0, 114, 178],
    vermillion: [213, 94, 0],
    'reddish purple': [204, 121, 167],
  });
});

describe.each(BACKGROUNDS)('on a %s background', (background) => {
  const line = CURSOR_LINE[background].rgb;
  const inTrueColour = NAMES.map((name) => trueColour(name, background));
  const inPalette = NAMES.map((name) => paletteColour(SHADES[background][name].palette));

  it('greys are the same in true colour and in the palette, as near as that has them', () => {
    expect(paletteColour(CURSOR_LINE[background].palette)).toEqual(line);
    const readable = greyIndices().filter((index) => measuredContrast(paletteColour(index), line) >= 4.5);
    expect(FAINT[background].palette).toBe(background === 'dark' ? readable[0] : readable.at(-1));
    expect(measuredContrast(FAINT[background].rgb, line)).toBeGreaterThanOrEqual(4.5);
    expect(measuredContrast(FAINT[background].rgb, line)).toBeLessThan(4.6);
  });

  it.each(ALL_VISIONS)('no two hues look alike to a %s', (vision) => {
    expect(nearestTwo(inTrueColour, vision)).toBeGreaterThanOrEqual(leastApart(vision, APART.trueColour[background]));
    expect(nearestTwo(inPalette, vision)).toBeGreaterThanOrEqual(leastApart(vision, APART.palette[background]));
  });

  it('moves the hues no further than that takes, in true colour', () => {
    const ratios = Array.from({ length: 16 }, (_, step) => 4.5 + step / 2);
    const candidates = NAMES.map((name) =>
      ratios.map((ratio) => candidate(ratio, atContrast(OKABE_ITO[name], line, ratio), OKABE_ITO[name])),
    );
    const found = leastMoved(candidates, APART.trueColour[background]);
    expect(found).toEqual(NAMES.map((name) => SHADES[background][name].ratio));
  });

  it('takes the nearest of the 256 that are readable, no grey, of about that hue and apart', () => {
    const candidates = NAMES.map((name, place) =>
      Array.from({ length: 240 }, (_, step) => 16 + step)
        .map((index) => candidate(index, paletteColour(index), inTrueColour[place] ?? line))
        .filter(({ rgb }) => measuredContrast(rgb, line) >= 4.5 && chroma(seen(rgb)) >= 0.04)
        .filter(({ rgb }) => turn(seen(rgb), seen(OKABE_ITO[name])) <= TURN[background]),
    );
    const found = leastMoved(candidates, APART.palette[background]);
    expect(found).toEqual(NAMES.map((name) => SHADES[background][name].palette));
  });
});

const greyIndices = () => Array.from({ length: 24 }, (_, step) => 232 + step);

function nearestTwo(colours: readonly Rgb[], vision: Vision): number {
  const pairs = colours.flatMap((one, place) =>
    colours.slice(place + 1).map((other) => apart(seen(one, vision), seen(other, vision))),
  );
  expect(pairs).toHaveLength(21);
  return Math.min(...pairs);
}

interface Candidate {
  readonly choice: number;
  readonly rgb: Rgb;
  readonly seenBy: readonly ReturnType<typeof seen>[];
  readonly moved: number;
}

function candidate(choice: number, rgb: Rgb, wanted: Rgb): Candidate {
  const seenBy = ALL_VISIONS.map((vision) => seen(rgb, vision));
  return { choice, rgb, seenBy, moved: apart(seen(rgb), seen(wanted)) ** 2 };
}

/** One candidate for each hue so that all are apart and the sum of squares of what they moved is least: every way is tried. */
function leastMoved(candidates: readonly (readonly Candidate[])[], apartAtLeast: number): readonly number[] {
  const sorted = candidates.map((list) => [...list].sort((one, other) => one.moved - other.moved));
  let best: { readonly choices: readonly number[]; readonly moved: number } = { choices: [], moved: Infinity };
  const goOn = (chosen: readonly Candidate[], moved: number) => {
    const list = sorted[chosen.length];
    if (!list) {
      best = { choices: chosen.map(({ choice }) => choice), moved };
      return;
    }
    for (const next of list) {
      if (moved + next.moved >= best.moved) return;
      if (chosen.every((other) => areApart(next, other, apartAtLeast))) goOn([...chosen, next], moved + next.moved);
    }
  };
  goOn([], 0);
  return best.choices;
}

function areApart(one: Candidate, other: Candidate, apartAtLeast: number): boolean {
  return ALL_VISIONS.every((vision, place) => {
    const [first, second] = [one.seenBy[place], other.seenBy[place]];
    return first !== undefined && second !== undefined && apart(first, second) >= leastApart(vision, apartAtLeast);
  });
}

it('knows how colour-blind eyes see: red and green of one lightness, and white', () => {
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
