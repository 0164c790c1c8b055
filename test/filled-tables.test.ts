/** A table of cases that is empty fails, because it would make no test (`test/support/filled-tables.ts`). */
import { describe, expect, it, test } from 'vitest';

it('that is empty is refused', () => {
  const empty: readonly string[] = [];
  for (const owner of [it, test, describe]) expect(() => owner.each(empty)('%s', () => {})).toThrow('is empty');
});

it.each([1, 2])('that has %d makes a test', (found) => {
  expect(found).toBeGreaterThan(0);
});
