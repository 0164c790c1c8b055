/** Makes what the documents say of commands and keys: `npm run documents`; with --check, says whether they are up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { version } from '../package.json';
import { manualPage } from './manual-page.ts';
import { readmeWithParts } from './readme-parts.ts';

export const MANUAL = 'docs/sigv4.1';
export const README = 'README.md';

/** The documents as they should be, by path. */
export function documents(): ReadonlyMap<string, string> {
  const readme = readmeWithParts(readFileSync(README, 'utf8'));
  if ('says' in readme) throw new Error(readme.says);
  return new Map([
    [MANUAL, manualPage(version)],
    [README, readme.text],
  ]);
}

/** Those that are not as they should be. */
export function staleDocuments(): string[] {
  return [...documents()].filter(([path, wanted]) => contents(path) !== wanted).map(([path]) => path);
}

export const WHAT_TO_RUN = 'Run npm run documents and commit what it writes.';

function contents(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function main(commandLine: readonly string[]): number {
  const stale = staleDocuments();
  if (!commandLine.includes('--check')) {
    for (const [path, text] of documents()) if (stale.includes(path)) writeFileSync(path, text);
    return 0;
  }
  if (stale.length === 0) return 0;
  process.stderr.write(`Not up to date with the tables of commands and keys: ${stale.join(', ')}. ${WHAT_TO_RUN}\n`);
  return 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv.slice(2));
