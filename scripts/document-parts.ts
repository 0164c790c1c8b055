/** The parts of documents that are made from tables. Each is between two comments that name it. */

import { KEY_MODES, type KeysOfMode } from '../src/app/keys/keys.ts';
import { ENVIRONMENT, EXIT_CODES, FILES } from '../src/app/options/surroundings.ts';
import { loadCommands } from '../src/commands/table.ts';

const COMMANDS = await loadCommands();

interface Part {
  /** The document that has it. */
  readonly path: string;
  readonly lines: () => readonly string[];
}

/** Each part by its name. */
export const DOCUMENT_PARTS: Readonly<Record<string, Part>> = {
  commands: { path: 'docs/guide.md', lines: commandLines },
  completion: { path: 'docs/guide.md', lines: completionLines },
  keys: { path: 'docs/keys.md', lines: () => KEY_MODES.flatMap(keyLines) },
  'exit-codes': { path: 'docs/formats.md', lines: () => meanings('exit code', EXIT_CODES) },
  environment: { path: 'docs/formats.md', lines: () => meanings('variable', ENVIRONMENT) },
  files: { path: 'docs/formats.md', lines: () => meanings('file', FILES) },
};

/** Replaces the parts of the document at `path` with what the tables say; returns a sentence when a part has no place in it. */
export function withParts(path: string, document: string): { readonly text: string } | { readonly says: string } {
  let text = document;
  for (const [name, part] of Object.entries(DOCUMENT_PARTS)) {
    if (part.path !== path) continue;
    const [start, end] = [`<!-- ${name}: made by npm run documents -->\n`, `<!-- end of ${name} -->\n`];
    const from = text.indexOf(start);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0)
      return { says: `${path} has no place for "${name}". Add these lines to it: ${start}${end}` };
    text = `${text.slice(0, from)}${start}\n${part.lines().join('\n')}\n\n${text.slice(to)}`;
  }
  return { text };
}

function commandLines(): string[] {
  const rows = COMMANDS.map(({ name, operands, says }) => [
    code(`sigv4 ${[name, ...operands.map(([word]) => word)].join(' ')}`),
    cell(says),
  ]);
  return table(['command', 'what it does'], rows);
}

function completionLines(): string[] {
  const examples = COMMANDS.find(({ name }) => name === 'completion')?.examples ?? [];
  const width = Math.max(...examples.map(([line]) => line.length));
  return ['```sh', ...examples.map(([line, says]) => `${line.padEnd(width)}   # ${says}`), '```'];
}

function meanings(head: string, rows: Readonly<Record<string, string>>): string[] {
  return table(
    [head, ''],
    Object.entries(rows).map(([name, says]) => [cell(name), cell(says)]),
  );
}

function keyLines({ title, keys }: KeysOfMode, index: number): string[] {
  const rows = table(
    ['key', 'what it does'],
    keys.map(({ shown, says }) => [code(shown), cell(says)]),
  );
  return [...(index > 0 ? [''] : []), `## ${title}`, '', ...rows];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |');
  return [row(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(row)];
}

/** Escapes what a table cell cannot contain: a bar would end it, and < would begin a tag. */
const cell = (text: string) => text.replaceAll('|', '\\|').replace(/<(?=[a-z/!])/gi, '&lt;');

/** Marks a text as code; in a table, a bar needs its backslash there too. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const room = text.includes('`') ? ' ' : '';
  return `${fence}${room}${text.replaceAll('|', '\\|')}${room}${fence}`;
}
