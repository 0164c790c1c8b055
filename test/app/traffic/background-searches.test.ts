/** Searches for causes that leave time for other work. */
import { describe, expect, it } from 'vitest';
import { backgroundSearches } from '../../../src/app/traffic/background-searches.ts';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import type { Search } from '../../../src/search/search.ts';

/** A search in so many parts, which notes each part. */
function* searchIn(parts: number, number: number, done: number[]): Search<Diagnosis> {
  for (let tried = 0; tried < parts; tried++) {
    done.push(number);
    yield { tried };
  }
  return { next: [String(number)] } as unknown as Diagnosis;
}

function searching() {
  const found: number[] = [];
  const givenUp: number[] = [];
  const done: number[] = [];
  const searches = backgroundSearches({
    found: (number) => void found.push(number),
    givenUp: (number) => void givenUp.push(number),
  });
  return {
    searches,
    found,
    givenUp,
    done,
    begin: (parts: number, number: number) => () => searchIn(parts, number, done),
  };
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('searches in the background', () => {
  it('do nothing at once, and one part in each turn', async () => {
    const { searches, done, found, begin } = searching();
    searches.add(1, begin(3, 1));
    expect(done).toEqual([]);
    await turns(2);
    expect(done.length).toBeLessThan(3);
    await turns(10);
    expect({ done, found }).toEqual({ done: [1, 1, 1], found: [1] });
  });

  it('take the newest first, and go on with the others', async () => {
    const { searches, found, begin } = searching();
    searches.add(1, begin(5, 1));
    await turns(3);
    searches.add(2, begin(5, 2));
    await turns(30);
    expect(found).toEqual([2, 1]);
  });

  it('take first what the user asks for, and keep what was found', async () => {
    const { searches, found, done, begin } = searching();
    for (const number of [1, 2, 3]) searches.add(number, begin(2, number));
    expect(await searches.find(1, begin(2, 1))).toMatchObject({ next: ['1'] });
    await turns(20);
    expect(found).toEqual([1, 3, 2]);
    const before = done.length;
    expect(await searches.find(3, begin(2, 3))).toMatchObject({ next: ['3'] });
    expect(done).toHaveLength(before);
  });

  it('give up the oldest if too many wait', async () => {
    const { searches, givenUp, found, begin } = searching();
    for (let number = 1; number <= 70; number++) searches.add(number, begin(1, number));
    expect(givenUp).toEqual([1, 2, 3, 4, 5, 6]);
    await turns(300);
    expect(found).toHaveLength(64);
  });

  it('end when they are stopped, and resolve what was asked for', async () => {
    const { searches, found, begin } = searching();
    const asked = searches.find(1, begin(1_000_000, 1));
    searches.stop();
    expect(await asked).toBeNull();
    await turns(5);
    expect(found).toEqual([]);
  });
});
