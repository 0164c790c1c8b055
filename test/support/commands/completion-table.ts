/** What completion must offer, read from the table of commands for itself, and a table that is all quotation marks. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wordsOf } from '../../../src/app/options/option-values.ts';
import { loadCommands } from '../../../src/commands/table.ts';
import type { CompletedProgram } from '../../../src/outputs/completion/program.ts';

const COMMANDS = await loadCommands();

/** Every command of the program, and help. */
export const COMMAND_NAMES = [...COMMANDS.map(({ name }) => name), 'help'];

/** Every command with every name of its options. */
export const OPTION_NAMES = COMMANDS.map(({ name, options }) => ({
  command: name,
  names: [...options.flatMap(({ flags }) => flags.match(/(?<![\w-])--?[A-Za-z][\w-]*/g) ?? []), '-h', '--help'],
}));

/** Every option that has a list of values, as it is on a line, with the list. */
export const OPTION_VALUES = COMMANDS.flatMap(({ name, options }) =>
  options.flatMap((option) => {
    const values = [...wordsOf(option)];
    return values.length > 0 ? [{ line: `sigv4 ${name} ${option.flags.split(' ')[0]} `, values }] : [];
  }),
);

/** A folder with files whose names are awkward to write. */
export function awkwardFolder(): { readonly path: string; readonly remove: () => void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'sigv4-completion-')));
  for (const name of ['README.md', 'my file', "it's", 'a$b']) writeFileSync(join(path, name), '');
  mkdirSync(join(path, 'folder'));
  writeFileSync(join(path, 'folder', 'inside'), '');
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

export const HOSTILE_TEXT = `it's "q" $(touch BROKEN) \`touch BROKEN\` [a] b: c\\ %s $HOME ;|&<>*?~!#{}`;
export const HOSTILE_WORDS = [
  'a b',
  'c:d',
  '$(touch BROKEN)',
  "e'f",
  'g\\h',
  '`touch BROKEN`',
  '*',
  ';touch BROKEN',
  'i=j',
];

/** A command whose every text would do harm where it is not quoted. */
export const HOSTILE_PROGRAM: CompletedProgram = {
  options: [],
  commands: [
    {
      name: 'do',
      says: HOSTILE_TEXT,
      operands: [],
      options: [
        {
          names: ['-w', '--word'],
          says: HOSTILE_TEXT,
          takes: { name: `n:[]'`, word: { kind: 'one-of', words: HOSTILE_WORDS }, repeats: false },
          repeats: false,
        },
        { names: ['--void'], says: HOSTILE_TEXT, takes: null, repeats: false },
      ],
    },
    { name: 'rest', says: 'nothing', operands: [], options: [] },
  ],
};

/** The same with other words. */
export function programWithWords(words: readonly string[]): CompletedProgram {
  const takes = { name: 'word', word: { kind: 'one-of', words }, repeats: false } as const;
  const option = { names: ['--word'], says: words.join(' '), takes, repeats: false };
  return { options: [], commands: [{ name: 'do', says: words.join(' '), operands: [], options: [option] }] };
}
