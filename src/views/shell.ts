/** Writes shell commands that use printf and openssl to compute the same values as this program. */
import { type Octets, octetAt, octetsFromText } from '../bytes/octets.ts';
import { printable } from './characters/visible.ts';

/**
 * A command as a list of words. A row can end with a backslash after any word, so a command that is wider than the
 * screen can still be copied.
 */
export type ShellCommand = readonly string[];

/** The maximum number of bytes in a command line. */
const LIMIT = 4096;
/**
 * The maximum length of a quoted word, in characters. With its quotes, an indentation, and the backslash at the end of
 * the row, such a word fits in 52 cells, the width of the text in a window of 60 columns.
 */
const WORD_LENGTH = 46;

/**
 * Writes a `printf %b` command that prints the bytes. Returns `null` if there are too many bytes for a command line.
 * Bytes are written as POSIX octal escapes (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/printf.html).
 */
export function printf(octets: Octets): ShellCommand | null {
  if (octets.length > LIMIT) return null;
  return ['printf', '%b', ...wordsOf(octets).map((word) => `'${word}'`)];
}

function wordsOf(octets: Octets): string[] {
  const words = [''];
  for (const octet of octets) {
    const escaped = ESCAPES[octet] ?? (/[ -~]/.test(octet) ? octet : octalEscape(octet));
    const last = words.at(-1) ?? '';
    const isFull = last.length + escaped.length > WORD_LENGTH || last.endsWith('\\n');
    if (isFull) words.push(escaped);
    else words[words.length - 1] = last + escaped;
  }
  return words;
}

const octal = (octet: string) =>
  octetAt(octet as Octets, 0)
    .toString(8)
    .padStart(3, '0');
const octalEscape = (octet: string) => `\\0${octal(octet)}`;

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\\': '\\\\',
  "'": octalEscape("'"),
};

/** Returns the command that prints the bytes and then these words; `null` if there are too many bytes. */
function printfThen(octets: Octets, ...words: string[]): ShellCommand | null {
  const bytes = printf(octets);
  return bytes && [...bytes, ...words];
}

const DIGEST = ['|', 'openssl', 'dgst', '-sha256'];
const DIGITS_ONLY = ['-r', '|', 'cut', "-d' '", '-f1'];

/** Returns the command that prints the bytes, and a newline for readability; `null` if there are too many bytes. */
export const printLine = (octets: Octets) => printfThen(octets, '; echo');

/** Returns the command that prints the SHA-256 of the bytes in hexadecimal; `null` if there are too many bytes. */
export const sha256Line = (octets: Octets) => printfThen(octets, ...DIGEST, ...DIGITS_ONLY);

/**
 * Returns the command that prints the HMAC-SHA256 of the bytes in hexadecimal. `key` is the key in the syntax of
 * openssl, such as `key:'TEXT'` or `"hexkey:$key"`. Returns `null` if there are too many bytes.
 */
export const hmacLine = (octets: Octets, key: string) =>
  printfThen(octets, ...DIGEST, '-mac', 'HMAC', '-macopt', key, ...DIGITS_ONLY);

/** Assigns the output of a command to the variable `key`. */
export const keptAsKey = (command: ShellCommand): ShellCommand => [
  `key=$(${command[0]}`,
  ...command.slice(1, -1),
  `${command.at(-1)})`,
];

/** Assigns hexadecimal digits to the variable `key`, in two words so that the command fits on a narrow screen. */
export function keptDigits(digits: string): ShellCommand {
  const half = digits.length / 2;
  return keptAsKey(['printf', '%s', `'${digits.slice(0, half)}'`, `'${digits.slice(half)}'`]);
}

/**
 * Matches a word that every shell takes literally. A word that begins with = or % does not match, because zsh reads
 * `=ls` as the path of a program (option EQUALS) and fish reads `%self` as its process ID.
 */
const UNQUOTED = /^[A-Za-z0-9_./:@+,-][A-Za-z0-9_./:=@%+,-]*$/;

/** Writes text as one word for sh, bash, zsh, or fish. The word is quoted only if necessary. */
export const shellWord = (text: string) => (UNQUOTED.test(text) ? text : quoted(text));

/**
 * Writes text as one shell word that can be shown on a terminal. Invisible characters become escapes that bash and zsh
 * understand.
 */
export const shownWord = (text: string) => (printable(text) === text ? shellWord(text) : escaped(text));

const escaped = (text: string) =>
  `$'${[...text]
    .map((character) => {
      if (character === "'" || character === '\\') return `\\${character}`;
      return printable(character) === character
        ? character
        : octetsFromText(character).replace(/[\s\S]/g, (octet) => `\\${octal(octet)}`);
    })
    .join('')}'`;

/**
 * Writes text as one quoted word for sh, bash, zsh, or fish. Single quotes are written outside the quoted parts. So is
 * a backslash that precedes a quote, another backslash, or the end, because fish reads these as escapes inside quotes
 * (https://fishshell.com/docs/current/language.html#quotes).
 */
export const quoted = (text: string) => `'${text.replace(/'|\\(?=['\\]|$)/g, "'\\$&'")}'`;
