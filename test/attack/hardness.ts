/** Writes what a run found into its section of docs/hardness.md, with the machine that it was found on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

const DOCUMENT = 'docs/hardness.md';

/** Replaces the section between the marks of this name. */
export function writeHardness(name: string, content: string): void {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${DOCUMENT} has no section ${name}.`);
  const machine = `Node.js ${process.versions.node}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}.`;
  writeFileSync(DOCUMENT, `${text.slice(0, from)}${start}\n${machine}\n\n${content}\n\n${text.slice(to)}`);
}
