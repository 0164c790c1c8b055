/**
 * Texts that a server writes in numbers beside the text itself, one for each byte: `StringToSignBytes`. AWS and most
 * others write two hexadecimal digits, IBM decimal numbers (https://github.com/IBM/ibm-cos-sdk-java/issues/28).
 */
import { EMPTY, type Octets, octetsFromHex } from '../../bytes/octets.ts';

/** What the numbers stand for, and whether something stands behind them that is none: the paste was cut there. */
export interface ReadBytes {
  readonly octets: Octets;
  readonly end: 'whole' | 'cut';
}

/** How both of the texts begin: with the name of an algorithm, or a method and a line end. */
const BEGINS_RIGHT = /^(?:AWS|[A-Z]{3,10}\n)/;

/** `null` where there are no numbers. */
export function readQuotedBytes(text: string): ReadBytes | null {
  const bare = text.replace(/^[[{(\s]+/, '');
  const stop = bare.search(/[^0-9A-Fa-f\s,-]/);
  const numbers = stop < 0 ? bare : bare.slice(0, stop);
  const rest = bare.slice(numbers.length).replace(/^[\])}\s]+/, '');
  const words = numbers.split(/[\s,]+/).filter((word) => word !== '');
  // A line that was broken in the middle of a number.
  const joined = numbers.replace(/[ \t]*\r?\n[ \t]*/g, '').split(/[\s,]+/);
  const read = [hexadecimal(words), decimal(words), hexadecimal(joined)].filter((octets) => octets !== null);
  const octets = read.find((found) => BEGINS_RIGHT.test(found)) ?? read[0] ?? EMPTY;
  return octets === EMPTY ? null : { octets, end: rest === '' ? 'whole' : 'cut' };
}

function hexadecimal(words: readonly string[]): Octets | null {
  // A single digit at the end is half a byte, which a cut has left.
  const whole = words.at(-1)?.length === 1 ? words.slice(0, -1) : words;
  return whole.every((word) => /^(?:[0-9A-Fa-f]{2})+$/.test(word)) ? octetsFromHex(whole.join('')) : null;
}

/** Java's bytes have a sign: -61 is C3. */
function decimal(words: readonly string[]): Octets | null {
  const isDecimal = words.every((word) => /^-?\d{1,3}$/.test(word) && Number(word) >= -128 && Number(word) <= 255);
  return isDecimal ? (words.map((word) => String.fromCharCode(Number(word) & 0xff)).join('') as Octets) : null;
}
