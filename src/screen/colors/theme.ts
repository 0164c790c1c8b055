/**
 * Defines the theme: a style for each meaning, for each part of the screen, and for each place that bytes come from.
 */
import { Chalk, type ChalkInstance, type ForegroundColorName, foregroundColorNames } from 'chalk';
import {
  type Background,
  CHIPS,
  DARK_CHIPS,
  HUES,
  type HueName,
  SHADES,
  type Shade,
  VERDICTS,
} from '../../layout/shades.ts';
import type { Meaning } from '../../views/page.ts';
import type { Role, Style } from '../components/styled-glyphs.ts';

/**
 * The number of colors that the terminal shows: none, but bold, underlined, and reversed text (0); its own 16 (1);
 * xterm's 256 (2); or true color (3). `no-styles` is for terminals that support no styles at all.
 */
export type ColorLevel = 'no-styles' | 0 | 1 | 2 | 3;

/** The number of the hue of a place that bytes come from. Places also have letters, because some share a hue. */
export type Hue = 0 | 1 | 2 | 3;

export type Ink = Meaning | Role | Hue;

/** The background of a run of text. `chip` is the hue itself as the background of a letter. */
export type Ground = Style['ground'];

/** A style as properties of Ink's `<Text>`. A color is `rgb(…)`, `ansi256(…)`, or the name of one of the 16 colors. */
export interface TextLook {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly dimColor?: boolean;
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

/** A code that sets a part of a style, and the code that resets it. */
export interface StyleCode {
  readonly open: string;
  readonly close: string;
}

export interface Theme {
  /** Returns a style. The same style is the same object. */
  readonly look: (ink: Ink, ground?: Ground, underlined?: boolean) => TextLook;
  /** Returns the codes of a style, in the order in which they are set. The same style has the same array. */
  readonly codes: (ink: Ink, ground?: Ground, underlined?: boolean) => readonly StyleCode[];
}

/**
 * Creates a theme. At levels 2 and 3, colors have a contrast of at least 4.5. At level 1, the terminal determines the
 * appearance of its colors.
 */
export function themeFor(level: ColorLevel, background: Background): Theme {
  // Emphasis needs chalk's level 1; without colors, no color is ever asked for.
  const chalk = new Chalk({ level: level === 'no-styles' ? 0 : level === 0 ? 1 : level });
  const pigments = pigmentsOf(level, background);
  const known = new Map<string, { readonly look: TextLook; readonly codes: readonly StyleCode[] }>();
  const styled = (ink: Ink, ground: Ground = 'page', underlined = false) => {
    const name = `${ground} ${ink} ${underlined}`;
    const before = known.get(name);
    if (before) return before;
    const look: TextLook = {
      ...lookOf(ink, ground, pigments),
      ...(underlined && { underline: true }),
    };
    const made = { look, codes: codesOf(look, chalk) };
    known.set(name, made);
    return made;
  };
  return { look: (...style) => styled(...style).look, codes: (...style) => styled(...style).codes };
}

/** Returns the codes of a style, as Ink makes them with the same library. */
function codesOf(look: TextLook, chalk: ChalkInstance): StyleCode[] {
  const { color = '', backgroundColor = '' } = look;
  const styles = [
    look.inverse && chalk.inverse,
    backgroundColor !== '' && colored(chalk, backgroundColor, 'background'),
    color !== '' && colored(chalk, color, 'text'),
    look.dimColor && chalk.dim,
    look.bold && chalk.bold,
    look.underline && chalk.underline,
  ];
  return styles.flatMap((style) => {
    const [open = '', close = ''] = style ? style('x').split('x') : [];
    return open === '' ? [] : [{ open, close }];
  });
}

function colored(chalk: ChalkInstance, color: string, of: 'text' | 'background'): ChalkInstance {
  const [red = 0, green, blue] = (color.match(/(?<=[(,])\d+/g) ?? []).map(Number);
  if (color.startsWith('ansi256')) return of === 'text' ? chalk.ansi256(red) : chalk.bgAnsi256(red);
  if (green !== undefined && blue !== undefined)
    return of === 'text' ? chalk.rgb(red, green, blue) : chalk.bgRgb(red, green, blue);
  return isNamed(color) ? chalk[color] : chalk;
}

const isNamed = (color: string): color is ForegroundColorName => foregroundColorNames.some((name) => name === color);

function lookOf(ink: Ink, ground: Ground, pigments: Pigments): TextLook {
  if (ground === 'chip') return typeof ink === 'number' ? pigments.chip(HUES[ink]) : {};
  // Nothing in the cursor's row can be skipped.
  const isFaint = typeof ink === 'string' && INKS[ink].color === 'faint';
  return { ...groundLook(ground, pigments), ...inkLook(ground === 'cursor-line' && isFaint ? 'words' : ink, pigments) };
}

interface Pigments {
  readonly chip: (name: (typeof HUES)[number]) => TextLook;
  readonly hue: (name: HueName) => TextLook;
  readonly faint: TextLook;
  readonly cursorLine: TextLook;
}

/** The names of the hues among the 16 colors. The terminal's own theme determines the appearance of these colors. */
const ANSI = {
  dark: {
    'sky blue': 'cyan',
    'bluish green': 'green',
    yellow: 'yellowBright',
    blue: 'blueBright',
    vermillion: 'redBright',
    'reddish purple': 'magentaBright',
  },
  light: {
    'sky blue': 'cyan',
    'bluish green': 'green',
    yellow: 'yellow',
    blue: 'blue',
    vermillion: 'red',
    'reddish purple': 'magenta',
  },
} as const satisfies Record<Background, Record<HueName, string>>;

function pigmentsOf(level: ColorLevel, background: Background): Pigments {
  const { hues, cursorLine, faint } = SHADES[background];
  if (level === 3) {
    return {
      chip: (name) => ({ color: DARK_CHIPS.has(name) ? WHITE : BLACK, backgroundColor: rgb(CHIPS[name]) }),
      hue: (name) => ({ color: rgb(hues[name]) }),
      faint: { color: rgb(faint) },
      cursorLine: { backgroundColor: rgb(cursorLine) },
    };
  }
  if (level === 2) {
    return {
      chip: (name) => ({ color: DARK_CHIPS.has(name) ? WHITE_256 : BLACK_256, backgroundColor: palette(CHIPS[name]) }),
      hue: (name) => ({ color: palette(hues[name]) }),
      faint: { color: palette(faint) },
      cursorLine: { backgroundColor: palette(cursorLine) },
    };
  }
  // As a background, any of the 16 colors could make text unreadable, so chips and the cursor's row are bold.
  const hue = (name: HueName): TextLook => (level === 1 ? { color: ANSI[background][name] } : {});
  return {
    chip: (name) => (level === 'no-styles' ? {} : { ...hue(name), bold: true }),
    hue,
    faint: { dimColor: true },
    cursorLine: { bold: true },
  };
}

const rgb = ({ rgb: [red, green, blue] }: Pick<Shade, 'rgb'>): string => `rgb(${red},${green},${blue})`;
const palette = ({ palette: index }: Pick<Shade, 'palette'>): string => `ansi256(${index})`;
const [WHITE, BLACK] = ['rgb(255,255,255)', 'rgb(0,0,0)'];
const [WHITE_256, BLACK_256] = ['ansi256(231)', 'ansi256(16)'];

function groundLook(ground: Ground, { cursorLine }: Pigments): TextLook {
  if (ground === 'cursor-line') return cursorLine;
  if (ground === 'reverse') return { inverse: true, bold: true };
  // The foreground and the background swap, so the byte keeps its hue and its contrast.
  return ground === 'selection' ? { inverse: true } : {};
}

function inkLook(ink: Ink, { hue, faint }: Pigments): TextLook {
  if (typeof ink === 'number') return hue(HUES[ink]);
  const { color, emphasis } = INKS[ink];
  return {
    ...(color === null ? {} : color === 'faint' ? faint : hue(color)),
    ...(emphasis.includes('bold') && { bold: true }),
    ...(emphasis.includes('underline') && { underline: true }),
  };
}

interface InkStyle {
  /** The color; `null` is the terminal's own text color, which is readable even if the assumed background is wrong. */
  readonly color: 'faint' | HueName | null;
  readonly emphasis: readonly ('bold' | 'underline')[];
}

const ink = (color: InkStyle['color'], ...emphasis: InkStyle['emphasis']): InkStyle => ({ color, emphasis });

/**
 * The styles of all meanings. Colors show where bytes come from, and whether a check agrees; its words and marks say so
 * too. All other meanings are shown by weight and words.
 */
const INKS: Readonly<Record<Meaning | Role, InkStyle>> = {
  given: ink(null),
  copied: ink(null),
  derived: ink(null),
  fixed: ink(null),
  masked: ink(null),
  agrees: ink(VERDICTS.agrees, 'bold'),
  differs: ink(VERDICTS.differs, 'bold'),
  name: ink(null, 'bold'),
  words: ink(null),
  aside: ink('faint'),
  command: ink(null),
  link: ink(null, 'underline'),
  data: ink(null),
  title: ink(null, 'bold'),
  changed: ink(null, 'underline'),
};
