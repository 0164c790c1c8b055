/**
 * The seven hues for two backgrounds, as each kind of terminal has them.
 *
 * Made readable, hues of one lightness look alike to people who are red- or green-blind. So some are moved further than
 * contrast alone needs: the ratios are those that move them least and keep every two of them apart for every eye, the
 * colours of the 256 those nearest to them that do so too. `test/tui/colours/shades.test.ts` says how far apart, and
 * searches for them again.
 */
import { atContrast } from './contrast.ts';
import { type HueName, OKABE_ITO, type Rgb } from './okabe-ito.ts';

export type Background = 'dark' | 'light';

/** The names of the 16 colours that the theme of a terminal decides; what they look like nobody knows. */
export type AnsiName =
  | 'red'
  | 'green'
  | 'yellow'
  | 'blue'
  | 'magenta'
  | 'cyan'
  | 'redBright'
  | 'yellowBright'
  | 'blueBright'
  | 'magentaBright';

/** One hue: with this contrast ratio, as this colour of xterm's 256, by this name among the 16. */
export interface Shade {
  readonly ratio: number;
  readonly palette: number;
  readonly ansi: AnsiName;
}

/** One colour that is there for what it does, not for its hue: in true colour, and of xterm's 256. */
export interface Grey {
  readonly rgb: Rgb;
  readonly palette: number;
}

/** Contrast of text, WCAG 2.1 level AA: https://www.w3.org/TR/WCAG21/#contrast-minimum */
export const READABLE = 4.5;

/**
 * Behind the row that the cursor is on. Backgrounds are taken to be #000000 to #1e1e1e, or #f5f5f5 to #ffffff: what is
 * readable on this row, which lies between them and the text, is more so on all of those.
 */
export const CURSOR_LINE: Readonly<Record<Background, Grey>> = {
  dark: { rgb: [0x26, 0x26, 0x26], palette: 235 },
  light: { rgb: [0xee, 0xee, 0xee], palette: 255 },
};

/** For what can be skipped: as faint as is readable. */
export const FAINT: Readonly<Record<Background, Grey>> = {
  dark: { rgb: atContrast([128, 128, 128], CURSOR_LINE.dark.rgb, READABLE), palette: 246 },
  light: { rgb: atContrast([128, 128, 128], CURSOR_LINE.light.rgb, READABLE), palette: 242 },
};

export const SHADES: Readonly<Record<Background, Readonly<Record<HueName, Shade>>>> = {
  dark: {
    orange: { ratio: 4.5, palette: 178, ansi: 'yellow' },
    'sky blue': { ratio: 7.5, palette: 81, ansi: 'cyan' },
    'bluish green': { ratio: 4.5, palette: 36, ansi: 'green' },
    yellow: { ratio: 4.5, palette: 220, ansi: 'yellowBright' },
    blue: { ratio: 4.5, palette: 39, ansi: 'blueBright' },
    vermillion: { ratio: 4.5, palette: 202, ansi: 'redBright' },
    'reddish purple': { ratio: 7, palette: 211, ansi: 'magentaBright' },
  },
  light: {
    orange: { ratio: 11, palette: 52, ansi: 'redBright' },
    'sky blue': { ratio: 4.5, palette: 25, ansi: 'cyan' },
    'bluish green': { ratio: 6.5, palette: 23, ansi: 'green' },
    yellow: { ratio: 4.5, palette: 94, ansi: 'yellow' },
    blue: { ratio: 8.5, palette: 18, ansi: 'blue' },
    vermillion: { ratio: 7, palette: 88, ansi: 'red' },
    'reddish purple': { ratio: 5, palette: 96, ansi: 'magenta' },
  },
};

/** The hue in true colour: the published one where that has the contrast, else lighter or darker. */
export function trueColour(name: HueName, background: Background): Rgb {
  return atContrast(OKABE_ITO[name], CURSOR_LINE[background].rgb, SHADES[background][name].ratio);
}
