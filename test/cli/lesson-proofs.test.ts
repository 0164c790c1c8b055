/** The shell commands of the lessons: they print what they prove, also if they are typed from the rows of a screen. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { commandLines } from '../../src/views/lessons/value-lines.ts';
import { tutorial } from '../support/fixtures.ts';

const PROOFS = readLessons(tutorial).flatMap(({ name, proof }) =>
  proof.map(({ command, prints }, at) => ({ name: `${name} ${at + 1}`, command, prints })),
);

const printedBy = (script: string) => {
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  return { stdout: stdout.trim(), stderr };
};

/** The rows of a page without its margin of two cells. */
const rowsOf = (command: string, width: number) =>
  plainBlocks(commandLines(command), width).replace(/^ {2}/gm, '').trimEnd().split('\n');

describe.each(PROOFS)('the proof of $name', ({ command, prints }) => {
  it('prints what the lesson says', () => {
    expect(printedBy(command)).toEqual({ stdout: prints.trim(), stderr: '' });
  });

  it.each([60, 80])('does the same from the rows of a screen of %i columns, which fit', (width) => {
    const rows = rowsOf(command, width);
    expect(rows.filter((row) => row.length > width - 2)).toEqual([]);
    expect(printedBy(rows.join('\n'))).toEqual({ stdout: prints.trim(), stderr: '' });
  });

  it.each([60, 80])('ends no row of a screen of %i columns inside quotes', (width) => {
    for (const row of rowsOf(command, width)) expect(quoteAtEnd(row)).toBe('');
  });
});

/** An independent reading of quotes, without what is nested in them. */
function quoteAtEnd(row: string): string {
  let quote = '';
  for (const [text] of row.matchAll(/\\.|["']|[^\\"']+/gs)) {
    if (text === quote) quote = '';
    else if (quote === '' && /^["']$/.test(text)) quote = text;
  }
  return quote;
}
