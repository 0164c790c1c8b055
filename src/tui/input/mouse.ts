/** Reports of the mouse (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, “Mouse Tracking”). */
import type { InputEvent, MouseButton } from './input-event.ts';

const BUTTONS: readonly MouseButton[] = ['left', 'middle', 'right', 'none'];
const WHEELS: readonly MouseButton[] = ['wheel-up', 'wheel-down', 'wheel-left', 'wheel-right'];

const WHICH = 3;
const MOVES = 32;
const IS_WHEEL = 64;
const IS_OTHER = 128;

/** `ESC [ < code ; column ; row M`, or `m` for a release; column and row from 1. `null` for a button that has no name. */
export function mouseEvent(code: number, column: number, row: number, ending: 'M' | 'm'): InputEvent | null {
  if (code & IS_OTHER || column < 1 || row < 1) return null;
  const place = { column: column - 1, row: row - 1 };
  const button = (code & IS_WHEEL ? WHEELS : BUTTONS)[code & WHICH] ?? 'none';
  if (code & IS_WHEEL) return ending === 'm' ? null : { kind: 'mouse', button, action: 'press', ...place };
  return { kind: 'mouse', button, action: actionOf(code, button, ending), ...place };
}

function actionOf(code: number, button: MouseButton, ending: 'M' | 'm'): 'press' | 'release' | 'drag' | 'move' {
  if (ending === 'm') return 'release';
  if (code & MOVES) return button === 'none' ? 'move' : 'drag';
  // Before SGR 1006 a release did not say of which button.
  return button === 'none' ? 'release' : 'press';
}

/** How many bytes follow `ESC [ M` where the terminal does not know SGR 1006. */
export const OLD_REPORT_LENGTH = 3;

/** Those bytes: each is 32 more than it says. */
export function oldMouseEvent([code = 0, column = 0, row = 0]: Uint8Array): InputEvent | null {
  return mouseEvent(code - 32, column - 32, row - 32, 'M');
}
