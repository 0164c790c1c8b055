/**
 * The modes that a full-screen program sets in the terminal, and how they are undone
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
 */

export interface TerminalModes {
  /** Whether clicks, drags and the wheel are reported; selecting text in the terminal then needs Shift. */
  readonly mouse: 'on' | 'off';
  /** `alternate`: a screen of its own, while the primary one stays as it was. */
  readonly screen: 'alternate' | 'primary';
}

const on = (mode: number) => `\x1b[?${mode}h`;
const off = (mode: number) => `\x1b[?${mode}l`;

const CLICKS = 1000;
/** Moves with a button down; some terminals know only 1000. */
const DRAGS = 1002;
/** Cells beyond column 223, and which button was released. */
const SGR_MOUSE = 1006;
const BRACKETED_PASTE = 2004;
const SYNCHRONIZED_UPDATE = 2026;
const CURSOR = 25;
/** Saves the cursor, changes the screen and clears it. */
const ALTERNATE_SCREEN = 1049;
/** Clears the screen, but not what has scrolled out of it. */
export const CLEAR = '\x1b[H\x1b[2J';
const PLAIN_TEXT = '\x1b[0m';

/** Asks for all modes. The alternate screen is empty, with the cursor in its upper left corner. */
export function enterSequence({ mouse, screen }: TerminalModes): string {
  return (screen === 'alternate' ? on(ALTERNATE_SCREEN) + CLEAR : '') + inputModes(mouse);
}

/**
 * Asks for all modes again after another program may have changed them. The alternate screen is still there, and is
 * cleared.
 */
export function assertSequence({ mouse, screen }: TerminalModes): string {
  return (screen === 'alternate' ? CLEAR : '') + inputModes(mouse);
}

function inputModes(mouse: TerminalModes['mouse']): string {
  return on(BRACKETED_PASTE) + (mouse === 'on' ? on(CLICKS) + on(DRAGS) + on(SGR_MOUSE) : '');
}

/**
 * Undoes all modes, even within a frame. The alternate screen is left only if it was entered: leaving it twice moves the
 * cursor back over what was written since.
 */
export function leaveSequence({ mouse, screen }: TerminalModes): string {
  return (
    off(SYNCHRONIZED_UPDATE) +
    PLAIN_TEXT +
    (mouse === 'on' ? off(SGR_MOUSE) + off(DRAGS) + off(CLICKS) : '') +
    off(BRACKETED_PASTE) +
    (screen === 'alternate' ? off(ALTERNATE_SCREEN) : '') +
    on(CURSOR)
  );
}
