/** Writes what a run found into its section of a document, with the machine that it was found on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

/** The documents whose sections are written by scripts. */
export const HARDNESS = 'docs/hardness.md';
export const BENCHMARKS = 'docs/benchmarks.md';

/** Replaces the section between the marks of this name. */
export function writeSection(document: string, name: string, content: string): void {
  const machine = `Node.js ${process.versions.node}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}.`;
  changeSection(document, name, () => `\n${machine}\n\n${content}\n\n`);
}

/** Replaces the rows of a table in a section that have the same first cell as one of these. */
export function replaceRows(document: string, name: string, rows: readonly string[]): void {
  const idOf = (row: string) => row.split('|')[1];
  changeSection(document, name, (section) =>
    section
      .split('\n')
      .map((line) => (line.startsWith('|') ? rows.find((row) => idOf(row) === idOf(line)) : undefined) ?? line)
      .join('\n'),
  );
}

function changeSection(document: string, name: string, change: (section: string) => string): void {
  const text = readFileSync(document, 'utf8');
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${document} has no section ${name}.`);
  const content = from + start.length;
  writeFileSync(document, `${text.slice(0, content)}${change(text.slice(content, to))}${text.slice(to)}`);
}
