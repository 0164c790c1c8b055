/** The parts of the README that are made from tables. Each stands between two comments that name it. */

import { KEY_MODES, type KeysOfMode } from '../src/app/keys/keys.ts';
import { EXIT_CODES } from '../src/app/options/surroundings.ts';
import { COMMANDS } from '../src/commands/table.ts';

const PARTS: Readonly<Record<string, () => string[]>> = {
  commands: () =>
    table(
      ['command', 'what it does'],
      COMMANDS.map(({ name, operands, says }) => [
        code(`sigv4 ${[name, ...operands.map(([word]) => word)].join(' ')}`),
        cell(says),
      ]),
    ),
  keys: () => KEY_MODES.flatMap(keysPart),
  'exit-codes': () =>
    table(
      ['exit code', ''],
      EXIT_CODES.map(([exitCode, says]) => [String(exitCode), cell(says)]),
    ),
  completion: () => {
    const examples = COMMANDS.find(({ name }) => name === 'completion')?.examples ?? [];
    const width = Math.max(...examples.map(([line]) => line.length));
    return ['```sh', ...examples.map(([line, says]) => `${line.padEnd(width)}   # ${says}`), '```'];
  },
};

/** The names of the parts. */
export const README_PARTS = Object.keys(PARTS);

/** The README with each part as the tables have it; a sentence where a part has no place. */
export function readmeWithParts(readme: string): { readonly text: string } | { readonly says: string } {
  let text = readme;
  for (const [name, part] of Object.entries(PARTS)) {
    const [start, end] = [`<!-- ${name}: made by npm run documents -->\n`, `<!-- end of ${name} -->\n`];
    const from = text.indexOf(start);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0)
      return { says: `README.md has no place for "${name}": put these lines into it: ${start}${end}` };
    text = `${text.slice(0, from)}${start}\n${part().join('\n')}\n\n${text.slice(to)}`;
  }
  return { text };
}

function keysPart({ title, keys }: KeysOfMode, index: number): string[] {
  const rows = table(
    ['key', 'what it does'],
    keys.map(({ shown, says }) => [code(shown), cell(says)]),
  );
  return KEY_MODES.length > 1 ? [...(index > 0 ? [''] : []), `${title}:`, '', ...rows] : rows;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |');
  return [row(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(row)];
}

/** A bar would end the cell, and < begin a tag. */
const cell = (text: string) => text.replaceAll('|', '\\|').replace(/<(?=[a-z/!])/gi, '&lt;');

/** As code; in a table, a bar needs its backslash there too. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const room = text.includes('`') ? ' ' : '';
  return `${fence}${room}${text.replaceAll('|', '\\|')}${room}${fence}`;
}
