/** The first byte of an answer that is not as it should be, and what is said of it. */
import { nameOfByte } from '../../bytes/byte-names.ts';
import { type Octets, octetAt, octetsFromText } from '../../bytes/octets.ts';
import { differingByte } from '../../verification/comparison.ts';
import type { FirstWrong } from '../given.ts';

/** Lines that were given beside those that belong there, both without line ends; `null` where none differs. */
export function firstWrongOf(given: readonly string[], wanted: readonly string[]): FirstWrong | null {
  let offset = 0;
  for (const [index, line] of given.entries()) {
    const one = octetsFromText(line);
    const other = octetsFromText(wanted[index] ?? '');
    const column = differingByte(one, other);
    const isSame = index < wanted.length && one === other;
    if (!isSame) return at(index, offset, column, byteAt(one, column), byteAt(other, column));
    offset += one.length + 1;
  }
  return null;
}

const byteAt = (line: Octets, column: number): number | null => (column < line.length ? octetAt(line, column) : null);

function at(index: number, lineStart: number, column: number, given: number | null, wanted: number | null): FirstWrong {
  return { line: index + 1, column: column + 1, offset: lineStart + column, given, wanted };
}

/**
 * One sentence: where it is, what stands there, what belongs there. `lines`: how many belong there in all; `first`: the
 * number of the first of them in the whole value.
 */
export function firstWrongInWords(
  { line, column, offset, given, wanted }: FirstWrong,
  lines: number,
  first: number,
): string {
  const number = first + line - 1;
  if (line > lines) return `Line ${number} is one too many: ${lines === 1 ? 'one belongs' : `${lines} belong`} there.`;
  const place = `Line ${number}, column ${column} (byte ${offset})`;
  if (given === null) return `${place}: the line ends where ${byteInWords(wanted)} belongs.`;
  if (wanted === null) return `${place}: ${byteInWords(given)} stands where the line should end.`;
  return `${place}: ${byteInWords(given)} stands where ${byteInWords(wanted)} belongs.`;
}

/** `"e" (0x65)`, `SP (0x20)`, `0xC3 (first of two bytes of UTF-8)`. */
function byteInWords(octet: number | null): string {
  if (octet === null) return 'nothing';
  const number = `0x${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  const { name, abbreviation } = nameOfByte(octet);
  if (abbreviation !== null) return `${CALLED[abbreviation] ?? abbreviation} (${number})`;
  return octet > 0x7f ? `${number} (${name})` : `"${String.fromCharCode(octet)}" (${number})`;
}

/** What people call it, where that is not its name in ASCII. */
const CALLED: Readonly<Record<string, string>> = { HT: 'TAB' };
