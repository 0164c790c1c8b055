/** What every reader of a person's input has to give: a result, or a problem that names a place in the input. */
import { expect } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';

export function expectSoundProblem(value: unknown, input: string): void {
  if (!isProblem(value)) return;
  expect(value.says).toMatch(/\.$/);
  expect(value.fix).toMatch(/\.$/);
  const { start = -1, end = -1 } = value.where ?? {};
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeGreaterThanOrEqual(start);
  expect(end).toBeLessThanOrEqual(input.length);
}
