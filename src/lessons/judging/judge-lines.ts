/** Judges lines by comparing them with the expected text, byte for byte. */
import { nameOfByte } from '../../bytes/byte-names.ts';
import { type Octets, octetAt, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { commonStart } from '../../trace/common-ends.ts';
import type { Expected } from '../format-parts.ts';
import type { SignedRequests } from '../prepared.ts';
import { expectedText, firstLineOf, lineCount } from '../values.ts';

/** The finished lines, and the line that is still being typed. `open` is `null` if no line is being typed. */
export interface Lines {
  readonly ended: readonly string[];
  readonly open: string | null;
}

/** Judges typed lines. One extra newline at the end is ignored. */
export function judgeTyped(lesson: SignedRequests, expected: Expected, lines: Lines): Judgment {
  const trimmed = withoutLastNewline(lines, lineCount(lesson, expected));
  const text = expectedText(lesson, expected);
  const isFigure = !isProblem(text) && FIGURE.test(text);
  const judgment = isFigure ? judgeFigure(text, trimmed) : judgeLines(lesson, expected, trimmed);
  if (trimmed.newline === 'none' || judgment.verdict === 'wrong') return judgment;
  return { ...judgment, says: [...judgment.says, FORGIVEN] };
}

const FORGIVEN = 'There is a newline after the last line. It does not belong to the text, and was ignored.';

/** Removes the newline that programs write at the end of their output. */
function withoutLastNewline({ ended, open }: Lines, wanted: number): Lines & { readonly newline: 'none' | 'left-out' } {
  if (ended.length === wanted && open === '') return { ended, open: null, newline: 'left-out' };
  const isOneMore = ended.length === wanted + 1 && ended.at(-1) === '' && open === null;
  return isOneMore ? { ended: ended.slice(0, -1), open, newline: 'left-out' } : { ended, open, newline: 'none' };
}

/**
 * Matches a short number, decimal or hexadecimal. If the first wrong digit of such an answer were named, or each digit
 * were marked while it is typed, the number could be found without computing it. Longer values are copied, so the place
 * of a typing error is of use, and finding them digit by digit takes longer than computing them.
 */
const FIGURE = /^[\da-f]{1,16}$/;

/** Judges a number only when it is finished, and never says which of its digits are right. */
function judgeFigure(wanted: string, { ended, open }: Lines): Judgment {
  const [given, ...others] = open === null ? ended : [...ended, open];
  if (given === undefined) return incomplete('There is no answer yet.');
  if (others.length > 0)
    return { ...wrong(tooManyLines(2, 1)), lines: ['wrong', ...others.map(() => 'wrong' as const)] };
  if (open !== null) return { ...incomplete('The number is not finished.'), lines: ['so-far'] };
  if (given === wanted) return { ...right(), lines: ['right'] };
  return { ...wrong(...whyNotFigure(given, wanted)), lines: ['wrong'] };
}

/** Says what is wrong with the form of a number, or else only that it is another number. */
function whyNotFigure(given: string, wanted: string): readonly string[] {
  const another = 'The number is not right.';
  if (given.endsWith('\r')) return [another, LINE_ENDS];
  if (given.trim() !== given) return ['There are spaces around the number.'];
  if (!/^[\da-f]*$/i.test(given)) return [another, 'An answer to this question has only digits.'];
  if (given.toLowerCase() === wanted) return ['Write the hexadecimal digits in lowercase.'];
  return [another];
}

/** Compares lines with the expected text. If that text cannot be computed, the verdict is `incomplete`. */
export function judgeLines(lesson: SignedRequests, expected: Expected, { ended, open }: Lines): Judgment {
  const text = expectedText(lesson, expected);
  if (isProblem(text)) return incomplete(`${text.says} ${text.fix}`);
  const wanted = text.split('\n');
  const all = open === null ? ended : [...ended, open];
  const lines = all.map((line, index): LineVerdict => {
    const right = wanted[index];
    if (line === right) return 'right';
    return index === ended.length && right?.startsWith(line) ? 'so-far' : 'wrong';
  });
  const firstWrong = lines.includes('wrong') ? firstWrongOf(all, wanted) : null;
  if (firstWrong) {
    const hint = firstWrong.given === CARRIAGE_RETURN ? [LINE_ENDS] : [];
    return {
      verdict: 'wrong',
      says: [firstWrongInWords(firstWrong, wanted.length, firstLineOf(expected)), ...hint],
      lines,
      firstWrong,
    };
  }
  if (all.length === wanted.length && lines.at(-1) === 'right')
    return { verdict: 'right', says: [], lines, firstWrong };
  return { ...incomplete(missingInWords(lines, wanted)), lines };
}

const CARRIAGE_RETURN = 0x0d;
const LINE_ENDS = 'Your lines end with CR and LF. The lines of the signed text end with LF alone.';

function missingInWords(lines: readonly LineVerdict[], wanted: readonly string[]): string {
  if (lines.length === 0) return 'There is no answer yet.';
  if (lines.at(-1) === 'so-far' && lines.length === wanted.length)
    return 'Right so far. The last line is not complete.';
  return `Right so far: ${lines.filter((line) => line === 'right').length} of ${wanted.length} lines.`;
}

/**
 * Finds the first byte that differs. The given lines do not include their line endings. Returns `null` if no byte
 * differs.
 */
function firstWrongOf(given: readonly string[], wanted: readonly string[]): FirstWrong | null {
  let offset = 0;
  for (const [index, line] of given.entries()) {
    const one = octetsFromText(line);
    const other = octetsFromText(wanted[index] ?? '');
    const column = commonStart(one, other);
    if (index >= wanted.length || one !== other) {
      const place = { line: index + 1, column: column + 1, offset: offset + column };
      return { ...place, given: byteAt(one, column), wanted: byteAt(other, column) };
    }
    offset += one.length + 1;
  }
  return null;
}

const byteAt = (line: Octets, column: number): number | null => (column < line.length ? octetAt(line, column) : null);

/**
 * Says where the answer differs. `lines` is the number of expected lines, and `first` is the line number, in the whole
 * value, of the first expected line.
 */
function firstWrongInWords({ line, column, offset, given, wanted }: FirstWrong, lines: number, first: number): string {
  const number = first + line - 1;
  if (line > lines) return tooManyLines(number, lines);
  const place = `Line ${number}, column ${column} (byte ${offset})`;
  if (given === null) return `${place}: the line ends where ${byteInWords(wanted)} belongs.`;
  if (wanted === null) return `${place}: ${byteInWords(given)} is where the line should end.`;
  return `${place}: ${byteInWords(given)} is where ${byteInWords(wanted)} belongs.`;
}

const tooManyLines = (number: number, lines: number): string =>
  `Line ${number} is one too many: ${lines === 1 ? 'only one line is' : `${lines} lines are`} expected.`;

/** Names a byte, such as `"e" (0x65)`, `SP (0x20)`, or `0xC3 (first of two bytes of UTF-8)`. */
function byteInWords(octet: number | null): string {
  if (octet === null) return 'nothing';
  const number = `0x${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  const { name, abbreviation } = nameOfByte(octet);
  if (abbreviation !== null) return `${CALLED[abbreviation] ?? abbreviation} (${number})`;
  return octet > 0x7f ? `${number} (${name})` : `"${String.fromCharCode(octet)}" (${number})`;
}

/** Common names for bytes, for bytes whose common name differs from the ASCII name. */
const CALLED: Readonly<Record<string, string>> = { HT: 'TAB' };

/**
 * The first wrong byte. Lines and columns are counted from 1. The offset is counted from 0 and refers to the whole
 * text.
 */
export interface FirstWrong {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** The given byte and the right byte. Either byte is `null` at the end of its line or text. */
  readonly given: number | null;
  readonly wanted: number | null;
}

export type LineVerdict = 'right' | 'so-far' | 'wrong';

export interface Judgment {
  readonly verdict: 'right' | 'wrong' | 'incomplete';
  readonly says: readonly string[];
  /** The verdict of each line that was typed or ordered. */
  readonly lines: readonly LineVerdict[];
  readonly firstWrong: FirstWrong | null;
}

const without = (verdict: Judgment['verdict'], says: readonly string[]): Judgment => ({
  verdict,
  says,
  lines: [],
  firstWrong: null,
});

export const right = (...says: readonly string[]): Judgment => without('right', says);
export const wrong = (...says: readonly string[]): Judgment => without('wrong', says);
export const incomplete = (...says: readonly string[]): Judgment => without('incomplete', says);
