/** What a whole control sequence says: `ESC [ content final` or `ESC O content final`. */
import type { InputEvent } from './input-event.ts';
import { characterKeyName, consoleKeyName, letterKeyName, numberKeyName } from './key-names.ts';
import { mouseEvent } from './mouse.ts';

export interface ControlSequence {
  readonly introducer: '[' | 'O';
  /** Between the introducer and the final character. */
  readonly content: string;
  readonly final: string;
}

/** One or more numbers, each with parts of its own behind colons; an absent number is 0. */
const PARAMETERS = /^([<=>?]?)([\d;:]*)$/;

/** Behind what is held, in the kitty keyboard protocol: the key went up. */
const RELEASED = 3;
/** Lock keys, which are no keys held. */
const HELD = 15;

/** The event of a sequence; `null` where it means nothing here, which is then swallowed whole. `alt`: an Escape stood before it. */
export function sequenceEvent(sequence: ControlSequence, alt: number): InputEvent | null {
  const { content, final, introducer } = sequence;
  if (introducer === '[' && content === '[') return key(consoleKeyName(final, alt));
  const match = PARAMETERS.exec(content);
  if (!match) return null;
  const parameters = (match[2] ?? '').split(';').map((parameter) => parameter.split(':').map(Number));
  const numbers = parameters.map(([number = 0]) => number);
  if (match[1] !== '') return introducer === '[' ? privateEvent(match[1] ?? '', numbers, final) : null;
  if (introducer === '[' && content === '' && (final === 'I' || final === 'O')) {
    return { kind: 'report', of: 'focus', isFocused: final === 'I' };
  }
  if (final === 'R' && introducer === '[' && isPosition(numbers)) return cursorReport(numbers);
  if (parameters[1]?.[1] === RELEASED) return null;
  return key(sequenceKeyName(sequence, numbers, alt));
}

/**
 * Whether `ESC [ row ; column R` is a place of the cursor: F3 with something held is `ESC [ 1 ; 2 R` to `ESC [ 1 ; 16 R`.
 * Whoever asks for the place asks so that the answer has a `?`.
 */
function isPosition(numbers: readonly number[]): boolean {
  const [row = 0, column = 0] = numbers;
  return numbers.length === 2 && !(row === 1 && column >= 2 && column <= 16);
}

function cursorReport([row = 0, column = 0]: readonly number[]): InputEvent | null {
  return row < 1 || column < 1 ? null : { kind: 'report', of: 'cursor', column: column - 1, row: row - 1 };
}

function privateEvent(mark: string, numbers: readonly number[], final: string): InputEvent | null {
  const [first = 0, second = 0, third = 0] = numbers;
  if (mark === '<' && (final === 'M' || final === 'm') && numbers.length === 3) {
    return mouseEvent(first, second, third, final);
  }
  if (mark === '?' && final === 'R') return cursorReport(numbers);
  if (mark === '?' && final === 'c') return { kind: 'report', of: 'primary-attributes', parameters: numbers };
  if (mark === '>' && final === 'c') return { kind: 'report', of: 'secondary-attributes', parameters: numbers };
  return null;
}

function sequenceKeyName(
  { introducer, final }: ControlSequence,
  numbers: readonly number[],
  alt: number,
): string | null {
  const [first = 0, second = 0, third = 0] = numbers;
  if (introducer === 'O') return letterKeyName('O', final, held(Math.max(first, second), alt));
  switch (final) {
    case 'u':
      return characterKeyName(first, held(second, alt));
    case '~':
      return first === 27 ? characterKeyName(third, held(second, alt)) : numberKeyName(first, '~', held(second, alt));
    case '$':
    case '^':
    case '@':
      return numberKeyName(first, final, alt);
    default:
      return letterKeyName('[', final, held(second, alt));
  }
}

/** What is held, of a parameter that counts from 1 and may be absent. */
const held = (parameter: number, alt: number): number => (Math.max(parameter - 1, 0) & HELD) | alt;

const key = (name: string | null): InputEvent | null => (name === null ? null : { kind: 'key', name });
