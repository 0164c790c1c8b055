/** Uses cases whose cause is known to count how often each feature occurs with each cause. */
import type { Feature } from '../../../src/causes/features/feature.ts';
import type { Counts, Odds, RankedCause, Share } from '../../../src/suspects/likelihood.ts';
import type { Observation } from '../../../src/suspects/observation.ts';

/** A refused request whose cause is known. */
export interface KnownCase {
  readonly cause: string;
  readonly observation: Observation;
}

/** Counts cases. `threads` contains the number of public threads, keyed by cause ID. */
export function countsOf(
  cases: readonly KnownCase[],
  threads: ReadonlyMap<string, number>,
  causes: readonly RankedCause[],
  sharpness: number,
): Counts {
  const pointed = pointedBy(causes, (feature) => !feature.isRule);
  const rules = pointedBy(causes, (feature) => feature.isRule);
  const ids = new Set(causes.map(({ id }) => id));
  const named = cases.filter(({ cause }) => ids.has(cause));
  const possible = named.filter(({ cause, observation }) => !observation.ruledOut.has(cause));
  const right = (test: (cause: string, observation: Observation) => boolean): Share =>
    shareOf(possible, ({ cause, observation }) => test(cause, observation));
  const all = (test: (cause: string, observation: Observation) => boolean): Odds => ({
    right: right(test),
    others: sum(possible.map((one) => others(one, causes, test))),
  });
  return {
    causes: Object.fromEntries(
      causes.map(({ id }) => [
        id,
        {
          threads: threads.get(id) ?? 0,
          cases: named.filter(({ cause }) => cause === id).length,
          changes: changesOf(id, cases),
        },
      ]),
    ),
    features: Object.fromEntries([...pointed].map(([feature, ids]) => [feature, oddsOf(feature, ids, possible)])),
    rules: all((cause, { features }) => [...features.keys()].some((id) => rules.get(id)?.has(cause))),
    withoutSign: all((cause, observation) => !hasSign(cause, observation, pointed, rules)),
    suspected: all((cause, { suspected }) => suspected.has(cause)),
    changesRight: shareOf(
      possible.filter(({ cause, observation }) => observation.changes.has(cause)),
      ({ cause, observation }) => observation.changes.get(cause) === true,
    ),
    other: [cases.length - possible.length, cases.length],
    sharpness,
  };
}

function oddsOf(feature: string, pointed: ReadonlySet<string>, cases: readonly KnownCase[]): Odds {
  const isPresent = ({ observation }: KnownCase) => observation.features.has(feature);
  return {
    right: shareOf(
      cases.filter(({ cause }) => pointed.has(cause)),
      isPresent,
    ),
    others: shareOf(
      cases.filter(({ cause }) => !pointed.has(cause)),
      isPresent,
    ),
  };
}

/** The IDs of the causes that each feature points to, by the ID of the feature. */
type Pointed = ReadonlyMap<string, ReadonlySet<string>>;

function pointedBy(causes: readonly RankedCause[], isMeant: (feature: Feature) => boolean): Pointed {
  const pairs = causes.flatMap(({ id, features }) =>
    features.filter(isMeant).map((feature) => ({ feature: feature.id, id })),
  );
  const byFeature = Map.groupBy(pairs, ({ feature }) => feature);
  return new Map([...byFeature].map(([feature, all]) => [feature, new Set(all.map(({ id }) => id))]));
}

const hasSign = (cause: string, { features, suspected }: Observation, ...pointed: readonly Pointed[]): boolean =>
  suspected.has(cause) ||
  [...features.keys()].some((feature) => pointed.some((signs) => signs.get(feature)?.has(cause)));

const others = (
  { cause, observation }: KnownCase,
  causes: readonly RankedCause[],
  test: (cause: string, observation: Observation) => boolean,
): Share =>
  shareOf(
    causes.filter(({ id }) => id !== cause && !observation.ruledOut.has(id)),
    ({ id }) => test(id, observation),
  );

const changesOf = (id: string, cases: readonly KnownCase[]): Share =>
  shareOf(
    cases.filter(({ cause, observation }) => cause !== id && observation.changes.has(id)),
    ({ observation }) => observation.changes.get(id) === true,
  );

function shareOf<Item>(items: readonly Item[], test: (item: Item) => boolean): Share {
  return [items.filter(test).length, items.length];
}

const sum = (shares: readonly Share[]): Share =>
  shares.reduce<Share>(([hits, cases], [more, of]) => [hits + more, cases + of], [0, 0]);
