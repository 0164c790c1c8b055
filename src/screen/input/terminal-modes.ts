/**
 * Sets and resets the modes of input, which Ink does not know of or does not set in time
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html). Ink itself enters and leaves the alternate screen.
 */

const on = (mode: number) => `\x1b[?${mode}h`;
const off = (mode: number) => `\x1b[?${mode}l`;

/** Clicks (1000); moves with a button pressed (1002), which some terminals do not report; cells beyond column 223 (1006). */
const MOUSE = [1000, 1002, 1006];
const BRACKETED_PASTE = 2004;
const SYNCHRONIZED_UPDATE = 2026;
const CURSOR = 25;
const PLAIN_TEXT = '\x1b[0m';
/** The sequence that clears the screen, but not the scrollback. */
export const CLEAR = '\x1b[H\x1b[2J';

/** Whether the terminal reports clicks, drags, and the wheel. If so, selecting text requires Shift. */
export type MouseMode = 'on' | 'off';

export const enterSequence = (mouse: MouseMode): string =>
  on(BRACKETED_PASTE) + (mouse === 'on' ? MOUSE.map(on).join('') : '');

/** Returns the sequence that resets the modes, even in the middle of a frame, whose colors and cursor it resets too. */
export const leaveSequence = (mouse: MouseMode): string =>
  off(SYNCHRONIZED_UPDATE) +
  PLAIN_TEXT +
  (mouse === 'on' ? MOUSE.toReversed().map(off).join('') : '') +
  off(BRACKETED_PASTE) +
  on(CURSOR);
