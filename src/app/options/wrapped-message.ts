/** Breaks messages for a terminal at spaces, because a terminal breaks them in the middle of words. */

/** The indent of continuation rows, in cells, in addition to the indent of the line. */
const CONTINUATION = 2;

/** Breaks the lines of a text so that they fit into `width` cells; `null` breaks nothing. A longer word stays whole. */
export function wrappedMessage(text: string, width: number | null): string {
  if (width === null) return text;
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width))
    .join('\n');
}

function wrappedLine(line: string, width: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const rows: string[] = [];
  let row = indent;
  for (const [at, word] of line.slice(indent.length).split(' ').entries()) {
    const longer = at === 0 ? `${row}${word}` : `${row} ${word}`;
    if (at === 0 || longer.length <= width) row = longer;
    else {
      rows.push(row);
      row = `${indent}${' '.repeat(CONTINUATION)}${word}`;
    }
  }
  return [...rows, row].join('\n');
}
