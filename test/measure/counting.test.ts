/** The counts that causes are ranked by, from cases that can be counted by hand. */
import { expect, it } from 'vitest';
import { CAUSES as ALL } from '../../src/causes/table.ts';
import type { Observation } from '../../src/suspects/observation.ts';
import { countsOf, type KnownCase } from './counting.ts';

const isCounted = ({ isRule }: { readonly isRule: boolean }) => !isRule;
const found = ALL.find(({ features }) => features.some(isCounted));
const feature = found?.features.find(isCounted);
if (!found || !feature) throw new Error('There is no feature.');
const pointed = found.id;
const OTHER = 'a-cause-without-features';
const CAUSES = [
  { id: pointed, stage: 'canonical-uri', features: [feature] },
  { id: OTHER, stage: 'canonical-query-string', features: [] },
] as const satisfies Parameters<typeof countsOf>[2];

const observed = (changes: Partial<Observation>): Observation => ({
  features: new Map(),
  changes: new Map(),
  suspected: new Set(),
  ruledOut: new Map(),
  doubted: new Map(),
  refuted: new Set(),
  isOfKey: false,
  ...changes,
});
const CASES: readonly KnownCase[] = [
  {
    cause: pointed,
    observation: observed({
      features: new Map([[feature.id, '/a b']]),
      changes: new Map([
        [pointed, true],
        [OTHER, false],
      ]),
    }),
  },
  { cause: OTHER, observation: observed({ suspected: new Set([OTHER]), changes: new Map([[pointed, true]]) }) },
  { cause: 'not-in-the-table', observation: observed({}) },
];
const counts = countsOf(CASES, new Map([[pointed, 3]]), CAUSES, 0.5);

it('counts the threads and the cases of each cause', () => {
  expect(counts.causes).toMatchObject({ [pointed]: { threads: 3, cases: 1 }, [OTHER]: { threads: 0, cases: 1 } });
  expect(counts.other).toEqual([1, 3]);
  expect(counts.sharpness).toBe(0.5);
});

it('counts a feature for the causes that it points to, and for the others', () => {
  expect(counts.features[feature.id]).toEqual({ right: [1, 1], others: [0, 1] });
});

it('counts what is suspected, and what a mistake changes', () => {
  expect(counts.suspected).toEqual({ right: [1, 2], others: [0, 2] });
  expect(counts.withoutSign).toEqual({ right: [0, 2], others: [2, 2] });
  expect(counts.changesRight).toEqual([1, 1]);
  expect(counts.causes).toMatchObject({ [pointed]: { changes: [1, 1] }, [OTHER]: { changes: [0, 1] } });
});
