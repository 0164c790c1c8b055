/** The shape of a command. Help, and all that is generated from the commands, reads these objects. */
import type { Problem } from '../bytes/problem.ts';
import type { World } from './world.ts';

export interface OptionDefinition {
  /** As in the help: `--port <number>`. */
  readonly flags: string;
  readonly says: string;
}

/** By the camel-case name of the option. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export interface Command {
  readonly name: string;
  /** One line. */
  readonly says: string;
  readonly options: readonly OptionDefinition[];
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Resolves with the exit code: 0 done, 1 the answer is no, 2 usage. */
  readonly run: (world: World, options: OptionValues) => Promise<number>;
}

export const DONE = 0;
export const ANSWER_IS_NO = 1;
export const USAGE = 2;

/** A problem for a person: what is wrong, then how to mend it. */
export function problemText({ says, mend }: Problem): string {
  return `sigv4: ${says} ${mend}\n`;
}
