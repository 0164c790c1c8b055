/**
 * Ranks causes by their prior probability and the observations, like a naive Bayes classifier. All counts are smoothed:
 * a feature's counts toward the counts of all features, and a cause's counts toward those of its family. A family is
 * all causes in the same stage.
 */
import type { Cause } from '../causes/cause.ts';
import { isOfKey } from '../causes/stages.ts';
import type { Observation } from './observation.ts';

/** The number of cases in which something holds, and the total number of cases. */
export type Share = readonly [hits: number, cases: number];

/** How often something holds for the right cause and for all other causes. */
export interface Odds {
  readonly right: Share;
  readonly others: Share;
}

export interface Counts {
  /**
   * The numbers of public threads and cases, keyed by cause ID, and how often a mistake that belongs to the cause
   * changes requests, regardless of the actual fault in those requests.
   */
  readonly causes: Readonly<
    Record<string, { readonly threads: number; readonly cases: number; readonly changes: Share }>
  >;
  readonly features: Readonly<Record<string, Odds>>;
  /** How often a request breaks a rule that points to the cause. */
  readonly rules: Odds;
  /** How often no feature of the request points to the cause. */
  readonly withoutSign: Odds;
  /** How often the cause's own suspicion applies. */
  readonly suspected: Odds;
  /** How often a mistake that belongs to the right cause changes the request. */
  readonly changesRight: Share;
  /** How often the right cause cannot be ranked or was ruled out. */
  readonly other: Share;
  /** The exponent that calibrates the likelihoods to match how often causes are right. */
  readonly sharpness: number;
}

export type RankedCause = Pick<Cause, 'id' | 'stage' | 'features'>;

export interface Likelihoods {
  /** The likelihoods, keyed by cause ID, the most likely first. */
  readonly causes: ReadonlyMap<string, number>;
  /** The probability that none of the causes is right. */
  readonly other: number;
}

/** The weight, in cases, of the pooled rates of all features. */
const SMOOTHING = { right: 2, others: 6 };
/**
 * The weight of a thread in the catalog, compared with a case. A thread was found by a search for its cause, so a
 * thread counts for less.
 */
const THREAD = 0.25;
/** The weight of the family in the prior of a cause, and the minimum prior, in cases. */
const FAMILY = 0.5;
const LEAST = 0.15;
/** How often a cause has a form other than those that are ruled out. An estimate: only the known forms can be counted. */
const UNKNOWN_FORM = 0.1;

/**
 * Returns the likelihood of each cause that is not ruled out. The likelihoods and `other` add up to 1. A cause that only
 * the list of signed headers rules out leaves its likelihood to `other`, because the list may not be the signed one, unless
 * all of its mistakes were made again and none fits.
 */
export function likelihoodsOf(observation: Observation, all: readonly RankedCause[], counts: Counts): Likelihoods {
  const { ruledOut, refuted } = observation;
  const isLeft = (id: string) => ruledOut.get(id) === 'not-signed' && !refuted.has(id);
  const weighed = all.filter(({ id }) => !ruledOut.has(id) || isLeft(id));
  const priors = priorsOf(weighed, counts);
  const pooled = pooledOdds(counts);
  const logs = weighed.map(
    (cause) => Math.log(priors.get(cause.id) ?? LEAST) + evidenceFor(cause, observation, { counts, pooled }),
  );
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp((log - most) * counts.sharpness));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const known = 1 - smoothed(counts.other, 0.1, 10);
  const shares = weighed
    .map(({ id }, index) => [id, ((weights[index] ?? 0) / sum) * known] as const)
    .filter(([id]) => !ruledOut.has(id));
  return {
    causes: new Map(shares.toSorted(([, one], [, another]) => another - one)),
    other: 1 - shares.reduce((total, [, share]) => total + share, 0),
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

/**
 * Returns whether missing signs count against a cause. A mistake in the key leaves no sign in a request, so missing signs
 * do not count against a wrong secret, nor against another mistake in the key if only the key can be wrong.
 */
const needsSign = ({ stage }: RankedCause, isOnlyKey: boolean): boolean =>
  stage !== 'credentials' && !(isOnlyKey && isOfKey(stage));

/**
 * Returns the features of the request that point to the cause. If its mistakes of the signer were made again and none
 * fits, only what shows something between the client and the server still points to it, unless no such mistake is left
 * either: then all of them are as doubtful as the cause.
 */
export const signsFor = <Feature extends { readonly id: string; readonly isOfWay?: true }>(
  { id, features }: { readonly id: string; readonly features: readonly Feature[] },
  { features: seen, refuted, doubted }: Pick<Observation, 'features' | 'refuted' | 'doubted'>,
): readonly Feature[] =>
  features.filter((one) => seen.has(one.id) && (one.isOfWay === true || !refuted.has(id) || doubted.has(id)));

/** The counts, and the rates of all features together. */
interface Measured {
  readonly counts: Counts;
  readonly pooled: ReturnType<typeof pooledOdds>;
}

/** Returns the logarithm of the likelihood ratio of the observation, for this cause compared with all other causes. */
function evidenceFor(cause: RankedCause, observed: Observation, { counts, pooled }: Measured): number {
  const { changes, suspected, doubted } = observed;
  const signs = signsFor(cause, observed)
    .map(({ id, isRule }) => logRatio(isRule ? counts.rules : counts.features[id], pooled))
    .toSorted((one, other) => other - one);
  const isSuspected = suspected.has(cause.id);
  const ofSigns =
    signs.length > 0 || isSuspected || !needsSign(cause, observed.isOfKey)
      ? signs.reduce((total, sign, index) => total + sign / 2 ** index, 0)
      : Math.log(rate(counts.withoutSign.right) / rate(counts.withoutSign.others));
  const ofSuspicion = isSuspected ? Math.log(rate(counts.suspected.right) / rate(counts.suspected.others)) : 0;
  // Signs make up for the doubt, and no more: the known forms, to which they point, are ruled out.
  const ofForms = doubted.has(cause.id) ? Math.min(0, ofSigns + Math.log(UNKNOWN_FORM)) : ofSigns;
  return ofForms + ofSuspicion + ofChange(cause, changes, counts);
}

/**
 * Returns the evidence that lies in whether the mistake changes the request. A mistake that changes few requests is
 * more likely in a request that it does change.
 */
function ofChange({ id }: RankedCause, changes: Observation['changes'], counts: Counts): number {
  if (changes.get(id) !== true) return 0;
  return Math.log(rate(counts.changesRight) / smoothed(counts.causes[id]?.changes ?? [0, 0], 0.5, 4)) / 2;
}

/** Returns the rates for all features together, as hits per case. */
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
