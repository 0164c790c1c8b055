/** Reads mouse reports (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, “Mouse Tracking”). */
import type { MouseButton, MouseEvent } from './input-event.ts';

const BUTTONS: readonly MouseButton[] = ['left', 'middle', 'right', 'none'];
const WHEELS: readonly MouseButton[] = ['wheel-up', 'wheel-down', 'wheel-left', 'wheel-right'];

const WHICH = 3;
const MOVES = 32;
const IS_WHEEL = 64;
const IS_OTHER = 128;

/**
 * Reads the numbers of a report. `column` and `row` start at 1, and `m` ends the report of a release. Returns `null`
 * for a button without a name.
 */
export function mouseEvent(code: number, column: number, row: number, ending: 'M' | 'm'): MouseEvent | null {
  if (code & IS_OTHER || column < 1 || row < 1) return null;
  const place = { column: column - 1, row: row - 1 };
  const button = (code & IS_WHEEL ? WHEELS : BUTTONS)[code & WHICH] ?? 'none';
  if (code & IS_WHEEL) return ending === 'm' ? null : { kind: 'mouse', button, action: 'press', ...place };
  return { kind: 'mouse', button, action: actionOf(code, button, ending), ...place };
}

function actionOf(code: number, button: MouseButton, ending: 'M' | 'm'): MouseEvent['action'] {
  if (ending === 'm') return 'release';
  if (code & MOVES) return button === 'none' ? 'move' : 'drag';
  // Without SGR 1006, the report of a release does not name the button.
  return button === 'none' ? 'release' : 'press';
}
