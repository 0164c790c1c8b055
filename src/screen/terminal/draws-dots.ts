/** Determines whether a terminal can draw half blocks and braille: from the environment, and by asking it for their width. */
import type { Environment } from '../colors/background.ts';
import { CLEAR } from '../input/terminal-modes.ts';
import { listeners, type Observed } from '../listeners.ts';

/**
 * Returns whether the environment speaks for dots: the terminal is not the Linux console, whose fonts lack them, and the
 * locale is in UTF-8. The first of LC_ALL, LC_CTYPE, and LANG that is not empty states the locale (POSIX.1-2024, section 8.2).
 * If none does, as on Windows, dots are drawn.
 */
export function drawsDots({ TERM, LC_ALL, LC_CTYPE, LANG }: Environment): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((name) => name !== undefined && name !== '');
  return TERM !== 'linux' && (locale === undefined || /utf-?8/i.test(locale));
}

/**
 * Writes a half block, whose width is ambiguous (UAX 11), asks for the column of the cursor after it (DSR 6,
 * https://invisible-island.net/xterm/ctlseqs/ctlseqs.html), and clears the screen. Some terminals do not reply.
 */
const WIDTH_QUERY = `▀\x1b[6n${CLEAR}`;
/** The column after a half block of one cell, from 1. */
const AFTER_ONE_CELL = 2;

export interface CurrentDots extends Observed {
  readonly areDrawn: () => boolean;
  /** Returns what asks the terminal, on a screen that is clear; empty if it is known that no dots are drawn. */
  readonly question: () => string;
  /** Takes the reply, the column of the cursor. */
  readonly take: (column: number) => void;
}

/** Until the terminal replies, the environment decides. */
export function currentDots(environment: Environment): CurrentDots {
  const { subscribe, notify } = listeners();
  let areDrawn = drawsDots(environment);
  let isAsked = false;
  return {
    areDrawn: () => areDrawn,
    subscribe,
    question: () => {
      isAsked = areDrawn;
      return areDrawn ? WIDTH_QUERY : '';
    },
    take: (column) => {
      if (!isAsked) return;
      // Later replies are keys that look like one: F3 with a modifier.
      isAsked = false;
      areDrawn = column === AFTER_ONE_CELL;
      notify();
    },
  };
}
