/** The colors of the theme for both backgrounds, in true color and in xterm's 256-color palette. */

export type Background = 'dark' | 'light';

/** Red, green, and blue in sRGB, each from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * The hues of the Okabe-Ito palette, chosen so that people with the common forms of color blindness can tell them
 * apart.
 */
export type HueName = 'sky blue' | 'bluish green' | 'yellow' | 'blue' | 'vermillion' | 'reddish purple';

/**
 * The hues of the letters of places, indexed by their hue numbers (`views/map/letters.ts`): what is asked, its headers,
 * what the key is narrowed to, and who asks.
 */
export const HUES = ['sky blue', 'yellow', 'blue', 'reddish purple'] as const satisfies readonly HueName[];

/** The hues of what a check says. No letter has them, so that each hue has one meaning. */
export const VERDICTS = { agrees: 'bluish green', differs: 'vermillion' } as const satisfies Record<string, HueName>;

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
  readonly hues: Readonly<Record<HueName, Shade>>;
}

/**
 * The backgrounds of the letters, which are the published hues themselves. Black letters on these hues, or white
 * letters on blue, have a contrast ratio of at least 5.
 */
export const CHIPS: Readonly<Record<(typeof HUES)[number], Shade>> = {
  'sky blue': { rgb: [86, 180, 233], palette: 74 },
  yellow: { rgb: [240, 228, 66], palette: 227 },
  blue: { rgb: [0, 114, 178], palette: 25 },
  'reddish purple': { rgb: [204, 121, 167], palette: 175 },
};

/** The background nearest to text on which faint text is readable: that of parts of a page. */
export const BEHIND_FAINT: Readonly<Record<Background, Rgb>> = { dark: [0x26, 0x26, 0x26], light: [0xee, 0xee, 0xee] };

export const SHADES: Readonly<Record<Background, Shades>> = {
  dark: {
    cursorLine: { rgb: [58, 58, 58], palette: 237 },
    faint: { rgb: [140, 140, 140], palette: 246 },
    hues: {
      'sky blue': { rgb: [109, 202, 255], palette: 117 },
      'bluish green': { rgb: [55, 184, 139], palette: 43 },
      yellow: { rgb: [240, 228, 66], palette: 185 },
      blue: { rgb: [80, 170, 237], palette: 39 },
      vermillion: { rgb: [252, 129, 58], palette: 208 },
      'reddish purple': { rgb: [231, 146, 192], palette: 218 },
    },
  },
  light: {
    cursorLine: { rgb: [218, 218, 218], palette: 253 },
    faint: { rgb: [108, 108, 108], palette: 242 },
    hues: {
      'sky blue': { rgb: [0, 102, 146], palette: 25 },
      'bluish green': { rgb: [0, 109, 79], palette: 23 },
      yellow: { rgb: [101, 94, 0], palette: 58 },
      blue: { rgb: [0, 71, 114], palette: 19 },
      vermillion: { rgb: [115, 47, 0], palette: 88 },
      'reddish purple': { rgb: [133, 0, 90], palette: 90 },
    },
  },
};
