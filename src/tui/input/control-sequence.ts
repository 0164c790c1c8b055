/** Reads whole control sequences: `ESC [ content final` or `ESC O content final`. */
import type { InputEvent, MouseButton } from './input-event.ts';
import { characterKeyName, letterKeyName, numberKeyName } from './key-names.ts';

interface ControlSequence {
  readonly introducer: '[' | 'O';
  readonly content: string;
  readonly final: string;
}

/** One or more numbers, each with parts of its own after colons; an absent number is 0. */
const PARAMETERS = /^(<?)([\d;:]*)$/;

/** The part after the modifiers that marks a released key, in the kitty keyboard protocol. */
const RELEASED = 3;
/** The modifiers without the lock keys. */
const HELD = 15;

/**
 * Returns the event of a sequence; `null` for a sequence without a meaning here, which is swallowed whole. `alt`: the bit of
 * Alt if an Escape came before it.
 */
export function sequenceEvent(sequence: ControlSequence, alt: number): InputEvent | null {
  const { content, final, introducer } = sequence;
  const match = PARAMETERS.exec(content);
  if (!match) return null;
  const parameters = (match[2] ?? '').split(';').map((parameter) => parameter.split(':').map(Number));
  const numbers = parameters.map(([number = 0]) => number);
  if (match[1] === '<') {
    const [code = 0, column = 0, row = 0] = numbers;
    const isMouse = introducer === '[' && (final === 'M' || final === 'm') && numbers.length === 3;
    return isMouse ? mouseEvent(code, column, row, final) : null;
  }
  if (parameters[1]?.[1] === RELEASED) return null;
  const name = sequenceKeyName(sequence, numbers, alt);
  return name === null ? null : { kind: 'key', name };
}

function sequenceKeyName({ introducer, final }: ControlSequence, numbers: readonly number[], alt: number) {
  const [first = 0, second = 0, third = 0] = numbers;
  if (introducer === 'O') return letterKeyName('O', final, held(Math.max(first, second), alt));
  if (final === 'u') return characterKeyName(first, held(second, alt));
  if (final !== '~') return letterKeyName('[', final, held(second, alt));
  return first === 27 ? characterKeyName(third, held(second, alt)) : numberKeyName(first, held(second, alt));
}

/** Reads the modifiers of a parameter that counts from 1 and may be absent. */
const held = (parameter: number, alt: number): number => (Math.max(parameter - 1, 0) & HELD) | alt;

const BUTTONS: readonly MouseButton[] = ['left', 'middle', 'right', 'none'];
const WHEELS: readonly MouseButton[] = ['wheel-up', 'wheel-down', 'wheel-left', 'wheel-right'];

const WHICH = 3;
const MOVES = 32;
const IS_WHEEL = 64;
const IS_OTHER = 128;

/** Reads a report of the mouse; column and row from 1. `m` ends a release. `null` for a button without a name. */
function mouseEvent(code: number, column: number, row: number, ending: 'M' | 'm'): InputEvent | null {
  if (code & IS_OTHER || column < 1 || row < 1) return null;
  const place = { column: column - 1, row: row - 1 };
  const button = (code & IS_WHEEL ? WHEELS : BUTTONS)[code & WHICH] ?? 'none';
  if (code & IS_WHEEL) return ending === 'm' ? null : { kind: 'mouse', button, action: 'press', ...place };
  return { kind: 'mouse', button, action: actionOf(code, button, ending), ...place };
}

function actionOf(code: number, button: MouseButton, ending: 'M' | 'm'): 'press' | 'release' | 'drag' | 'move' {
  if (ending === 'm') return 'release';
  if (code & MOVES) return button === 'none' ? 'move' : 'drag';
  // Without SGR 1006, a release does not name its button.
  return button === 'none' ? 'release' : 'press';
}

/** The number of bytes after `ESC [ M` in a terminal without SGR 1006, such as the GNU Screen that macOS has. */
export const OLD_REPORT_LENGTH = 3;

/** Reads those bytes, each of which is 32 more than its value. */
export function oldMouseEvent([code = 0, column = 0, row = 0]: Uint8Array): InputEvent | null {
  return mouseEvent(code - 32, column - 32, row - 32, 'M');
}
