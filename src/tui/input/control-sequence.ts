/** Reads complete control sequences: `ESC [ content final` or `ESC O content final`. */
import type { InputEvent, MouseButton } from './input-event.ts';
import { characterKeyName, letterKeyName, numberKeyName } from './key-names.ts';

interface ControlSequence {
  readonly introducer: '[' | 'O';
  readonly content: string;
  readonly final: string;
}

/** Matches one or more numbers. Each number may have subparameters after colons, and an absent number is 0. */
const PARAMETERS = /^(<?)([\d;:]*)$/;

/**
 * The event type that marks a released key in the kitty keyboard protocol. The event type is a subparameter of the
 * modifiers.
 */
const RELEASED = 3;
/** The bits of xterm's modifiers, not including the bits of the lock keys. */
const HELD = 15;

/**
 * Returns the event of a sequence; `null` if the sequence has no meaning here, so that none of it is read as text.
 * `alt` is the Alt bit if an Escape came before the sequence, and 0 otherwise.
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

/**
 * Reads the modifiers from a parameter. The value of the parameter is the bits of the modifiers plus 1, or 0 if the
 * parameter is absent.
 */
const held = (parameter: number, alt: number): number => (Math.max(parameter - 1, 0) & HELD) | alt;

const BUTTONS: readonly MouseButton[] = ['left', 'middle', 'right', 'none'];
const WHEELS: readonly MouseButton[] = ['wheel-up', 'wheel-down', 'wheel-left', 'wheel-right'];

const WHICH = 3;
const MOVES = 32;
const IS_WHEEL = 64;
const IS_OTHER = 128;

/**
 * Reads a mouse report. `column` and `row` start at 1, and `m` ends the report of a release. Returns `null` for a
 * button without a name.
 */
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
  // Without SGR 1006, the report of a release does not name the button.
  return button === 'none' ? 'release' : 'press';
}

/**
 * The number of bytes after `ESC [ M` in terminals that do not support SGR 1006, such as the version of GNU Screen in
 * macOS.
 */
export const OLD_REPORT_LENGTH = 3;

/** Reads the bytes after `ESC [ M`. The terminal has added 32 to each byte. */
export function oldMouseEvent([code = 0, column = 0, row = 0]: Uint8Array): InputEvent | null {
  return mouseEvent(code - 32, column - 32, row - 32, 'M');
}
