/**
 * Sets and resets the modes of input, which Ink does not know of or does not set in time
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html). Ink itself enters and leaves the alternate screen.
 */

const on = (mode: number) => `\x1b[?${mode}h`;
const off = (mode: number) => `\x1b[?${mode}l`;

const BRACKETED_PASTE = 2004;
const SYNCHRONIZED_UPDATE = 2026;
const CURSOR = 25;
const PLAIN_TEXT = '\x1b[0m';
/** The sequence that clears the screen, but not the scrollback. */
export const CLEAR = '\x1b[H\x1b[2J';

export const ENTER = on(BRACKETED_PASTE);

/** Resets the modes, even in the middle of a frame, whose colors and cursor it resets too. */
export const LEAVE = off(SYNCHRONIZED_UPDATE) + PLAIN_TEXT + off(BRACKETED_PASTE) + on(CURSOR);
