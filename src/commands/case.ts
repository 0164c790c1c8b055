/** Implements the options `--case` and `--note` of walk, verify, and diagnose. */
import type { CaseFacts } from '../app/cases/make-case.ts';
import { complain } from '../app/options/command.ts';
import { listOf, type OptionDefinition, type OptionValues } from '../app/options/option-values.ts';
import type { World } from '../app/world/world.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { writeOutput } from './write-output.ts';

export const CASE_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--case <file>',
    says: 'a case that sigv4 open shows again, without secrets: request, scope, expected values, verdict, notes; - for standard output',
  },
  { flags: '--note <text>', says: 'with --case, a sentence to keep in it; may be repeated', repeats: true },
];

/** Writes the case. Resolves with `exitCode`, or with the exit code of a problem. */
export async function writeCase(
  world: World,
  { case: path, note }: OptionValues,
  facts: CaseFacts | Problem,
  exitCode: number,
): Promise<number> {
  const { caseFile } = await import('../app/cases/make-case.ts');
  const text = isProblem(facts) ? facts : caseFile(world.version, facts, listOf(note));
  const failed = isProblem(text) ? text : await writeOutput(world, String(path), text);
  return failed ? complain(world, failed) : exitCode;
}
