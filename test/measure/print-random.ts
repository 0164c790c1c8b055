/** Measures the diagnosis of random failures, and prints what came out. */

import { twinsOf } from '../../src/causes/twins.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { Finding } from '../../src/search/finding.ts';
import { diagnosed } from '../support/evidence/pasted-failure.ts';
import { drawFailure, type RandomFailure, randomOf } from './random-failures.ts';

/** Of each kind as many in a hundred; three mistakes, and those of no cause, are drawn in addition, after the others. */
const MIX = { one: 50, two: 30, refused: 20, three: 10, unlisted: 10 } as const;
const KINDS = Object.keys(MIX) as (keyof typeof MIX)[];

interface Measured {
  readonly failure: RandomFailure;
  readonly withSecret: boolean;
  readonly diagnosis: Diagnosis;
  readonly milliseconds: number;
}

/** What is drawn: `count` failures of each seed, the seeds counted from `first`. */
export interface Drawing {
  readonly count: number;
  readonly seeds: number;
  readonly first: number;
}

export function printRandom({ count, seeds, first }: Drawing): RandomFigures {
  const all = Array.from({ length: seeds }, (_, index) => measureSeed(first + index, count)).flat();
  printMix(all);
  for (const withSecret of [true, false])
    printKinds(
      all.filter((one) => one.withSecret === withSecret),
      withSecret,
    );
  printFalse(all);
  printTimes(all);
  return figuresOf(all);
}

/** The figures that have an aim, as shares from 0 to 1 and as counts. */
export interface RandomFigures {
  readonly oneNamed: number;
  readonly twoNamed: number;
  readonly inventedForRefused: number;
  readonly falselyProved: number;
  readonly falselyExplained: number;
}

function figuresOf(all: readonly Measured[]): RandomFigures {
  const of = (kind: RandomFailure['kind']) => all.filter(({ failure }) => failure.kind === kind);
  const part = (some: readonly Measured[], test: (one: Measured) => boolean) =>
    some.length === 0 ? 1 : some.filter(test).length / some.length;
  // Three mistakes, and those of no cause, have no bar: they are printed, with what is false of them.
  const barred = all.filter(({ failure }) => failure.kind !== 'three' && failure.kind !== 'unlisted');
  const isFalsely = (certainty: 'proved' | 'explains') => barred.filter((one) => hasFalse(one, certainty)).length;
  return {
    oneNamed: part(
      of('one').filter(({ withSecret }) => withSecret),
      (one) => isNamed(one, 0, 1),
    ),
    twoNamed: part(of('two'), (one) => isNamed(one, 0, 3) && isNamed(one, 1, 3)),
    inventedForRefused: part(of('refused'), ({ diagnosis }) => diagnosis.findings.length > 0),
    falselyProved: isFalsely('proved'),
    falselyExplained: isFalsely('explains'),
  };
}

const hasFalse = ({ diagnosis, failure }: Measured, certainty: 'proved' | 'explains'): boolean =>
  diagnosis.findings.some((finding) => finding.certainty.kind === certainty && isFalse(finding, failure));

function measureSeed(seed: number, count: number): Measured[] {
  const random = randomOf(seed);
  return KINDS.flatMap((kind) => {
    const wanted = Math.round((count * MIX[kind]) / 100);
    const measured: Measured[] = [];
    for (let tried = 0; measured.length < wanted && tried < wanted * 200; tried++) {
      const failure = drawFailure(kind, random);
      if (!failure) continue;
      const withSecret = kind === 'two' || kind === 'three' || kind === 'unlisted' || random([true, true, false]);
      const { diagnosis, milliseconds } = timed(failure, withSecret);
      if (diagnosis) measured.push({ failure, withSecret, diagnosis, milliseconds });
    }
    return measured;
  });
}

function printMix(all: readonly Measured[]): void {
  const counted = (label: (one: RandomFailure) => string) =>
    [...Map.groupBy(all, ({ failure }) => label(failure))].map(([name, some]) => `${name} ${some.length}`).join(', ');
  console.log(
    `Random failures: ${all.length} (${counted(({ kind }) => kind)}); logs: ${counted(({ form }) => form)}; said by: ${counted(({ sayer }) => sayer)}`,
  );
  console.log(`  bases: ${counted(({ base }) => base)}`);
}

/** Of a mistake or its twin, or of one that changes the same values to the same bytes. */
function isNamed({ diagnosis, failure }: Measured, index: number, most: number): boolean {
  const mistake = failure.mistakes[index];
  if (!mistake) return false;
  const ids = new Set([
    mistake.id,
    ...twinsOf({ id: mistake.id, variant: mistake.mutation.variant }).map(({ id }) => id),
  ]);
  const sure = diagnosis.findings.filter(({ certainty }) => certainty.kind !== 'possible').slice(0, most);
  return sure.some((finding) => ids.has(finding.cause.id) || changesTheSame(finding, failure.changed[index] ?? []));
}

const changesTheSame = ({ changes, certainty }: Finding, ways: readonly (readonly string[])[]): boolean =>
  certainty.kind === 'proved' &&
  ways.some((values) => changes.length === values.length && changes.every(({ value }) => values.includes(value)));

function printKinds(all: readonly Measured[], withSecret: boolean): void {
  const of = (kind: RandomFailure['kind']) => all.filter(({ failure }) => failure.kind === kind);
  const said = withSecret ? 'with the secret' : 'without the secret';
  const one = of('one');
  const strictly = one.filter(
    ({ diagnosis: { findings }, failure }) =>
      findings[0]?.certainty.kind !== 'possible' && findings[0]?.cause.id === failure.mistakes[0]?.id,
  );
  console.log(
    `One mistake, ${said}: ${share(
      one.filter((each) => isNamed(each, 0, 1)),
      one,
    )} named first (${share(strictly, one)} by this very name)`,
  );
  const two = of('two');
  if (two.length > 0) {
    const both = two.filter((each) => isNamed(each, 0, 3) && isNamed(each, 1, 3));
    const either = two.filter((each) => isNamed(each, 0, 3) || isNamed(each, 1, 3));
    console.log(`Two mistakes, ${said}: both ${share(both, two)}, one at least ${share(either, two)}`);
  }
  const three = of('three');
  if (three.length > 0) {
    const named = (each: Measured) => each.failure.mistakes.filter((_, index) => isNamed(each, index, 4)).length;
    const atLeast = (count: number) =>
      share(
        three.filter((each) => named(each) >= count),
        three,
      );
    console.log(`Three mistakes, ${said}: all ${atLeast(3)}, two at least ${atLeast(2)}, one at least ${atLeast(1)}`);
  }
  const refused = of('refused');
  const invented = refused.filter(({ diagnosis }) => diagnosis.findings.length > 0);
  console.log(`Right requests refused, ${said}: a cause for ${share(invented, refused)}`);
  if (process.env.VERBOSE) for (const each of [...one, ...two, ...three]) printMiss(each);
  if (process.env.VERBOSE) for (const each of invented) printOne(each);
}

const share = (some: readonly unknown[], all: readonly unknown[]): string =>
  `${some.length} of ${all.length}${all.length === 0 ? '' : ` (${((100 * some.length) / all.length).toFixed(1)} %)`}`;

function printMiss(each: Measured): void {
  const most = each.failure.mistakes.length === 1 ? 1 : each.failure.mistakes.length + 1;
  if (each.failure.mistakes.every((_, index) => isNamed(each, index, most))) return;
  printOne(each);
}

function printOne({ failure, diagnosis, withSecret, milliseconds }: Measured): void {
  const names = failure.mistakes.map(({ id, mutation }) => `${id}/${mutation.variant} (${mutation.side})`).join(' + ');
  console.log(
    `  MISS ${failure.kind} ${names} | ${failure.base}, log ${failure.form}, ${failure.sayer}, secret ${withSecret}, ${milliseconds.toFixed(0)} ms, verdict ${diagnosis.verdict?.id ?? ''} ${diagnosis.sides.answer?.code ?? ''}`,
  );
  for (const finding of diagnosis.findings.slice(0, 4)) console.log(`       ${inWords(finding)}`);
}

const inWords = ({ cause, variant, certainty }: Finding): string =>
  `${cause.id}/${variant ?? ''} ${certainty.kind}${certainty.kind === 'proved' ? `/${certainty.by}` : ''}`;

/** Said for sure, of a cause that is none of the mistakes and of values that none of them changes. */
function isFalse(finding: Finding, { mistakes, changed: ways, broken }: RandomFailure): boolean {
  const changed = ways.map((one) => one.flat());
  const { cause, variant, changes, certainty, violation } = finding;
  // What the server itself states is true, although another mistake led to it.
  if (certainty.kind === 'possible' || (certainty.kind === 'proved' && certainty.by === 'statement')) return false;
  const ids = mistakes.flatMap(({ id, mutation }) => [
    id,
    ...twinsOf({ id, variant: mutation.variant }).map((twin) => twin.id),
  ]);
  if (
    ids.includes(cause.id) ||
    ids.some((id) => twinsOf({ id: cause.id, variant: variant ?? '' }).some((twin) => twin.id === id))
  )
    return false;
  // It says of a part that no right text has it. That is true if the texts that were signed have such a part.
  if (violation) return !broken.has(violation.id);
  if (changes.length === 0) return !(changed.some((values) => values.length === 0) && certainty.kind === 'proved');
  return !changed.some((values) => changes.some(({ value }) => values.includes(value)));
}

function printFalse(all: readonly Measured[]): void {
  for (const kind of ['proved', 'explains'] as const) {
    const wrong = all.filter((one) => hasFalse(one, kind));
    const counts = KINDS.map((one) => `${one} ${wrong.filter(({ failure }) => failure.kind === one).length}`);
    console.log(`False "${kind}": ${wrong.length} of ${all.length} (${counts.join(', ')})`);
    if (process.env.VERBOSE) for (const each of wrong) printOne(each);
  }
}

function printTimes(all: readonly Measured[]): void {
  for (const kind of KINDS) {
    const some = all.filter(({ failure }) => failure.kind === kind);
    printTimesOf(
      kind,
      some.map(({ milliseconds }) => milliseconds),
    );
  }
  const ones = all.filter(({ failure }) => failure.kind === 'one').slice(0, REPEATED);
  printTimesOf(
    'one, diagnosed once more, when its code is compiled',
    ones.map(({ failure, withSecret }) => timed(failure, withSecret).milliseconds),
  );
}

/** How many of one mistake are diagnosed a second time. */
const REPEATED = 100;

function printTimesOf(what: string, milliseconds: readonly number[]): void {
  const times = milliseconds.toSorted((a, b) => a - b);
  const at = (part: number) => (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(0);
  console.log(`CPU, ${what}: median ${at(0.5)} ms, 90 % ${at(0.9)} ms, worst ${at(1)} ms`);
}

/** Diagnoses a failure, and says how many milliseconds of CPU time, user and system, the process used meanwhile. */
function timed({ pieces, secret }: RandomFailure, withSecret: boolean) {
  const start = process.cpuUsage();
  const diagnosis = diagnosed(pieces, withSecret ? secret : null);
  const { user, system } = process.cpuUsage(start);
  return { diagnosis, milliseconds: (user + system) / 1000 };
}
