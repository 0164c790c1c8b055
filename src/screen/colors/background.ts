/**
 * Determines whether the terminal is dark or light, from an option, from the environment, or by asking the terminal.
 */

import type { Background } from '../../layout/shades.ts';
import type { TerminalColor } from '../input/input-event.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Asks a terminal for its background color (OSC 11, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html). Some
 * terminals do not reply.
 */
export const BACKGROUND_QUERY = '\x1b]11;?\x1b\\';

/**
 * Returns the background that is known without asking the terminal: from the option, SIGV4_THEME, or COLORFGBG, in this
 * order. Returns `null` if none of them states a background.
 */
export function backgroundStated(option: string | undefined, environment: Environment): Background | null {
  return named(option) ?? named(environment.SIGV4_THEME) ?? backgroundOfColorfgbg(environment.COLORFGBG);
}

function named(text: string | undefined): Background | null {
  const name = text?.trim().toLowerCase();
  return name === 'dark' || name === 'light' ? name : null;
}

const ANSI_NUMBER = /^(?:\d|1[0-5])$/;
/** The dark colors among the 16 basic colors. Color 7 is light gray, and color 8 is dark gray. */
const DARK_NUMBERS = [0, 1, 2, 3, 4, 5, 6, 8];

/**
 * Reads COLORFGBG, which rxvt, Konsole, and iTerm2 set. Its form is `foreground;background`, sometimes with a third
 * part in between. The colors are numbers from 0 to 15. The numbers are interpreted as in Vim (`term_bg_default` in
 * term.c). Returns `null` for `default` and anything else.
 */
export function backgroundOfColorfgbg(text: string | undefined): Background | null {
  const parts = text?.split(';') ?? [];
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || !ANSI_NUMBER.test(last)) return null;
  return DARK_NUMBERS.includes(Number(last)) ? 'dark' : 'light';
}

/**
 * Returns `dark` if white text has at least as much contrast with this color as black text, and `light` otherwise
 * (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio).
 */
export function backgroundOfColor({ red, green, blue }: TerminalColor): Background {
  const luminance = 0.2126 * lightOf(red) + 0.7152 * lightOf(green) + 0.0722 * lightOf(blue) + 0.05;
  const [ofWhite, ofBlack] = [1.05 / luminance, luminance / 0.05];
  return ofWhite >= ofBlack ? 'dark' : 'light';
}

function lightOf(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
