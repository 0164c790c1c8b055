/** Finds whether the terminal is dark or light: from the user, from the environment, or by asking the terminal. */
import type { TerminalColor } from '../input/input-event.ts';
import type { Background } from './shades.ts';

/** The environment variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Asks a terminal for its background (OSC 11, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html). Not all answer. */
export const BACKGROUND_QUERY = '\x1b]11;?\x1b\\';

/**
 * Returns the background that is known without asking the terminal, from the first of these that has one: the option,
 * SIGV4_THEME, COLORFGBG. `null` if none of them has one.
 */
export function backgroundStated(option: string | undefined, environment: Environment): Background | null {
  return named(option) ?? named(environment.SIGV4_THEME) ?? backgroundOfColorfgbg(environment.COLORFGBG);
}

function named(text: string | undefined): Background | null {
  const name = text?.trim().toLowerCase();
  return name === 'dark' || name === 'light' ? name : null;
}

const ANSI_NUMBER = /^(?:\d|1[0-5])$/;
/** The dark colors among the 16. 7 is light gray, and 8 is dark gray. */
const DARK_NUMBERS = [0, 1, 2, 3, 4, 5, 6, 8];

/**
 * Reads the variable that rxvt, Konsole and iTerm2 set: `foreground;background`, or with a third part between them, as
 * numbers of the 16 colors, as Vim does (`term_bg_default` in term.c). `null` for `default` and anything else.
 */
export function backgroundOfColorfgbg(text: string | undefined): Background | null {
  const parts = text?.split(';') ?? [];
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || !ANSI_NUMBER.test(last)) return null;
  return DARK_NUMBERS.includes(Number(last)) ? 'dark' : 'light';
}

/** Decides by whether white or black text has more contrast with a color: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
export function backgroundOfColor({ red, green, blue }: TerminalColor): Background {
  const luminance = 0.2126 * lightOf(red) + 0.7152 * lightOf(green) + 0.0722 * lightOf(blue) + 0.05;
  const [ofWhite, ofBlack] = [1.05 / luminance, luminance / 0.05];
  return ofWhite >= ofBlack ? 'dark' : 'light';
}

function lightOf(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
