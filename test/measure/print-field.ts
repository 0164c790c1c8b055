/** Prints how the failures of real clients are diagnosed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bestRuns, type FieldRun, runField, type SecretMode, worseByMore } from './field.ts';

/** The figures that have an aim, as counts. */
export interface FieldFigures {
  readonly firstWithSecret: number;
  readonly firstThreeWithout: number;
  readonly pairsNamed: number;
  readonly notSignatureSaid: number;
  readonly madeWorse: number;
}

/** Returns `null` if the folder of the failures is absent. */
export function printField(shared: string, filters: readonly string[]): FieldFigures | null {
  const folder = join(shared, 'causes', 'field');
  if (!existsSync(folder)) {
    console.log('Real failures: not run, because their folder is absent.');
    return null;
  }
  const runs = runField(folder, filters);
  if (filters.length > 0 || process.env.VERBOSE) for (const run of runs) console.log(inOneLine(run));
  for (const mode of ['none', 'server', 'client'] as const) console.log(inFigures(mode, countsOf(runs, mode)));
  const worse = worseByMore(runs);
  console.log(`Made worse by one file more or by the secret: ${worse.length}`);
  for (const line of worse) console.log(`  ${line}`);
  const [withSecret, without] = [countsOf(runs, 'server'), countsOf(runs, 'none')];
  return {
    firstWithSecret: withSecret.first,
    firstThreeWithout: without.three,
    pairsNamed: withSecret.pairsNamed,
    notSignatureSaid: withSecret.othersSaid,
    madeWorse: worse.length,
  };
}

const inOneLine = ({
  outcome,
  name,
  input,
  mode,
  milliseconds,
  isPairNamed,
  expected,
  causes,
  isSaidNotSignature,
}: FieldRun): string =>
  `${outcome.padEnd(13)} ${name} [${input}] ${mode} ${milliseconds.toFixed(0)} ms${expected.pair ? ` pair ${isPairNamed}` : ''}${isSaidNotSignature ? ' not-signature' : ''}\n    ${causes.slice(0, 4).join('\n    ')}`;

/** Counts of the runs with one kind of secret, by their best run of each case. */
function countsOf(runs: readonly FieldRun[], mode: SecretMode) {
  const ofMode = runs.filter((run) => run.mode === mode);
  const best = bestRuns(runs, mode).filter(
    ({ expected }) => expected.accept.length > 0 && expected.decidable !== false,
  );
  const cases = [...Map.groupBy(ofMode, ({ name }) => name).values()];
  const pairs = cases.filter(([run]) => run?.expected.pair);
  const others = cases.filter(([run]) => run?.expected.accept.length === 0);
  const count = (some: typeof cases, test: (run: FieldRun) => boolean) => some.filter((of) => of.some(test)).length;
  return {
    ofMode,
    decidable: best.length,
    first: best.filter(({ outcome }) => outcome === 'first').length,
    three: best.filter(({ outcome }) => ['first', 'misordered', 'top3', 'possible'].includes(outcome)).length,
    pairs: pairs.length,
    pairsNamed: count(pairs, (run) => run.isPairNamed),
    others: others.length,
    othersSaid: count(others, (run) => run.isSaidNotSignature),
  };
}

const inFigures = (mode: SecretMode, counts: ReturnType<typeof countsOf>): string =>
  [
    `Real failures, secret: ${mode}, ${counts.ofMode.length} runs: ${tally(counts.ofMode)}`,
    `  decidable with a cause: ${counts.first} first, ${counts.three} in the first three, of ${counts.decidable}`,
    `  pairs named: ${counts.pairsNamed} of ${counts.pairs}; not about the signature, said: ${counts.othersSaid} of ${counts.others}`,
  ].join('\n');

const tally = (runs: readonly FieldRun[]): string =>
  [...Map.groupBy(runs, ({ outcome }) => outcome)].map(([outcome, some]) => `${outcome} ${some.length}`).join(', ');
