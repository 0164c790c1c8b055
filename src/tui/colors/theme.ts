/**
 * Defines the theme: a style for each meaning, for each part of the screen, and for each place that bytes come from.
 */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Meaning } from '../../pages/page.ts';
import { type Background, CHIPS, DARK_CHIPS, type HueName, SHADES, SIGNS } from '../../render/colors/shades.ts';
import type { Role, ScreenRow, Style } from '../../render/screen/styled-glyphs.ts';

/**
 * The number of colors that the terminal shows: none, but bold, underlined, and reversed text (0); its own 16 (1);
 * xterm's 256 (2); or true color (3). `no-styles` is for terminals that support no styles at all.
 */
export type ColorLevel = 'no-styles' | 0 | 1 | 2 | 3;

/** The index of one of the signs of the places that bytes come from. Places also have letters, because some share a hue. */
export type Hue = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

export type Ink = Meaning | Role | Hue;

/** The background of a run of text. `chip` is the hue itself as the background of a letter. */
export type Ground = Style['ground'];

export interface Theme {
  readonly level: ColorLevel;
  readonly background: Background;
  /**
   * How the selection, the cursor's row, and the focus are marked: with styles, or only with characters on the screen.
   */
  readonly marks: 'styles' | 'characters';
  /**
   * Styles text and resets the style after it. Painted text must not be painted again. The text must contain only
   * visible characters (`pages/characters/visible.ts`).
   */
  readonly paint: (text: string, ink: Ink, ground?: Ground, underlined?: boolean) => string;
}

/** How far away the readers are: at the terminal, or in a room where a projector shows it and takes contrast away. */
export type Distance = 'near' | 'afar';

/**
 * Creates a theme. At levels 2 and 3, colors have a contrast of at least 4.5. At level 1, the terminal determines the
 * appearance of its colors. For readers who are `afar`, the bytes of texts are bold, and faint text is less faint.
 */
export function themeFor(level: ColorLevel, background: Background, distance: Distance = 'near'): Theme {
  const isPlain = level === 'no-styles';
  // Emphasis needs chalk's level 1; without colors, no color is ever asked for.
  const chalk = new Chalk({ level: isPlain ? 0 : level === 0 ? 1 : level });
  const pigments = pigmentsOf(level, background, distance);
  const styles = new Map<string, ChalkInstance>();
  return {
    level,
    background,
    marks: isPlain ? 'characters' : 'styles',
    paint: (text, ink, ground = 'page', underlined = false) => {
      const name = `${ground} ${ink} ${underlined}`;
      let style = styles.get(name);
      if (!style) {
        const plain = styleOf(chalk, ink, ground, pigments);
        const own = isBoldText(ink, ground, { level, distance }) ? plain.bold : plain;
        style = underlined ? own.underline : own;
        styles.set(name, style);
      }
      return style(text);
    },
  };
}

function styleOf(chalk: ChalkInstance, ink: Ink, ground: Ground, pigments: Pigments): ChalkInstance {
  if (ground === 'chip') return typeof ink === 'number' ? pigments.chip(SIGNS[ink].hue)(chalk) : chalk;
  return withInk(withGround(chalk, ground, pigments), ink, pigments);
}

const DATA: ReadonlySet<Ink> = new Set(['data', 'given', 'copied', 'derived', 'fixed', 'masked']);

/**
 * Returns whether the text of bytes is bold: from afar, all bytes, but near only those whose hue another place has too.
 * From afar, it is these that are not bold. Without colors, no hue is shared.
 */
function isBoldText(ink: Ink, ground: Ground, { level, distance }: Pick<Theme, 'level'> & { distance: Distance }) {
  if (ground === 'chip' || (typeof ink !== 'number' && !DATA.has(ink))) return false;
  const isSecond = typeof ink === 'number' && SIGNS[ink].isSecond && level !== 0;
  return (distance === 'afar') !== isSecond;
}

type Change = (chalk: ChalkInstance) => ChalkInstance;

interface Pigments {
  readonly chip: (name: HueName) => Change;
  readonly hue: (name: HueName) => Change;
  readonly faint: Change;
  readonly cursorLine: Change;
}

/** The names of the hues among the 16 colors. The terminal's own theme determines the appearance of these colors. */
const ANSI = {
  dark: {
    orange: 'yellow',
    'sky blue': 'cyan',
    'bluish green': 'green',
    yellow: 'yellowBright',
    blue: 'blueBright',
    vermillion: 'redBright',
    'reddish purple': 'magentaBright',
  },
  light: {
    orange: 'redBright',
    'sky blue': 'cyan',
    'bluish green': 'green',
    yellow: 'yellow',
    blue: 'blue',
    vermillion: 'red',
    'reddish purple': 'magenta',
  },
} as const satisfies Record<Background, Record<HueName, string>>;

function pigmentsOf(level: ColorLevel, background: Background, distance: Distance): Pigments {
  const { hues, cursorLine, ...grays } = SHADES[background];
  const faint = distance === 'afar' ? grays.quiet : grays.faint;
  if (level === 3) {
    return {
      chip: (name) => (chalk) => textOnChip(name, chalk).bgRgb(...CHIPS[name].rgb),
      hue: (name) => (chalk) => chalk.rgb(...hues[name].rgb),
      faint: (chalk) => chalk.rgb(...faint.rgb),
      cursorLine: (chalk) => chalk.bgRgb(...cursorLine.rgb),
    };
  }
  if (level === 2) {
    return {
      chip: (name) => (chalk) => onPaletteChip(name, chalk).bgAnsi256(CHIPS[name].palette),
      hue: (name) => (chalk) => chalk.ansi256(hues[name].palette),
      faint: (chalk) => chalk.ansi256(faint.palette),
      cursorLine: (chalk) => chalk.bgAnsi256(cursorLine.palette),
    };
  }
  // As a background, any of the 16 colors could make text unreadable, so chips and the cursor's row have no background.
  const hue = (name: HueName): Change => (level === 1 ? (chalk) => chalk[ANSI[background][name]] : (chalk) => chalk);
  return {
    chip: (name) => (chalk) => (level === 1 ? hue(name)(chalk).bold : chalk),
    hue,
    faint: (chalk) => (distance === 'afar' ? chalk : chalk.dim),
    cursorLine: (chalk) => chalk.bold,
  };
}

const textOnChip = (name: HueName, chalk: ChalkInstance) =>
  DARK_CHIPS.has(name) ? chalk.rgb(255, 255, 255) : chalk.rgb(0, 0, 0);
const onPaletteChip = (name: HueName, chalk: ChalkInstance) => chalk.ansi256(DARK_CHIPS.has(name) ? 231 : 16);

function withGround(chalk: ChalkInstance, ground: Ground, pigments: Pigments): ChalkInstance {
  if (ground === 'cursor-line') return pigments.cursorLine(chalk);
  if (ground === 'reverse') return chalk.inverse.bold;
  // The foreground and the background swap, so the byte keeps its hue and its contrast.
  return ground === 'selection' ? chalk.inverse : chalk;
}

function withInk(chalk: ChalkInstance, ink: Ink, { hue, faint }: Pigments): ChalkInstance {
  if (typeof ink === 'number') return hue(SIGNS[ink].hue)(chalk);
  const { color, emphasis } = INKS[ink];
  const colored = color === null ? chalk : faint(chalk);
  return emphasis.reduce((style, name) => style[name], colored);
}

interface InkStyle {
  /** The color; `null` is the terminal's own text color, which is readable even if the assumed background is wrong. */
  readonly color: 'faint' | null;
  readonly emphasis: readonly ('bold' | 'underline')[];
}

const ink = (color: InkStyle['color'], ...emphasis: InkStyle['emphasis']): InkStyle => ({ color, emphasis });

/**
 * The styles of all meanings. Colors show only where bytes come from, so all other meanings are shown by weight and
 * words.
 */
const INKS: Readonly<Record<Meaning | Role, InkStyle>> = {
  given: ink(null),
  copied: ink(null),
  derived: ink(null),
  fixed: ink(null),
  masked: ink(null),
  agrees: ink(null, 'bold'),
  differs: ink(null, 'bold'),
  name: ink(null, 'bold'),
  words: ink(null),
  aside: ink('faint'),
  command: ink(null),
  link: ink(null, 'underline'),
  data: ink(null),
  title: ink(null, 'bold'),
  changed: ink(null, 'underline'),
};

export function paintRow(row: ScreenRow, { paint }: Theme): string {
  return row
    .map(({ text, style: { meaning, hue, ground, underlined }, opens }) => {
      const painted = paint(text, isHue(hue) ? hue : meaning, ground, underlined);
      return opens === undefined ? painted : hyperlink(painted, opens);
    })
    .join('');
}

const isHue = (hue: number | null): hue is Hue => hue !== null && hue in SIGNS;

/**
 * Writes a link (OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda). Terminals that support
 * links open the full address from any part of the text. Other terminals show only the text.
 */
const hyperlink = (text: string, address: string) => `\x1b]8;;${address}\x07${text}\x1b]8;;\x07`;
