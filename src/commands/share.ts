/**
 * Implements the option `--share` of `diagnose` and `verify`, which writes a report for an issue tracker. The report
 * contains no secrets and nothing that identifies people.
 */
import { type Shared, sharedReport } from '../app/exports/shared-report.ts';
import { complain } from '../app/options/command.ts';
import { listOf, type OptionDefinition, type OptionValues } from '../app/options/option-values.ts';
import type { World } from '../app/world/world.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { REPLACED_KINDS } from '../evidence/anonymize.ts';

export const SHARE_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--share',
    says: 'a report in Markdown for an issue tracker: names of accounts, keys, buckets and hosts are replaced, signatures cut',
  },
  {
    flags: '--reveal <names>',
    says: `with --share, what is not replaced, separated by commas: ${REPLACED_KINDS.join(', ')}`,
  },
];

/**
 * Prints a list of the replacements, and then the report. Resolves with `exitCode`, or with the exit code of a problem.
 */
export async function share(world: World, options: OptionValues, shared: Shared, exitCode: number): Promise<number> {
  const revealed = readRevealed(options);
  if (isProblem(revealed)) return complain(world, revealed);
  const { text, replaced } = await sharedReport(world.version, shared, revealed);
  world.errors(replaced.map((says) => `sigv4: ${says}\n`).join(''));
  world.output(text);
  return exitCode;
}

function readRevealed({ share: isShared, reveal }: OptionValues): ReadonlySet<string> | Problem {
  const words = listOf(reveal).flatMap((list) => list.split(','));
  if (words.length > 0 && !isShared)
    return problem('option', '--reveal is for --share.', 'Add --share, or leave it out.');
  const unknown = words.find((word) => !REPLACED_KINDS.some((kind) => kind === word));
  if (unknown === undefined) return new Set(words);
  return problem(
    'option',
    `--reveal ${JSON.stringify(unknown)} is not replaced.`,
    `It takes ${REPLACED_KINDS.join(', ')}.`,
  );
}
