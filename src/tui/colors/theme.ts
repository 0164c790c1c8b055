/** The theme: a style for each meaning, each part of the screen and each place that bytes come from. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Meaning } from '../../pages/page.ts';
import type { Role, ScreenRow, Style } from '../../render/screen/styled-glyphs.ts';
import { type Background, type HueName, SHADES } from './shades.ts';

/** What the terminal shows: no styles, its own 16 colors, xterm's 256, or true color. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** One of seven hues for a place that bytes come from. Its letter distinguishes it too, because hues repeat. */
export type Hue = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Returns the hue of a place, counted from 0; after seven places the hues repeat. */
export function hueOfPlace(place: number): Hue {
  return HUES[place % HUES.length] ?? 0;
}

export type Ink = Meaning | Role | Hue;

/** The background of a run of text. `cursor-line` is the row of the cursor, `selection` its byte. */
export type Ground = Style['ground'];

export interface Theme {
  readonly level: ColorLevel;
  readonly background: Background;
  /**
   * What shows the selection, the cursor's row and the focus: `styles`, or only `characters` that the screen draws.
   */
  readonly marks: 'styles' | 'characters';
  /**
   * Adds a style to a text; the style ends with the text. Each run is painted once and never again inside another run.
   * The text has visible characters only (`pages/characters/visible.ts`).
   */
  readonly paint: (text: string, ink: Ink, ground?: Ground) => string;
}

/** Makes a theme. Colors of levels 2 and 3 have a contrast of 4.5 or more; colors of level 1 are the terminal's own. */
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

/** The names of the hues among the 16 colors, whose looks the theme of the terminal decides. */
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
    // A background among the 16 could be any color, and the text may be unreadable on it.
    cursorLine: (chalk) => chalk.underline,
  };
}

function withGround(chalk: ChalkInstance, ground: Ground, pigments: Pigments): ChalkInstance {
  if (ground === 'cursor-line') return pigments.cursorLine(chalk);
  // Foreground and background swap, so the byte keeps its hue and its contrast.
  return ground === 'selection' ? chalk.inverse : chalk;
}

function withInk(chalk: ChalkInstance, ink: Ink, { hue, faint }: Pigments): ChalkInstance {
  if (typeof ink === 'number') return hue(HUE_NAMES[ink])(chalk);
  const { color, emphasis } = INKS[ink];
  const colored = color === null ? chalk : color === 'faint' ? faint(chalk) : hue(color)(chalk);
  return emphasis.reduce((style, name) => style[name], colored);
}

interface InkStyle {
  /** `null` is the terminal's own text color, which is readable even if the background is not the one we assume. */
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
 * Writes a link (OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda). A terminal that knows links
 * opens the whole address from any part of it; others show only the text.
 */
const hyperlink = (text: string, address: string) => `\x1b]8;;${address}\x07${text}\x1b]8;;\x07`;
