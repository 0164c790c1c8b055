/** Values that may be a problem instead. */
import { expect } from 'vitest';
import { isProblem, type Problem } from '../../src/bytes/problem.ts';

/** The value, where the test needs it to be none. */
export function sound<Value>(value: Value): Exclude<Value, Problem>;
export function sound(value: unknown): unknown {
  if (isProblem(value)) throw new Error(`${value.code}: ${value.says}`);
  return value;
}

/** The problem, where the test needs there to be one; a problem always says what is wrong and how to fix it. */
export function expectProblem(value: unknown, code: string): Problem {
  if (!isProblem(value)) throw new Error(`expected the problem ${code}, got ${JSON.stringify(value)?.slice(0, 300)}`);
  expect(value.code).toBe(code);
  expect(value.says).toMatch(/\.$/);
  expect(value.fix).toMatch(/\.$/);
  return value;
}
