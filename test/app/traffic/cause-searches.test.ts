/** Searches for causes, one after another: what they share, and when one is skipped. */
import { describe, expect, it } from 'vitest';
import { causeSearches } from '../../../src/app/traffic/cause-searches.ts';
import type { CauseKnowledge, TrafficCause } from '../../../src/views/traffic/traffic-entry.ts';
import { capturedExchange, refusal } from '../../support/commands/captured-exchange.ts';
import { heldSearcher, settled } from '../../support/commands/searcher-here.ts';
import type { Order } from '../../support/sandbox/sandbox-client.ts';

const DENIED = { answer: refusal('SignatureDoesNotMatch', 'The signature we calculated does not match.') };
const reason = (id: string, certainty: TrafficCause['certainty']): TrafficCause => ({
  ...{ id, stage: 'credentials', certainty, says: `It is ${id}.`, fix: 'Change it.' },
});
const SUSPECT = reason('wrong-secret', 'possible');
const NOTHING = { cause: null, suspect: SUSPECT };
const SOMETHING = { cause: reason('secret-whitespace-newline', 'proved'), suspect: null };
const SKIPPED = { cause: null, suspect: null, search: 'skipped', alike: null };

function searching() {
  const { searcher, begun } = heldSearcher();
  let time = 0;
  const searches = causeSearches(searcher, () => time);
  const known = new Map<number, CauseKnowledge>();
  const add = (number: number, order: Partial<Order> = {}) => {
    const exchange = capturedExchange({ path: `/${number}`, ...order }, DENIED);
    const found = searches.find(number, exchange, { secrets: [], now: 0 });
    void Promise.resolve(found).then((later) => known.set(number, later));
  };
  return {
    ...{ searches, begun, known, add },
    /** Ends the search that is running, and lets the next one begin. */
    end: async (found: Parameters<(typeof begun)[number]['end']>[0]) => {
      begun.at(-1)?.end(found);
      await settled();
    },
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describe('searches for causes', () => {
  it('begin one after another, in the order of the requests', async () => {
    const { begun, known, add, end } = searching();
    add(1);
    add(2, { method: 'PUT' });
    await settled();
    expect(begun).toHaveLength(1);
    await end(SOMETHING);
    expect(begun).toHaveLength(2);
    expect([...known]).toEqual([[1, { ...SOMETHING, search: 'ended', alike: null }]]);
  });

  it('try only the usual mistakes on requests that are alike, if all others explained nothing', async () => {
    const { begun, known, add, end } = searching();
    for (const number of [1, 2, 3]) add(number);
    await end(NOTHING);
    await end(NOTHING);
    await end(SOMETHING);
    expect(begun.map(({ job }) => job.mistakes)).toEqual(['all', 'usual', 'usual']);
    expect(known.get(1)).toEqual({ ...NOTHING, search: 'ended', alike: null });
    expect(known.get(2)).toEqual({ ...NOTHING, search: 'ended', alike: 1 });
    // What is proved of a request is proved by its own bytes.
    expect(known.get(3)).toEqual({ ...SOMETHING, search: 'ended', alike: null });
  });

  it('try all mistakes again if one was found, and on requests that are not alike', async () => {
    const { begun, add, end } = searching();
    for (const number of [1, 2]) add(number);
    add(3, { path: '/a b' });
    await end(SOMETHING);
    await end(NOTHING);
    await end(NOTHING);
    expect(begun.map(({ job }) => job.mistakes)).toEqual(['all', 'all', 'all']);
  });

  it('try all mistakes again later, when the client may be another one', async () => {
    const { begun, add, end, pass } = searching();
    add(1);
    await end(NOTHING);
    pass(10_000);
    add(2);
    expect(begun.map(({ job }) => job.mistakes)).toEqual(['all', 'all']);
  });

  it('try only the usual mistakes on what arrived in time, however long it waited', async () => {
    const { begun, add, end, pass } = searching();
    for (const number of [1, 2, 3]) add(number);
    await end(NOTHING);
    pass(30_001);
    await end(NOTHING);
    expect(begun.map(({ job }) => job.mistakes)).toEqual(['all', 'usual', 'usual']);
  });
});

describe('a search is skipped', () => {
  it('if too many requests wait, which is known at once', async () => {
    const { begun, known, add, end } = searching();
    for (let number = 1; number <= 514; number += 1) add(number);
    await settled();
    expect([...known]).toEqual([[514, SKIPPED]]);
    await end(SOMETHING);
    add(515);
    await settled();
    expect(begun).toHaveLength(2);
    expect(known.get(515)).toBeUndefined();
  });

  it('if what waits takes too much memory', async () => {
    const { known, add, end } = searching();
    const body = 'x'.repeat(2 ** 20);
    for (let number = 1; number <= 17; number += 1) add(number, { method: 'PUT', body });
    await settled();
    expect([...known.keys()]).toEqual([17]);
    // The room is given back.
    await end(SOMETHING);
    add(18, { method: 'PUT', body });
    await settled();
    expect([...known.keys()]).toEqual([17, 1]);
  });

  it('if the searches before it took too long', async () => {
    const { begun, known, add, end, pass } = searching();
    add(1);
    add(2);
    pass(30_001);
    await end(SOMETHING);
    expect(begun).toHaveLength(1);
    expect(known.get(2)).toEqual(SKIPPED);
  });

  it('if it took too long: what is likely is said, but it does not serve other requests', async () => {
    const { begun, known, add, end } = searching();
    add(1);
    add(2);
    await end({ ...NOTHING, isComplete: false });
    expect(known.get(1)).toEqual({ ...NOTHING, search: 'skipped', alike: null });
    expect(begun[1]?.job.mistakes).toBe('all');
  });

  it('if no thread can be started', async () => {
    const searcher = { search: () => Promise.reject(new Error('There is no room.')), close: async () => {} };
    const { find } = causeSearches(searcher, () => 0);
    expect(await find(1, capturedExchange({}, DENIED), { secrets: [], now: 0 })).toEqual(SKIPPED);
  });

  it('if it fails, and the next one begins', async () => {
    const { begun, known, add, end } = searching();
    add(1);
    add(2);
    await end(null);
    expect(known.get(1)).toEqual(SKIPPED);
    expect(begun).toHaveLength(2);
    expect(begun[1]?.job.mistakes).toBe('all');
  });

  it('if the server is stopped, in the middle of a search and before it', async () => {
    const { searches, begun, known, add } = searching();
    add(1);
    add(2);
    await settled();
    await searches.close();
    await settled();
    // A request that arrives while the server is stopped starts no other thread.
    add(3);
    await settled();
    expect([...known.values()]).toEqual([SKIPPED, SKIPPED, SKIPPED]);
    expect(begun).toHaveLength(1);
  });
});
