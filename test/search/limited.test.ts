/** A search that may try only so many combinations. */
import { describe, expect, it } from 'vitest';
import { limited, type Search } from '../../src/search/search.ts';

/** Tries ten combinations at a time, up to 100, and returns how many it has tried. */
function* tens(): Search<number> {
  for (let tried = 10; tried <= 100; tried += 10) {
    const goesOn: boolean = yield { tried };
    if (!goesOn) return tried;
  }
  return 100;
}

describe('a limited search', () => {
  it.each([
    [25, 30],
    [30, 30],
    [1000, 100],
  ])('of at most %i combinations ends after %i', (most, tried) => {
    expect(limited(tens(), most)).toBe(tried);
  });
});
