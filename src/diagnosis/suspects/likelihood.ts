/**
 * Ranks causes by their prior and by what was observed, as naive Bayes does. All counts are smoothed: a feature toward
 * all features, and a cause toward its family, which is the stage in which it occurs.
 */
import type { Cause } from '../cause.ts';
import { FEATURES } from './features/table.ts';
import type { Observation } from './observation.ts';

/** Of how many cases something holds. */
export type Share = readonly [hits: number, cases: number];

/** How often something holds of the cause that was right, and of all others. */
export interface Odds {
  readonly right: Share;
  readonly others: Share;
}

export interface Counts {
  /** Public threads and cases by the id of the cause. */
  readonly causes: Readonly<Record<string, { readonly threads: number; readonly cases: number }>>;
  readonly features: Readonly<Record<string, Odds>>;
  /** No feature of the request points to the cause. */
  readonly withoutSign: Odds;
  /** The cause suspects itself. */
  readonly suspected: Odds;
  /** A mistake of the right cause changes the request. */
  readonly changesRight: Share;
  /** A mistake of the cause changes requests, for any fault they had. */
  readonly changes: Readonly<Record<string, Share>>;
  /** The right cause is not among the causes that can be ranked, or was ruled out. */
  readonly other: Share;
  /** The exponent that makes the likelihoods as certain as they are right. */
  readonly sharpness: number;
}

type RankedCause = Pick<Cause, 'id' | 'stage'>;

export interface Likelihoods {
  /** By the id of the cause, the likeliest first. */
  readonly causes: ReadonlyMap<string, number>;
  /** The probability that it is none of the causes. */
  readonly other: number;
}

/** The weight of what is known of all features, in cases. */
const SMOOTHING = { right: 2, others: 6 };
/** A thread of the catalogue was searched for, so that it counts less than a case, which was met. */
const THREAD = 0.25;
/** The weight of the family in the prior of a cause, and the least prior, in cases. */
const FAMILY = 0.5;
const LEAST = 0.15;

/** Returns how likely each cause is that is not ruled out. The likelihoods add up to 1 with `other`. */
export function likelihoodsOf(observation: Observation, causes: readonly RankedCause[], counts: Counts): Likelihoods {
  const left = causes.filter(({ id }) => !observation.ruledOut.has(id));
  const priors = priorsOf(causes, counts);
  const pooled = pooledOdds(counts);
  const logs = left.map(
    ({ id, stage }) => Math.log(priors.get(id) ?? LEAST) + evidenceFor({ id, stage }, observation, { counts, pooled }),
  );
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp((log - most) * counts.sharpness));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const other = smoothed(counts.other, 0.1, 10);
  const shares = left.map(({ id }, index) => [id, ((weights[index] ?? 0) / sum) * (1 - other)] as const);
  return {
    causes: new Map(shares.toSorted(([, one], [, another]) => another - one)),
    other: left.length === 0 ? 1 : other,
  };
}

function priorsOf(causes: readonly RankedCause[], counts: Counts): ReadonlyMap<string, number> {
  const sizeOf = (id: string) => {
    const { threads = 0, cases = 0 } = counts.causes[id] ?? {};
    return cases + THREAD * threads;
  };
  const families = Map.groupBy(causes, ({ stage }) => stage);
  const meanOf = (stage: Cause['stage']) => {
    const family = families.get(stage) ?? [];
    return family.reduce((total, { id }) => total + sizeOf(id), 0) / Math.max(1, family.length);
  };
  return new Map(causes.map(({ id, stage }) => [id, sizeOf(id) + FAMILY * meanOf(stage) + LEAST]));
}

/** The secret leaves no sign in a request, so that the absence of signs says nothing against it. */
const needsSign = ({ stage }: RankedCause): boolean => stage !== 'credentials';

/** The counts, and the rates of all features together. */
interface Measured {
  readonly counts: Counts;
  readonly pooled: ReturnType<typeof pooledOdds>;
}

/** Returns the logarithm of how much more likely the observation is with this cause than with another. */
function evidenceFor(
  cause: RankedCause,
  { features, changes, suspected }: Observation,
  { counts, pooled }: Measured,
): number {
  const signs = FEATURES.filter(({ id, causes }) => causes.includes(cause.id) && features.has(id))
    .map(({ id }) => logRatio(counts.features[id], pooled))
    .toSorted((one, other) => other - one);
  const isSuspected = suspected.has(cause.id);
  const ofSigns =
    signs.length > 0 || isSuspected || !needsSign(cause)
      ? signs.reduce((total, sign, index) => total + sign / 2 ** index, 0)
      : Math.log(rate(counts.withoutSign.right) / rate(counts.withoutSign.others));
  const ofSuspicion = isSuspected ? Math.log(rate(counts.suspected.right) / rate(counts.suspected.others)) : 0;
  return ofSigns + ofSuspicion + ofChange(cause, changes, counts);
}

/** A mistake that changes few requests is more likely in one that it changes. */
function ofChange({ id }: RankedCause, changes: Observation['changes'], counts: Counts): number {
  if (changes.get(id) !== true) return 0;
  return Math.log(rate(counts.changesRight) / smoothed(counts.changes[id] ?? [0, 0], 0.5, 4)) / 2;
}

/** The rates of all features together, as hits per case. */
function pooledOdds({ features }: Counts): { readonly right: number; readonly others: number } {
  const all = Object.values(features);
  const rateOf = (shares: readonly Share[]) => {
    const [hits, cases] = shares.reduce<Share>(([h, c], [hit, of]) => [h + hit, c + of], [0, 0]);
    return (hits + 1) / (cases + 2);
  };
  return { right: rateOf(all.map(({ right }) => right)), others: rateOf(all.map(({ others }) => others)) };
}

function logRatio(odds: Odds | undefined, pooled: { readonly right: number; readonly others: number }): number {
  const { right, others } = odds ?? { right: [0, 0] as const, others: [0, 0] as const };
  const ratio = smoothed(right, pooled.right, SMOOTHING.right) / smoothed(others, pooled.others, SMOOTHING.others);
  return Math.max(0, Math.log(ratio));
}

const smoothed = ([hits, cases]: Share, toward: number, weight: number): number =>
  (hits + toward * weight) / (cases + weight);
const rate = (share: Share): number => smoothed(share, 0.5, 1);
