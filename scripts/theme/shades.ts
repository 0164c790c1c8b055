/**
 * Searches for the shades of the theme.
 *
 * Made readable, hues of one lightness look alike to people who are red- or green-blind. So some hues are moved further
 * than contrast alone requires: the search tries every combination and takes the one that moves the hues least and keeps
 * every two of them apart for all eyes. Of the 256 colors of xterm, it takes the nearest ones that are apart too.
 */
import { type Background, BEHIND_FAINT, type HueName, type Rgb, type Shade } from '../../src/layout/shades.ts';
import { atContrast, contrast } from './contrast.ts';
import { ALL_VISIONS, apart, chroma, PALETTE, seen, turn, type Vision } from './eyes.ts';
import { OKABE_ITO } from './okabe-ito.ts';
import type { Oklab } from './oklab.ts';

/** The contrast of text, WCAG 2.1 level AA: https://www.w3.org/TR/WCAG21/#contrast-minimum */
const READABLE = 4.5;
/** The contrast of faint text on a projector, which takes some of it away. */
const READABLE_FROM_AFAR = 5.5;

/**
 * The row of the cursor, at least 0.1 (ΔE OK) from a background, so that it is found at once. Backgrounds are taken to be
 * #000000 to #1e1e1e, or #f5f5f5 to #ffffff: this row lies between them and the text, so what is readable on it is more
 * readable on all of those.
 */
const CURSOR_LINE: Readonly<Record<Background, Rgb>> = { dark: [0x3a, 0x3a, 0x3a], light: [0xda, 0xda, 0xda] };

/** Least ΔE OK between any two hues, to red- and green-blind eyes; other eyes get 1.4 times as much. */
const APART = { dark: 0.065, light: 0.07, palette: 0.065 };
const leastApart = (vision: Vision, least: number) => (vision === 'trichromat' ? 1.4 : 1) * least;

/** Text without a hue on a page of HTML. */
export const PAGE_TEXT: Readonly<Record<Background, Rgb>> = { dark: [0xe6, 0xe6, 0xe6], light: [0x1a, 0x1a, 0x1a] };
/** The same in a terminal with 256 colors. */
const TERMINAL_TEXT: Readonly<Record<Background, Rgb>> = { dark: [0xff, 0xff, 0xff], light: [0, 0, 0] };
/** Least ΔE OK between a hue and text without a hue, which is that of the page or faint. xterm has fewer colors. */
interface FromGrays {
  /** Between a hue and text, to all eyes. */
  readonly text: number;
  /** Between `LIKE_GRAY` and faint text, to green-blind eyes. */
  readonly faint: number;
}
/** The hue of letters that looks gray to green-blind eyes. The green of verdicts does so too, but it is bold and has a mark. */
const LIKE_GRAY: HueName = 'reddish purple';
/** The hues that may turn, because there is no room for them as they are: on light, this one would look gray. */
const TURNED: Readonly<Record<Background, readonly HueName[]>> = { dark: [], light: ['reddish purple'] };
const FROM_GRAYS = {
  trueColor: { text: 0.12, faint: 0.1 },
  palette: { text: 0.12, faint: 0.095 },
} as const satisfies Record<string, FromGrays>;

/** How many degrees a hue of the palette may turn: xterm has few dark colors, and no brown. */
const TURN: Readonly<Record<Background, number>> = { dark: 20, light: 50 };
/** How many degrees of turn count as much as ΔE OK of 1, because a letter and its bytes should have one hue. */
const TURN_OF_ONE = 100;
/** The least chroma of a color that is no gray. */
const COLORFUL = 0.04;

const NAMES = Object.keys(OKABE_ITO) as HueName[];

export interface ComputedShades {
  readonly cursorLine: Shade;
  /** As faint as is readable. */
  readonly faint: Shade;
  /** As faint as is readable on a projector. */
  readonly quiet: Shade;
  readonly hues: Readonly<Record<HueName, Shade>>;
}

/** Computes all colors for a background. Takes about a second. */
export function computeShades(background: Background): ComputedShades {
  const line = CURSOR_LINE[background];
  const grays = PALETTE.filter(({ index }) => index >= 232);
  const gray = (ratio: number): Shade => {
    const readable = grays
      .filter(({ rgb }) => contrast(rgb, BEHIND_FAINT[background]) >= ratio)
      .map(({ index }) => index);
    const palette = background === 'dark' ? Math.min(...readable) : Math.max(...readable);
    return { rgb: atContrast([128, 128, 128], BEHIND_FAINT[background], ratio), palette };
  };
  const faint = gray(READABLE);
  const trueColors = trueColorsOn(background, faint.rgb);
  const indices = indicesOn(background, trueColors, paletteColor(faint));
  const shade = (place: number): Shade => ({ rgb: trueColors[place] ?? line, palette: indices[place] ?? 0 });
  return {
    cursorLine: { rgb: line, palette: grays.find(({ rgb }) => rgb[0] === line[0])?.index ?? 0 },
    faint,
    quiet: gray(READABLE_FROM_AFAR),
    hues: Object.fromEntries(NAMES.map((name, place) => [name, shade(place)])) as Record<HueName, Shade>,
  };
}

/** Tries the ratios from 4.5 to 12 for each hue. */
function trueColorsOn(background: Background, faint: Rgb): Rgb[] {
  const line = CURSOR_LINE[background];
  const grays = { text: PAGE_TEXT[background], faint };
  const ratios = Array.from({ length: 31 }, (_, step) => READABLE + step / 4);
  const candidates = NAMES.map((name) =>
    (TURNED[background].includes(name) ? turnedHues(OKABE_ITO[name], TURN[background]) : [OKABE_ITO[name]])
      .flatMap((hue) => ratios.map((ratio) => atContrast(hue, line, ratio)))
      .filter((rgb) => isNoGray(name, rgb, grays, FROM_GRAYS.trueColor))
      .map((rgb) => candidate(rgb, rgb, OKABE_ITO[name], turnedBy(rgb, OKABE_ITO[name]))),
  );
  return leastMoved(candidates, APART[background]);
}

const LEVELS = Array.from({ length: 11 }, (_, level) => level * 25);

/** Returns colors of all lightnesses and chromas whose hue differs by at most `most` degrees. */
const turnedHues = (hue: Rgb, most: number): Rgb[] =>
  LEVELS.flatMap((red) => LEVELS.flatMap((green) => LEVELS.map((blue): Rgb => [red, green, blue]))).filter(
    (rgb) => chroma(seen(rgb)) >= COLORFUL && turn(seen(rgb), seen(hue)) <= most,
  );

/** Returns how much a turn counts. */
const turnedBy = (rgb: Rgb, hue: Rgb): number => (turn(seen(rgb), seen(hue)) / TURN_OF_ONE) ** 2;

function indicesOn(background: Background, trueColors: readonly Rgb[], faint: Rgb): number[] {
  const line = CURSOR_LINE[background];
  const grays = { text: TERMINAL_TEXT[background], faint };
  const colorful = PALETTE.filter(({ rgb }) => contrast(rgb, line) >= READABLE && chroma(seen(rgb)) >= COLORFUL);
  const candidates = NAMES.map((name, place) =>
    colorful
      .filter(({ rgb }) => turn(seen(rgb), seen(OKABE_ITO[name])) <= TURN[background])
      .filter(({ rgb }) => isNoGray(name, rgb, grays, FROM_GRAYS.palette))
      .map(({ index, rgb }) => candidate(index, rgb, trueColors[place] ?? line, turnedBy(rgb, OKABE_ITO[name]))),
  );
  return leastMoved(candidates, APART.palette);
}

const paletteColor = ({ palette, rgb }: Shade): Rgb => PALETTE.find(({ index }) => index === palette)?.rgb ?? rgb;

/** Computes ΔE OK between two colors, to some eyes. */
export const seenApart = (one: Rgb, other: Rgb, vision: Vision): number =>
  apart(seen(one, vision), seen(other, vision));

/** Returns whether a hue is far enough from the text of the page, and from faint text. */
function isNoGray(name: HueName, rgb: Rgb, { text, faint }: Grays, least: FromGrays): boolean {
  return (
    (name !== LIKE_GRAY || seenApart(rgb, faint, 'deuteranope') >= least.faint) &&
    ALL_VISIONS.every((vision) => seenApart(rgb, text, vision) >= least.text)
  );
}

interface Grays {
  readonly text: Rgb;
  readonly faint: Rgb;
}

interface Candidate<Choice> {
  readonly choice: Choice;
  /** For each vision. */
  readonly seenBy: readonly Oklab[];
  readonly moved: number;
}

const candidate = <Choice>(choice: Choice, rgb: Rgb, wanted: Rgb, turned = 0): Candidate<Choice> => ({
  choice,
  seenBy: ALL_VISIONS.map((vision) => seen(rgb, vision)),
  moved: apart(seen(rgb), seen(wanted)) ** 2 + turned,
});

/** Chooses one candidate for each hue so that all are apart and the sum of the squares of their moves is least. */
function leastMoved<Choice>(candidates: readonly (readonly Candidate<Choice>[])[], least: number): Choice[] {
  const sorted = candidates.map((list) => [...list].sort((one, other) => one.moved - other.moved));
  let best: { readonly choices: Choice[]; readonly moved: number } = { choices: [], moved: Number.POSITIVE_INFINITY };
  const goOn = (chosen: readonly Candidate<Choice>[], moved: number): void => {
    const list = sorted[chosen.length];
    if (!list) {
      best = { choices: chosen.map(({ choice }) => choice), moved };
      return;
    }
    for (const next of list) {
      if (moved + next.moved >= best.moved) return;
      if (chosen.every((other) => areApart(next, other, least))) goOn([...chosen, next], moved + next.moved);
    }
  };
  goOn([], 0);
  if (best.choices.length < candidates.length) throw new Error('No colors are far enough apart.');
  return best.choices;
}

function areApart<Choice>(one: Candidate<Choice>, other: Candidate<Choice>, least: number): boolean {
  return ALL_VISIONS.every((vision, place) => {
    const [first, second] = [one.seenBy[place], other.seenBy[place]];
    return first !== undefined && second !== undefined && apart(first, second) >= leastApart(vision, least);
  });
}
