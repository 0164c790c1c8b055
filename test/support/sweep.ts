/**
 * How much of a sweep is made: `npm test` makes a sample of it, `npm run test:costly` and a file that is run by its name
 * all. `SIGV4_TESTS=long npx vitest run FILE` makes ten times as much.
 */

const IS_SAMPLE = process.env.SIGV4_TESTS === 'fast';
const IS_LONG = process.env.SIGV4_TESTS === 'long';

/** The part of a sweep that a sample is. */
const SHARE = 20;
/** The part of the random examples that a full run tries. */
const PART = 4;

/**
 * How many random examples a property is tried with. They are others in each run, so that a full run needs only a part of
 * them: what one run does not meet, another one does.
 */
export const runs = (all: number): number => Math.ceil(IS_SAMPLE ? all / SHARE : IS_LONG ? 10 * all : all / PART);

/** How often something is done under load, `long` ten times as often. */
export const times = (all: number): number => (IS_LONG ? 10 * all : all);

/** A number for a sample in the place of another one. */
export const inFull = <T>(all: T, sample: T): T => (IS_SAMPLE ? sample : all);

/** Those of many that are swept. The sample is the same in every run. */
export function swept<T>(all: readonly T[], count: number = Math.ceil(all.length / SHARE)): readonly T[] {
  return IS_SAMPLE ? sampled(all, count) : all;
}

/** This many of them in every run, always the same: for products whose parts do not depend on each other. */
export function sampled<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  const next = numbers(SEED);
  const places = new Set<number>();
  while (places.size < count) places.add(next() % all.length);
  return all.filter((_one, at) => places.has(at));
}

const SEED = 20_130_524;

/** Numbers of 31 bits that look random: the high bits of Knuth’s linear congruential generator (MMIX). */
function numbers(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return Number(state >> 33n);
  };
}
