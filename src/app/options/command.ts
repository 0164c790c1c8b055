/** Defines a command. The help, and everything else that is generated from the commands, reads these objects. */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import { printable } from '../../views/characters/visible.ts';
import type { NameOfOption } from '../../views/input-words.ts';
import type { Terminal } from '../world/terminal.ts';
import {
  type OptionDefinition,
  type OptionDefinitions,
  type OptionValues,
  readOptions,
  type ValuesOf,
} from './option-values.ts';
import { unknownWord } from './value-kinds.ts';

/**
 * An operand: its placeholder in the usage text, such as `[url]`; its description; and, if only certain values are
 * allowed, those values.
 */
export type Operand = readonly [words: string, says: string, values?: readonly string[] | LessonValues];

/** Returns the allowed values when they depend on the lessons of the course. */
export type LessonValues = (lessons: FixtureFiles) => readonly string[];

/**
 * A row of the table of commands. The table is loaded at every start, so it has only what the list of commands shows. The
 * rest is loaded for one command.
 */
export interface ListedCommand<Needs> {
  readonly name: string;
  readonly says: string;
  readonly load: () => Promise<Command<Needs>>;
}

/** A command with its name. One that is only described, and not run, may need anything. */
export type NamedCommand<Needs = never> = Omit<ListedCommand<Needs>, 'load'> & Command<Needs>;

/**
 * What the file of a command defines: what the command takes and what it does. `Needs` is the parts of the world that
 * it uses.
 */
export interface Command<Needs> {
  readonly operands: readonly Operand[];
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly (readonly [string, string])[];
  /**
   * The parts of the format that the command reads and writes, each with a description. Only commands that have a
   * format of their own have such parts.
   */
  readonly format: readonly (readonly [string, string])[];
  /** Returns everything that is wrong with options and operands. It says what `nameOf` calls the options. */
  readonly problemsOf: (
    options: OptionValues,
    operands: readonly string[],
    nameOf?: NameOfOption,
  ) => readonly Problem[];
  /** Runs the command and resolves with the exit code. */
  readonly run: (world: Needs, options: OptionValues, operands: readonly string[]) => Promise<number>;
}

/** A command as its file writes it: its options by their names, and what it does with their values. */
interface CommandDefinition<Needs, Options extends OptionDefinitions> extends Pick<Command<Needs>, 'operands'> {
  /** Command lines, each with a description. */
  readonly examples: Readonly<Record<string, string>>;
  /** The parts of the format of the command, each with a description. */
  readonly format?: Readonly<Record<string, string>>;
  readonly options: Options;
  readonly run: (world: Needs, options: ValuesOf<Options>, operands: readonly string[]) => Promise<Exit>;
}

/** How a command ends: its exit code, or the problem that ended it, which is then printed. */
export type Exit = number | Problem;

/** What a command needs of the world to print a problem. */
type Complaining = Pick<Terminal, 'errors' | 'errorsWidth'>;

/** Defines a command. It runs if nothing is wrong with its options and operands; otherwise, all problems are printed. */
export function command<
  Needs extends Complaining & Pick<Terminal, 'nameOfOption'>,
  const Options extends OptionDefinitions,
>({ operands: taken, options, examples, format = {}, run }: CommandDefinition<Needs, Options>): Command<Needs> {
  const problemsOf: Command<Needs>['problemsOf'] = (given, operands, nameOf) => {
    const read = readOptions(options, given, nameOf);
    return [...taken.flatMap(unknownOperand(operands)), ...('problems' in read ? read.problems : [])];
  };
  return {
    operands: taken,
    options: Object.values(options),
    examples: Object.entries(examples),
    format: Object.entries(format),
    problemsOf,
    run: async (world, given, operands) => {
      const problems = problemsOf(given, operands, world.nameOfOption);
      const read = readOptions(options, given, world.nameOfOption);
      if ('values' in read && problems.length === 0) {
        const exit = await run(world, read.values, operands);
        return isProblem(exit) ? complain(world, exit) : exit;
      }
      for (const found of problems) complain(world, found);
      return USAGE;
    },
  };
}

/** Loads the code of a command. */
export async function loadCommand<Needs>({ name, says, load }: ListedCommand<Needs>): Promise<NamedCommand<Needs>> {
  return { name, says, ...(await load()) };
}

export const DONE = 0;
export const ANSWER_IS_NO = 1;
export const USAGE = 2;
/**
 * The exit code after Ctrl-C. After any other signal, the process ends with the code of that signal
 * (ending-signals.ts).
 */
export const INTERRUPTED = 130;
/** The exit code of `--fail` for an HTTP status of 400 or more, which is the same as curl's. */
export const HTTP_FAILED = 22;

/** The code of the problem of an output that was begun and could not be written completely. */
export const INCOMPLETE_OUTPUT = 'incomplete-output';
/** The exit codes of the problems that are not about the command line or an input. */
const EXIT_CODES: Readonly<Record<string, number>> = { interrupted: INTERRUPTED, [INCOMPLETE_OUTPUT]: ANSWER_IS_NO };

/** Writes a problem as a line for standard error. The line describes the problem and then says how to fix it. */
export function problemText({ says, fix }: Pick<Problem, 'says' | 'fix'>): string {
  return `sigv4: ${printable(`${says} ${fix}`)}\n`;
}

/** Returns a function that finds the word of an operand that is not one of its values. */
const unknownOperand =
  (words: readonly string[]) =>
  ([name, , values]: Operand, index: number): readonly Problem[] => {
    const word = words[index];
    return word === undefined || !Array.isArray(values) || values.includes(word)
      ? []
      : [unknownWord(`The ${name.replace(/\W/g, '')}`, word, values)];
  };

/** Prints a problem on standard error and returns the given exit code. */
export function complain(world: Complaining, found: Problem, exitCode = EXIT_CODES[found.code] ?? USAGE): number {
  world.errors(wrappedMessage(problemText(found), world.errorsWidth()));
  return exitCode;
}

export const PROGRAM_SAYS = 'Walk through AWS Signature Version 4 for S3, step by step, down to the bytes on the wire.';

export const HELP_OPTION: OptionDefinition = { flags: '-h, --help', says: 'show this help' };

/** The version option of the program, which is given without a command. */
export const VERSION_OPTION: OptionDefinition = { flags: '-V, --version', says: 'print the version of this program' };

export const HELP_COMMAND = { name: 'help', operand: '[command]', says: 'The help of a command.' } as const;

/** The indent of continuation rows, in cells, in addition to the indent of the line. */
const CONTINUATION = 2;

/** Breaks the lines of a text so that they fit into `width` cells; `null` breaks nothing. A longer word stays whole. */
export function wrappedMessage(text: string, width: number | null): string {
  if (width === null) return text;
  return text
    .split('\n')
    .map((line) => wrappedLine(line, width))
    .join('\n');
}

function wrappedLine(line: string, width: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const rows: string[] = [];
  let row = indent;
  for (const [at, word] of line.slice(indent.length).split(' ').entries()) {
    const longer = at === 0 ? `${row}${word}` : `${row} ${word}`;
    if (at === 0 || longer.length <= width) row = longer;
    else {
      rows.push(row);
      row = `${indent}${' '.repeat(CONTINUATION)}${word}`;
    }
  }
  return [...rows, row].join('\n');
}
