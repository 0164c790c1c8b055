/**
 * Defines the command `sigv4 completion`, which prints a script for a shell. The script is generated from the table of
 * commands.
 */

import {
  type Command,
  command,
  DONE,
  HELP_COMMAND,
  HELP_OPTION,
  type NamedCommand,
  VERSION_OPTION,
} from '../app/options/command.ts';
import type { OptionDefinition } from '../app/options/option-values.ts';
import type { Terminal } from '../app/world/terminal.ts';
import { bashCompletion } from '../outputs/completion/bash.ts';
import { fishCompletion } from '../outputs/completion/fish.ts';
import type {
  CompletedCommand,
  CompletedOption,
  CompletedProgram,
  CompletedValue,
  CompletedWord,
} from '../outputs/completion/program.ts';
import { zshCompletion } from '../outputs/completion/zsh.ts';
import type { FixtureFiles } from '../vectors/fixture-files.ts';

/** The parts of the world that the command uses: the files of the course name the lessons. */
type Needed = Pick<Terminal, 'output' | 'errors' | 'errorsWidth' | 'nameOfOption'> & { readonly lessons: FixtureFiles };

const SCRIPTS = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);
const SHELLS = [...SCRIPTS.keys()];

/** Creates the command. `commands` loads all commands, which include this one. */
export function completion(commands: () => Promise<readonly [NamedCommand, ...NamedCommand[]]>): Command<Needed> {
  return command({
    operands: [['<shell>', SHELLS.join(', '), SHELLS]],
    options: {},
    examples: {
      'eval "$(sigv4 completion bash)"': 'in ~/.bashrc',
      'source <(sigv4 completion zsh)': 'in ~/.zshrc, after compinit',
      'sigv4 completion fish | source': 'in ~/.config/fish/config.fish',
    },
    run: async (world: Needed, _options, [shell = '']) => {
      const script = SCRIPTS.get(shell) ?? bashCompletion;
      world.output(script(completedProgram(await commands(), world.lessons)));
      return DONE;
    },
  });
}

/**
 * Describes the commands for a shell, including the help and the version. `lessons` contains the files of the course.
 */
export function completedProgram(
  [usual, ...others]: readonly [NamedCommand, ...NamedCommand[]],
  lessons: FixtureFiles,
): CompletedProgram {
  const completed = (command: NamedCommand) => completedCommand(command, lessons);
  const names = [usual, ...others].map(({ name }) => name);
  const help: CompletedCommand = {
    name: HELP_COMMAND.name,
    says: HELP_COMMAND.says,
    operands: [completedValue(HELP_COMMAND.operand, { kind: 'one-of', words: names })],
    options: [],
  };
  return {
    options: [completedOption(VERSION_OPTION)],
    commands: [completed(usual), ...others.map(completed), help],
  };
}

function completedCommand({ name, says, operands, options }: NamedCommand, lessons: FixtureFiles): CompletedCommand {
  return {
    name,
    says: oneLine(says),
    operands: operands.map(([words, , values]) => {
      const known = typeof values === 'function' ? values(lessons) : values;
      return completedValue(words, known && { kind: 'one-of', words: known });
    }),
    options: [...options, HELP_OPTION].map(completedOption),
  };
}

function completedOption({ flags, says, repeats, as }: OptionDefinition): CompletedOption {
  const words = flags.split(/[\s,]+/);
  const value = words.find((word) => /^[<[]/.test(word));
  return {
    names: words.filter((word) => word.startsWith('-')),
    says: oneLine(says),
    takes: value === undefined ? null : completedValue(value, as?.completes),
    repeats: repeats ?? false,
  };
}

/** Describes a value by its placeholder in the help. Of an operand, the placeholder also says what a shell completes. */
function completedValue(words: string, completes?: CompletedWord): CompletedValue {
  const name = words.replace(/[<>[\].]/g, '');
  return { name, word: completes ?? OPERANDS[name] ?? { kind: 'anything' }, repeats: words.includes('...') };
}

const OPERANDS: Readonly<Record<string, CompletedWord>> = {
  file: { kind: 'file' },
  input: { kind: 'file' },
  folder: { kind: 'folder' },
};

/** Replaces control characters with spaces, because a shell would send them to the terminal. */
const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
