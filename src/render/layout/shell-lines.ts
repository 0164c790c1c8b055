/** Breaks a line of a shell script, so that what is copied from the rows does what the line does. */

/** Ends a row if the command continues on the next row. */
export const CONTINUED = ' \\';
const INDENT = '  ';

/**
 * Breaks a line into rows of at most `width` characters, if possible. A row ends only at a space outside quotes, with a
 * backslash; a word that is wider than a row stays whole.
 */
export function shellLines(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const rows: string[] = [];
  for (const word of wordsOf(line.slice(indent.length))) {
    const last = rows.at(-1);
    const longer = last === undefined ? indent + word : `${last} ${word}`;
    if (last === undefined || longer.length + CONTINUED.length <= width) rows[Math.max(rows.length - 1, 0)] = longer;
    else rows.push(`${indent}${INDENT}${word}`);
  }
  return rows.map((row, at) => (at < rows.length - 1 ? row + CONTINUED : row));
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
