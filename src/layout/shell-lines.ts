/** Breaks a line of a shell script, so that what is typed or copied from the rows does what the line does. */

/** Ends a row if the command continues on the next row. */
const CONTINUED = ' \\';
const INDENT = '  ';
/** Ends a row if the same word continues on the next row, which then has no indent (POSIX, XCU 2.2.1). */
const SAME_WORD = '\\';

/**
 * Breaks a line into rows of at most `width` characters, if possible. A row ends at a space outside quotes, with a
 * backslash. With `broken`, a word that is wider than a row goes on in the next one, and quotes around it are closed and
 * opened again, because a row that ends inside quotes would put a newline into the word.
 */
export function shellLines(line: string, width: number, longWords: 'whole' | 'broken' = 'whole'): string[] {
  if (line.length <= width) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const room = width - CONTINUED.length;
  const rows: string[] = [];
  for (const word of wordsOf(line.slice(indent.length))) {
    const last = rows.at(-1);
    const longer = last === undefined ? indent + word : `${last} ${word}`;
    if (longer.length <= room) {
      rows[Math.max(rows.length - 1, 0)] = longer;
      continue;
    }
    const usual = last === undefined ? indent : indent + INDENT;
    const isWhole = word.length <= room || longWords === 'whole';
    // A word that fits only without an indent has none.
    const before = longWords === 'broken' && isWhole && usual.length + word.length > room ? '' : usual;
    const pieces = isWhole ? [word] : piecesOf(word, room - before.length, room);
    if (last !== undefined) rows[rows.length - 1] += CONTINUED;
    rows.push(
      ...pieces.map((piece, at) => (at === 0 ? before : '') + piece + (at < pieces.length - 1 ? SAME_WORD : '')),
    );
  }
  return rows;
}

/** Splits a line at the spaces outside quotes. A backslash at the end, and what follows a quote, stay with their word. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '\\' && quote !== "'") {
      word += line.slice(at, at + 2);
      at++;
      continue;
    }
    if (character === ' ' && quote === '') {
      words.push(word);
      word = '';
      continue;
    }
    if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    word += character;
  }
  return [...words, word];
}

/** A part of a word that is never broken: a character, an escape, or an expansion. */
interface Atom {
  readonly text: string;
  readonly quote: string;
}

/** Breaks a word into pieces that are quoted as the word is. Only an expansion may be wider than its room. */
function piecesOf(word: string, first: number, others: number): string[] {
  const pieces: Atom[][] = [[]];
  for (const atom of atomsOf(word)) {
    const last = pieces.at(-1) ?? [];
    const isFull = quoted([...last, atom]).length > (pieces.length === 1 ? first : others);
    if (isFull && last.length > 0) pieces.push([...last.splice(endOfPart(last)), atom]);
    else last.push(atom);
  }
  return pieces.map(quoted);
}

const PART_ENDS: ReadonlySet<string> = new Set(['/', '&', ';', ',', '=', '.', ' ', '\\n']);

/** Returns the end of the last part of a word, such as a name in a path, if that is in the last third of the atoms. */
function endOfPart(atoms: readonly Atom[]): number {
  const end = atoms.findLastIndex(({ text }) => PART_ENDS.has(text)) + 1;
  return end * 3 > atoms.length * 2 ? end : atoms.length;
}

/** Matches an expansion of a variable or a command, which may have quotes of its own, or an escape. */
const EXPANSION = /^(?:\$\{[^{}]*\}|\$\((?:[^()']|'[^']*')*\)|\$\w+|`[^`]*`|\\.)/s;
/** Matches what a reader takes for one character of a format, in single quotes. */
const IN_FORMAT = /^(?:\\[^']|%[0-9A-Fa-f]{2})/;

function atomsOf(word: string): Atom[] {
  const atoms: Atom[] = [];
  let quote = '';
  for (let at = 0; at < word.length; ) {
    const rest = word.slice(at);
    const text = (quote === "'" ? IN_FORMAT : EXPANSION).exec(rest)?.[0] ?? rest.charAt(0);
    at += text.length;
    if (text === quote) quote = '';
    else if (quote === '' && (text === "'" || text === '"')) quote = text;
    else atoms.push({ text, quote });
  }
  return atoms;
}

function quoted(atoms: readonly Atom[]): string {
  let quote = '';
  let text = '';
  for (const atom of atoms) {
    if (atom.quote !== quote) text += quote + atom.quote;
    quote = atom.quote;
    text += atom.text;
  }
  return text + quote;
}
