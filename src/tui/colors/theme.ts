/** The theme: a style for each meaning, for each part of the screen, and for each place that bytes come from. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Meaning } from '../../pages/page.ts';
import type { Role, ScreenRow, Style } from '../../render/screen/styled-glyphs.ts';
import { type Background, type HueName, SHADES } from './shades.ts';

/** How many colors the terminal shows: none (0), its own 16 (1), xterm's 256 (2), or true color (3). */
export type ColorLevel = 0 | 1 | 2 | 3;

/** One of seven hues for the places that bytes come from. Places also have letters, because hues repeat. */
export type Hue = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Returns the hue of a place, counted from 0. The hues repeat after seven places. */
export function hueOfPlace(place: number): Hue {
  return HUES[place % HUES.length] ?? 0;
}

export type Ink = Meaning | Role | Hue;

/** The background of a run of text. `cursor-line` is for the cursor's row, and `selection` for the cursor's byte. */
export type Ground = Style['ground'];

export interface Theme {
  readonly level: ColorLevel;
  readonly background: Background;
  /**
   * How the selection, the cursor's row and the focus are marked: with styles, or only with characters that the screen
   * draws.
   */
  readonly marks: 'styles' | 'characters';
  /**
   * Styles a text, and resets the style after it. Painted text must not be painted again. The text must contain only
   * visible characters (`pages/characters/visible.ts`).
   */
  readonly paint: (text: string, ink: Ink, ground?: Ground) => string;
}

/**
 * Makes a theme. At levels 2 and 3, colors have a contrast of at least 4.5. At level 1, the terminal decides what its
 * colors look like.
 */
export function themeFor(level: ColorLevel, background: Background): Theme {
  const chalk = new Chalk({ level });
  const pigments = pigmentsOf(level, background);
  const styles = new Map<string, ChalkInstance>();
  return {
    level,
    background,
    marks: level === 0 ? 'characters' : 'styles',
    paint: (text, ink, ground = 'page') => {
      const name = `${ground} ${ink}`;
      let style = styles.get(name);
      if (!style) {
        style = withInk(withGround(chalk, ground, pigments), ink, pigments);
        styles.set(name, style);
      }
      return style(text);
    },
  };
}

const HUES: readonly Hue[] = [0, 1, 2, 3, 4, 5, 6];
const HUE_NAMES: Readonly<Record<Hue, HueName>> = {
  0: 'orange',
  1: 'sky blue',
  2: 'bluish green',
  3: 'yellow',
  4: 'blue',
  5: 'vermillion',
  6: 'reddish purple',
};

type Change = (chalk: ChalkInstance) => ChalkInstance;

interface Pigments {
  readonly hue: (name: HueName) => Change;
  readonly faint: Change;
  readonly cursorLine: Change;
}

/** The names of the hues among the 16 colors. The terminal's own theme decides what they look like. */
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

function pigmentsOf(level: ColorLevel, background: Background): Pigments {
  const { hues, faint, cursorLine } = SHADES[background];
  if (level === 3) {
    return {
      hue: (name) => (chalk) => chalk.rgb(...hues[name].rgb),
      faint: (chalk) => chalk.rgb(...faint.rgb),
      cursorLine: (chalk) => chalk.bgRgb(...cursorLine.rgb),
    };
  }
  if (level === 2) {
    return {
      hue: (name) => (chalk) => chalk.ansi256(hues[name].palette),
      faint: (chalk) => chalk.ansi256(faint.palette),
      cursorLine: (chalk) => chalk.bgAnsi256(cursorLine.palette),
    };
  }
  return {
    hue: (name) => (chalk) => chalk[ANSI[background][name]],
    faint: (chalk) => chalk.dim,
    // Any of the 16 colors could make the text on it unreadable.
    cursorLine: (chalk) => chalk.underline,
  };
}

function withGround(chalk: ChalkInstance, ground: Ground, pigments: Pigments): ChalkInstance {
  if (ground === 'cursor-line') return pigments.cursorLine(chalk);
  // The foreground and the background swap, so the byte keeps its hue and its contrast.
  return ground === 'selection' || ground === 'reverse' ? chalk.inverse : chalk;
}

function withInk(chalk: ChalkInstance, ink: Ink, { hue, faint }: Pigments): ChalkInstance {
  if (typeof ink === 'number') return hue(HUE_NAMES[ink])(chalk);
  const { color, emphasis } = INKS[ink];
  const colored = color === null ? chalk : color === 'faint' ? faint(chalk) : hue(color)(chalk);
  return emphasis.reduce((style, name) => style[name], colored);
}

interface InkStyle {
  /** `null` is the terminal's own text color, which is readable even if we are wrong about the background. */
  readonly color: HueName | 'faint' | null;
  readonly emphasis: readonly ('bold' | 'underline')[];
}

const ink = (color: InkStyle['color'], ...emphasis: InkStyle['emphasis']): InkStyle => ({ color, emphasis });

const INKS: Readonly<Record<Meaning | Role, InkStyle>> = {
  given: ink('yellow'),
  copied: ink('sky blue'),
  derived: ink('bluish green'),
  fixed: ink('blue'),
  masked: ink('reddish purple'),
  agrees: ink('bluish green', 'bold'),
  differs: ink('vermillion', 'bold'),
  name: ink(null, 'bold'),
  words: ink(null),
  aside: ink('faint'),
  command: ink('sky blue'),
  link: ink(null, 'underline'),
  title: ink(null, 'bold'),
  changed: ink('orange', 'bold', 'underline'),
};

export function paintRow(row: ScreenRow, { paint }: Theme): string {
  return row
    .map(({ text, style: { meaning, hue, ground }, opens }) => {
      const painted = paint(text, hue === null ? meaning : hueOfPlace(hue), ground);
      return opens === undefined ? painted : hyperlink(painted, opens);
    })
    .join('');
}

/**
 * Writes a link (OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda). Terminals that support
 * links open the whole address from any part of the text. Others show only the text.
 */
const hyperlink = (text: string, address: string) => `\x1b]8;;${address}\x07${text}\x1b]8;;\x07`;
