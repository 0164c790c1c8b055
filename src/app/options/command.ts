/** The shape of a command. Help, and all that is generated from the commands, reads these objects. */
import type { Problem } from '../../bytes/problem.ts';
import { printable } from '../../pages/characters/visible.ts';
import type { FixtureFiles } from '../../vectors/vector.ts';
import type { World } from '../world/world.ts';
import type { OptionDefinition, OptionValues } from './option-values.ts';

/** A word behind the name of the command: `[url]`; what it is; all that it can be, where that is a list. */
export type Operand = readonly [words: string, says: string, values?: readonly string[] | LessonValues];

/** What depends on which lessons there are. */
export type LessonValues = (lessons: FixtureFiles) => readonly string[];

export interface Command {
  readonly name: string;
  /** One line. */
  readonly says: string;
  readonly operands: readonly Operand[];
  readonly options: readonly OptionDefinition[];
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** What it reads and writes, where that is a format of its own: each part with what it is. */
  readonly format?: readonly (readonly [string, string])[];
  /** Resolves with the exit code: 0 done, 1 the answer is no, 2 usage. */
  readonly run: (world: World, options: OptionValues, operands: readonly string[]) => Promise<number>;
}

export const DONE = 0;
export const ANSWER_IS_NO = 1;
export const USAGE = 2;
/** Ctrl-C, as shells have it. Where another signal interrupts, the process ends with its code instead: ending-signals.ts. */
export const INTERRUPTED = 130;
/** An HTTP status of 400 or more, with --fail, as curl has it. */
export const HTTP_FAILED = 22;

/** A problem for a person: what is wrong, then how to fix it. */
export function problemText({ says, fix }: Problem): string {
  return `sigv4: ${printable(`${says} ${fix}`)}\n`;
}

/** Says what is wrong; gives the exit code to end with. */
export function complain(world: Pick<World, 'errors'>, found: Problem, exitCode = USAGE): number {
  world.errors(problemText(found));
  return exitCode;
}

/** What this program is, in one sentence. */
export const PROGRAM_SAYS = 'Walk through AWS Signature Version 4 for S3, step by step, down to the bytes on the wire.';

/** Of each command, and of the program. */
export const HELP_OPTION: OptionDefinition = { flags: '-h, --help', says: 'this help' };

/** Of the program alone, before any command. */
export const VERSION_OPTION: OptionDefinition = { flags: '-V, --version', says: 'the version of this program' };

/** The command `sigv4 help`. */
export const HELP_COMMAND = { name: 'help', operand: '[command]', says: 'The help of a command.' } as const;
