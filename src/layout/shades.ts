/** The colors of the theme for both backgrounds, in true color and in xterm's 256-color palette. */

export type Background = 'dark' | 'light';

/** Red, green, and blue in sRGB, each from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * The hues of the Okabe-Ito palette, chosen so that people with the common forms of color blindness can tell them
 * apart.
 */
export type HueName = 'orange' | 'sky blue' | 'bluish green' | 'yellow' | 'blue' | 'vermillion' | 'reddish purple';

/** The hues, indexed by the hue numbers of the letters of places (`views/map/letters.ts`). */
export const HUES = [
  'orange',
  'sky blue',
  'bluish green',
  'yellow',
  'blue',
  'vermillion',
  'reddish purple',
] as const satisfies readonly HueName[];

/** The chips that have white text. All other chips have black text. */
export const DARK_CHIPS: ReadonlySet<HueName> = new Set<HueName>(['blue']);

export interface Shade {
  readonly rgb: Rgb;
  /** The index in xterm's 256-color palette, 16 or higher. */
  readonly palette: number;
}

interface Shades {
  readonly cursorLine: Shade;
  /** The color for text that readers can skip. */
  readonly faint: Shade;
  /** The same for a projector, with a contrast of at least 5.5. */
  readonly quiet: Shade;
  readonly hues: Readonly<Record<HueName, Shade>>;
}

/**
 * The backgrounds of the letters, which are the published hues themselves. Black letters on these hues, or white
 * letters on blue, have a contrast ratio of at least 5.
 */
export const CHIPS: Readonly<Record<HueName, Shade>> = {
  orange: { rgb: [230, 159, 0], palette: 214 },
  'sky blue': { rgb: [86, 180, 233], palette: 74 },
  'bluish green': { rgb: [0, 158, 115], palette: 36 },
  yellow: { rgb: [240, 228, 66], palette: 227 },
  blue: { rgb: [0, 114, 178], palette: 25 },
  vermillion: { rgb: [213, 94, 0], palette: 166 },
  'reddish purple': { rgb: [204, 121, 167], palette: 175 },
};

// Computed by npm run theme: all that follows.
export const SHADES: Readonly<Record<Background, Shades>> = {
  dark: {
    cursorLine: { rgb: [38, 38, 38], palette: 235 },
    faint: { rgb: [140, 140, 140], palette: 246 },
    quiet: { rgb: [156, 156, 156], palette: 247 },
    hues: {
      orange: { rgb: [230, 159, 0], palette: 214 },
      'sky blue': { rgb: [105, 199, 252], palette: 117 },
      'bluish green': { rgb: [72, 197, 152], palette: 43 },
      yellow: { rgb: [240, 228, 66], palette: 227 },
      blue: { rgb: [54, 147, 213], palette: 39 },
      vermillion: { rgb: [226, 105, 27], palette: 173 },
      'reddish purple': { rgb: [246, 159, 206], palette: 218 },
    },
  },
  light: {
    cursorLine: { rgb: [238, 238, 238], palette: 255 },
    faint: { rgb: [108, 108, 108], palette: 242 },
    quiet: { rgb: [95, 95, 95], palette: 240 },
    hues: {
      orange: { rgb: [146, 99, 0], palette: 88 },
      'sky blue': { rgb: [0, 108, 154], palette: 25 },
      'bluish green': { rgb: [0, 93, 67], palette: 23 },
      yellow: { rgb: [62, 57, 0], palette: 58 },
      blue: { rgb: [0, 76, 122], palette: 19 },
      vermillion: { rgb: [141, 60, 0], palette: 52 },
      'reddish purple': { rgb: [188, 26, 189], palette: 90 },
    },
  },
};
