/** What is shown, in colours: one style for each meaning, each part of the screen and each place that bytes come from. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Meaning } from '../../pages/page.ts';
import type { Role, Style } from '../../render/screen/style.ts';
import type { HueName } from './okabe-ito.ts';
import { type Background, CURSOR_LINE, FAINT, SHADES, trueColour } from './shades.ts';

/** What the terminal shows: no styles at all, its own 16 colours, xterm's 256, or all. */
export type ColourLevel = 0 | 1 | 2 | 3;

/** A place that bytes come from is shown by one of seven hues, and by its letter: no two are told apart by hue alone. */
export type Hue = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** The hue of a place; places are counted from 0, and after seven the hues begin again. */
export function hueOfPlace(place: number): Hue {
  return HUES[place % HUES.length] ?? 0;
}

export type Ink = Meaning | Role | Hue;

/** What a run of text stands on. `cursor-line` is the row, `selection` the byte that the cursor is on. */
export type Ground = Style['ground'];

export interface Theme {
  readonly level: ColourLevel;
  readonly background: Background;
  /**
   * What shows the selection, the cursor's row and the focus: `styles`, or, where there are none, only `characters`
   * that the screen draws.
   */
  readonly marks: 'styles' | 'characters';
  /**
   * The text with its style, which ends where the text does. Each run is painted once and never again inside another;
   * the text is visible characters only (`pages/visible.ts`).
   */
  readonly paint: (text: string, ink: Ink, ground?: Ground) => string;
}

/** A theme; colours of level 2 and 3 have a contrast of 4.5 or more, and those of level 1 are the terminal's own. */
export function themeFor(level: ColourLevel, background: Background): Theme {
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

/** Each kind of terminal has its own way to say a colour; without any, chalk says nothing. */
function pigmentsOf(level: ColourLevel, background: Background): Pigments {
  const shades = SHADES[background];
  const [faint, cursorLine] = [FAINT[background], CURSOR_LINE[background]];
  if (level === 3) {
    return {
      hue: (name) => (chalk) => chalk.rgb(...trueColour(name, background)),
      faint: (chalk) => chalk.rgb(...faint.rgb),
      cursorLine: (chalk) => chalk.bgRgb(...cursorLine.rgb),
    };
  }
  if (level === 2) {
    return {
      hue: (name) => (chalk) => chalk.ansi256(shades[name].palette),
      faint: (chalk) => chalk.ansi256(faint.palette),
      cursorLine: (chalk) => chalk.bgAnsi256(cursorLine.palette),
    };
  }
  return {
    hue: (name) => (chalk) => chalk[shades[name].ansi],
    faint: (chalk) => chalk.dim,
    // A background among the 16 could be any: its own text may be lost on it.
    cursorLine: (chalk) => chalk.underline,
  };
}

function withGround(chalk: ChalkInstance, ground: Ground, pigments: Pigments): ChalkInstance {
  if (ground === 'cursor-line') return pigments.cursorLine(chalk);
  // Foreground and background change places, so that the byte keeps its hue and the contrast stays what it is.
  return ground === 'selection' ? chalk.inverse : chalk;
}

function withInk(chalk: ChalkInstance, ink: Ink, { hue, faint }: Pigments): ChalkInstance {
  if (typeof ink === 'number') return hue(HUE_NAMES[ink])(chalk);
  const { colour, emphasis } = INKS[ink];
  const coloured = colour === null ? chalk : colour === 'faint' ? faint(chalk) : hue(colour)(chalk);
  return emphasis.reduce((style, name) => style[name], coloured);
}

interface InkStyle {
  /** `null` is the terminal's own text: readable also where the background is not the one we think it is. */
  readonly colour: HueName | 'faint' | null;
  readonly emphasis: readonly ('bold' | 'underline' | 'inverse')[];
}

const ink = (colour: InkStyle['colour'], ...emphasis: InkStyle['emphasis']): InkStyle => ({ colour, emphasis });

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
  'mode-sign': ink('orange', 'bold', 'inverse'),
  'mode-verify': ink('sky blue', 'bold', 'inverse'),
  key: ink(null, 'bold'),
  changed: ink('orange', 'bold', 'underline'),
  border: ink('faint'),
  'focused-border': ink('sky blue', 'bold'),
};
