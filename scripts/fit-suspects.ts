/**
 * `npm run suspects`: counts what accompanies the causes of real failures, and writes the counts that rank suspects.
 * Prints how well they rank and how right their likelihoods are, leaving out one case with its thread at a time, and
 * leaving out the signs too that no other case supports.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAUSES, FEATURES } from '../src/causes/table.ts';
import { type Counts, type Likelihoods, likelihoodsOf } from '../src/suspects/likelihood.ts';
import { countsOf, type KnownCase } from '../test/support/suspects/counting.ts';
import { type RankedCase, rankedCases } from '../test/support/suspects/ranked-cases.ts';

const SHARED = process.env.SIGV4_SHARED ?? join(import.meta.dirname, '..', '..', 'shared');
const OUTPUT = join(import.meta.dirname, '..', 'src', 'suspects', 'counts.ts');
const SHARPNESS = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

interface CatalogueRow {
  readonly id: string;
  readonly urls: readonly string[];
}

const catalogue: readonly CatalogueRow[] = JSON.parse(readFileSync(join(SHARED, 'causes', 'catalogue.json'), 'utf8'));
const all = ['cases', 'cases-2', 'cases-3'].flatMap((name) => rankedCases(join(SHARED, 'causes', name)));
const cases = all.filter(({ isRanked }) => isRanked);

/** The counts without the cases and threads of this URL. */
function countsWithout(url: string | null): Counts {
  const kept: readonly KnownCase[] = cases.filter((one) => one.url !== url);
  const threads = new Map(catalogue.map(({ id, urls }) => [id, urls.filter((one) => one !== url).length]));
  return countsOf(kept, threads, CAUSES, 1);
}

const COUNTS_LEFT_OUT: readonly Counts[] = cases.map(({ url }) => countsWithout(url));

const leftOut = (sharpness: number): readonly Likelihoods[] =>
  cases.map(({ observation }, index) => {
    const counts = COUNTS_LEFT_OUT[index] ?? countsWithout(null);
    return likelihoodsOf(observation, CAUSES, { ...counts, sharpness });
  });

const POINTED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  FEATURES.filter(({ isRule }) => !isRule).map(({ id }) => [
    id,
    new Set(CAUSES.filter(({ features }) => features.some((one) => one.id === id)).map((one) => one.id)),
  ]),
);

/** Returns whether the case has the sign, and the sign points to its cause. */
const supports = ({ cause, observation }: RankedCase, sign: string): boolean =>
  observation.features.has(sign) && POINTED.get(sign)?.has(cause) === true;

/** Returns what is observed of a case without the signs that only its own thread supports. */
function withoutOwnSigns(one: RankedCase): RankedCase['observation'] {
  const others = cases.filter(({ url }) => url !== one.url);
  const features = [...one.observation.features].filter(
    ([sign]) => !supports(one, sign) || others.some((other) => supports(other, sign)),
  );
  return { ...one.observation, features: new Map(features) };
}

/** Leaves out each case, and with it the signs that were written for it alone. */
const leftOutWithSigns = (sharpness: number): readonly Likelihoods[] =>
  cases.map((one, index) => {
    const counts = COUNTS_LEFT_OUT[index] ?? countsWithout(null);
    return likelihoodsOf(withoutOwnSigns(one), CAUSES, { ...counts, sharpness });
  });

/** The mean of the negative logarithm of what the right cause was given. */
function lossOf(results: readonly Likelihoods[]): number {
  const losses = results.map(({ causes, other }, index) => {
    const given = causes.get(cases[index]?.cause ?? '') ?? other / CAUSES.length;
    return -Math.log(Math.max(given, 1e-4));
  });
  return losses.reduce((total, loss) => total + loss, 0) / losses.length;
}

interface Guess {
  readonly likelihood: number;
  readonly isRight: boolean;
}

const guessesOf = (results: readonly Likelihoods[], count: number): readonly Guess[] =>
  results.flatMap(({ causes }, index) =>
    [...causes].slice(0, count).map(([id, likelihood]) => {
      const one = cases[index];
      return { likelihood, isRight: one?.accepts(id) === true };
    }),
  );

const isNamed = ({ causes }: Likelihoods, one: RankedCase): boolean => [...causes.keys()].slice(0, 3).some(one.accepts);

function printRanks(name: string, results: readonly Likelihoods[]): void {
  const decidable = cases.map((one, index) => ({ one, result: results[index] })).filter(({ one }) => one.isDecidable);
  const named = (some: typeof decidable) => some.filter(({ one, result }) => result && isNamed(result, one)).length;
  const sure = all.filter((one) => one.isDecidable && !one.isRanked);
  const surelyNamed = sure.filter(({ isSurelyNamed }) => isSurelyNamed).length;
  const texts = decidable.filter(({ one }) => !one.needsWords);
  console.log(
    `${name}: ${named(decidable)} of ${decidable.length} decidable in the first three; without those that only words decide ${named(texts)} of ${texts.length}; with those that are sure ${named(decidable) + surelyNamed} of ${decidable.length + sure.length}`,
  );
}

function printCalibration(guesses: readonly Guess[]): void {
  const brier =
    guesses.reduce((total, { likelihood, isRight: hit }) => total + (likelihood - Number(hit)) ** 2, 0) /
    guesses.length;
  console.log(`Brier score of the first three: ${brier.toFixed(3)} (${guesses.length} likelihoods)`);
  const sorted = guesses.toSorted((one, other) => one.likelihood - other.likelihood);
  const size = Math.ceil(sorted.length / 5);
  for (const start of [0, 1, 2, 3, 4]) {
    const bin = sorted.slice(start * size, (start + 1) * size);
    const mean = bin.reduce((total, { likelihood }) => total + likelihood, 0) / bin.length;
    const hits = bin.filter((guess) => guess.isRight).length;
    console.log(
      `  said ${(100 * mean).toFixed(0).padStart(3)} %, right ${((100 * hits) / bin.length).toFixed(0).padStart(3)} % (${hits} of ${bin.length})`,
    );
  }
}

const losses = new Map(SHARPNESS.map((sharpness) => [sharpness, lossOf(leftOut(sharpness))]));
const [sharpness = 1] = SHARPNESS.toSorted((one, other) => (losses.get(one) ?? 0) - (losses.get(other) ?? 0));
const counts = { ...countsWithout(null), sharpness };
const fitted = cases.map(({ observation }) => likelihoodsOf(observation, CAUSES, counts));
const open = leftOut(sharpness);

console.log(
  `${all.length} cases with a known cause, ${cases.length} of them without a sure finding; ${catalogue.length} rows of the catalogue; sharpness ${sharpness}`,
);
printRanks('fitted on all', fitted);
printRanks('leaving one out', open);
printRanks('leaving one out with the signs that only it supports', leftOutWithSigns(sharpness));
const lonely = [...POINTED.keys()].filter(
  (sign) => new Set(cases.filter((one) => supports(one, sign)).map(({ url }) => url)).size < 2,
);
console.log(`Signs that fewer than two threads support: ${lonely.toSorted().join(' ')}`);
console.log('Leaving one out:');
printCalibration(guessesOf(open, 3));

if (process.argv.includes('--cases'))
  for (const [index, one] of cases.entries()) {
    const result = open[index];
    if (!result) continue;
    const three = [...result.causes].slice(0, 4).map(([id, share]) => `${id} ${(100 * share).toFixed(0)}`);
    console.log(
      `${isNamed(result, one) ? 'ok ' : '-- '}${one.needsWords ? 'F' : ' '} ${one.name} | ${one.cause}${one.observation.ruledOut.has(one.cause) ? ` RULED OUT ${one.observation.ruledOut.get(one.cause)}` : ''} | ${three.join(', ')}\n      ${[...one.observation.features].map(([id, quote]) => `${id}(${quote})`).join(' ')}`,
    );
  }

const row = ([id, value]: readonly [string, unknown]): string => `    ${JSON.stringify(id)}: ${JSON.stringify(value)},`;

function rowsOf(name: string, rows: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(rows).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `  ${name}: {\n${sorted.map(row).join('\n')}\n  },`;
}

/** Writes the counts as a module. Biome formats it. */
function moduleOf({ causes, features, ...rest }: Counts): string {
  return [
    `/** Counted on ${new Date().toISOString().slice(0, 10)} by \`npm run suspects\`, from the catalogue of causes and from cases in public threads. Do not edit. */`,
    "import type { Counts } from './likelihood.ts';",
    '',
    'export const COUNTS: Counts = {',
    rowsOf('causes', causes),
    rowsOf('features', features),
    ...Object.entries(rest).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`),
    '};',
    '',
  ].join('\n');
}

if (!process.argv.includes('--print')) {
  writeFileSync(OUTPUT, moduleOf(counts));
  execFileSync('npx', ['biome', 'check', '--write', OUTPUT], { stdio: 'ignore' });
}
