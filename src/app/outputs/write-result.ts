/** Writes the result of a command in the form that its options select. */
import { isProblem } from '../../bytes/problem.ts';
import { type OutputForm, writtenAs } from '../../outputs/form.ts';
import { OUTPUTS, SPOKEN } from '../../outputs/table.ts';
import type { Result, ResultKind } from '../../views/results.ts';
import { complain } from '../options/command.ts';
import { listOf } from '../options/option-values.ts';
import type { Files } from '../world/files.ts';
import type { Terminal } from '../world/terminal.ts';
import type { Surroundings } from '../world/world.ts';
import { chosenForm, type OutputValues } from './output-options.ts';
import { writeOutput } from './write-file.ts';

/** The parts of the world that writing a result uses. */
export type OutputWorld = Pick<Files, 'createFile'> &
  Terminal &
  Pick<Surroundings, 'version' | 'environment' | 'pageScript'>;

/** Writes the result. Resolves with `exitCode`, or with the exit code of a problem. */
export async function writeResult<Kind extends ResultKind>(
  world: OutputWorld,
  options: OutputValues,
  result: Result<Kind>,
  exitCode: number,
): Promise<number> {
  return writeAs(chosenForm(options), world, options, result, exitCode);
}

const [PLAIN] = OUTPUTS;

/** Returns whether pictures are drawn, and not told in words as for a screen reader. */
export const isDrawn = ({ environment }: OutputWorld, options: OutputValues): boolean =>
  options[SPOKEN.name] !== true && environment.TERM !== 'dumb';

async function writeAs<Kind extends ResultKind>(
  form: OutputForm,
  world: OutputWorld,
  options: OutputValues,
  result: Result<Kind>,
  exitCode: number,
): Promise<number> {
  const { version, outputWidth: width, outputHeight: height, pageScript, nameOfOption } = world;
  const given = (name: string) => listOf(options[name]);
  const manner = { version, width, height, isDrawn: isDrawn(world, options), pageScript, nameOfOption, given };
  const made = await writtenAs(form, result, manner);
  // What a form has nothing to show of is shown as plain text.
  if (made === null && form !== PLAIN) return writeAs(PLAIN, world, options, result, exitCode);
  if (made === null) throw new Error(`Nothing shows ${result.kind} as plain text.`);
  if (isProblem(made)) return complain(world, made);
  world.errors(made.remarks.map((says) => `sigv4: ${says}\n`).join(''));
  const path = options[form.name];
  const failed = await writeOutput(world, typeof path === 'string' ? path : '-', made.content);
  return failed ? complain(world, failed) : exitCode;
}
