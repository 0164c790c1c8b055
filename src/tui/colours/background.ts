/** Whether the terminal is dark or light: said by the person, by the terminal's environment, or by its answer when asked. */
import { contrast } from './contrast.ts';
import type { Rgb } from './okabe-ito.ts';
import type { Background } from './shades.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Asks the terminal for its background; not every one answers. OSC 11: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */
export const BACKGROUND_QUERY = '\x1b]11;?\x1b\\';

/**
 * What is known without asking, the first of: `option` (of the command line), SIGV4_THEME, COLORFGBG. `null` where they
 * say nothing, or nothing that we know: then `BACKGROUND_QUERY` is worth its time.
 */
export function backgroundStated(option: string | undefined, environment: Environment): Background | null {
  return named(option) ?? named(environment.SIGV4_THEME) ?? backgroundOfColorfgbg(environment.COLORFGBG);
}

/**
 * The background to take: what is stated, else what the terminal answered (all that it sent, or `null` when it sent
 * nothing), else dark, as most terminals are.
 */
export function chooseBackground(
  option: string | undefined,
  environment: Environment,
  answer: string | null,
): Background {
  return backgroundStated(option, environment) ?? (answer === null ? null : backgroundOfAnswer(answer)) ?? 'dark';
}

function named(text: string | undefined): Background | null {
  const name = text?.trim().toLowerCase();
  return name === 'dark' || name === 'light' ? name : null;
}

const ANSI_NUMBER = /^(?:\d|1[0-5])$/;
/** The dark ones of the 16 colours: 7 is the light grey, 8 the dark one. */
const DARK_NUMBERS = [0, 1, 2, 3, 4, 5, 6, 8];

/**
 * The variable that rxvt, Konsole and iTerm2 set: `foreground;background`, or with a third part between them, as numbers
 * of the 16 colours. Read as Vim does (`term_bg_default` in term.c). `null` for `default` and for anything else.
 */
export function backgroundOfColorfgbg(text: string | undefined): Background | null {
  const parts = text?.split(';') ?? [];
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || !ANSI_NUMBER.test(last)) return null;
  return DARK_NUMBERS.includes(Number(last)) ? 'dark' : 'light';
}

/** XParseColor: 1 to 4 digits a channel, which are shares of the largest number of as many digits; rxvt-unicode adds alpha. */
const ANSWER = /\x1b\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?(?:\x07|\x1b\\|\x9c)/i;

/** The background in an answer to `BACKGROUND_QUERY`, keys before and after it left out; `null` while there is none. */
export function backgroundOfAnswer(text: string): Background | null {
  const [, red, green, blue] = ANSWER.exec(text) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  const background: Rgb = [channel(red), channel(green), channel(blue)];
  return contrast(background, [255, 255, 255]) >= contrast(background, [0, 0, 0]) ? 'dark' : 'light';
}

/** 0 to 255. */
const channel = (digits: string) => (Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255;
