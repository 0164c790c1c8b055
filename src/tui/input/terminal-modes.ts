/**
 * Sets and resets the terminal modes of a full-screen program
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
 */

export interface TerminalModes {
  /** Whether the terminal reports clicks, drags, and the wheel. If so, selecting text requires Shift. */
  readonly mouse: 'on' | 'off';
  /** The screen to use. `alternate` is a separate screen, which leaves the primary screen unchanged. */
  readonly screen: 'alternate' | 'primary';
}

const on = (mode: number) => `\x1b[?${mode}h`;
const off = (mode: number) => `\x1b[?${mode}l`;

const CLICKS = 1000;
/**
 * The mode that reports moves with a button pressed. Some terminals support only mode 1000, which does not report such
 * moves.
 */
const DRAGS = 1002;
/** The mode that reports cells beyond column 223, and the button in a release. */
const SGR_MOUSE = 1006;
const BRACKETED_PASTE = 2004;
const SYNCHRONIZED_UPDATE = 2026;
const CURSOR = 25;
/** The mode that saves the cursor, switches to the alternate screen, and clears it. */
const ALTERNATE_SCREEN = 1049;
/** The sequence that clears the screen, but not the scrollback. */
export const CLEAR = '\x1b[H\x1b[2J';
const PLAIN_TEXT = '\x1b[0m';

/**
 * Returns the sequence that sets all modes. The alternate screen is then empty, with the cursor in its upper left
 * corner.
 */
export function enterSequence({ mouse, screen }: TerminalModes): string {
  return (screen === 'alternate' ? on(ALTERNATE_SCREEN) + CLEAR : '') + inputModes(mouse);
}

/**
 * Returns the sequence that sets all modes again after another program may have changed them. The alternate screen
 * stays active, and is cleared.
 */
export function assertSequence({ mouse, screen }: TerminalModes): string {
  return (screen === 'alternate' ? CLEAR : '') + inputModes(mouse);
}

function inputModes(mouse: TerminalModes['mouse']): string {
  return on(BRACKETED_PASTE) + (mouse === 'on' ? on(CLICKS) + on(DRAGS) + on(SGR_MOUSE) : '');
}

/**
 * Returns the sequence that resets all modes, even in the middle of a frame. The sequence leaves the alternate screen
 * only if that screen was entered, because leaving it twice would move the cursor back over later output.
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
