/** Writes a page or a report to a file or to standard output. */

import type { OptionDefinition } from '../app/options/option-values.ts';
import type { Files } from '../app/world/files.ts';
import type { Terminal } from '../app/world/terminal.ts';
import { octetsFromText } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { printable } from '../pages/characters/visible.ts';
import type { WalkFacts } from '../pages/facts.ts';

export const HTML_OPTION: OptionDefinition = {
  flags: '--html <file>',
  says: 'the whole walk as one HTML page that loads nothing else; - for standard output',
};

/** The number of milliseconds to wait for the reader of a FIFO. */
const PATIENCE = 10_000;

/**
 * Writes text to a file, which keeps its old content until the new content is complete. `-` is standard output. Reports
 * the text's location on standard error.
 */
export async function writeOutput(world: Files & Terminal, path: string, unmasked: string): Promise<Problem | null> {
  const text = world.masked(unmasked);
  if (path === '-') {
    world.output(text);
    return null;
  }
  const file = await world.createFile(path, AbortSignal.timeout(PATIENCE));
  if (isProblem(file)) return file;
  const bytes = Buffer.from(octetsFromText(text), 'latin1');
  const failed = (await file.write(bytes)) ?? (await file.finish());
  if (failed) {
    await file.abandon();
    return failed;
  }
  world.errors(`sigv4: ${printable(path)} is written, ${bytes.length} bytes.\n`);
  return null;
}

/** Writes a walk as a page. The renderer is loaded only when needed. */
export async function writeHtml(world: Files & Terminal, path: string, facts: WalkFacts): Promise<Problem | null> {
  const { walkHtml } = await import('../outputs/html/walk-html.ts');
  return writeOutput(world, path, walkHtml(facts));
}
