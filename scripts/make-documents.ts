/** Makes what the documents say of commands and keys: `npm run documents`; with --check, says whether they are up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DOCUMENT_PARTS, withParts } from './document-parts.ts';

export const WHAT_TO_RUN = 'Run npm run documents and commit what it writes.';

/** Makes the documents as the tables want them, by path; throws when a part has no place in its document. */
export function documents(): ReadonlyMap<string, string> {
  const paths = new Set(Object.values(DOCUMENT_PARTS).map(({ path }) => path));
  return new Map([...paths].map((path) => [path, made(path)]));
}

/** Lists the documents that are not as the tables want them. */
export function staleDocuments(): string[] {
  return [...documents()].filter(([path, wanted]) => contents(path) !== wanted).map(([path]) => path);
}

function made(path: string): string {
  const document = withParts(path, readFileSync(path, 'utf8'));
  if ('says' in document) throw new Error(document.says);
  return document.text;
}

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
