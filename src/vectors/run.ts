/** Runs vectors by signing each one again and comparing the values. */
import type { Trace } from '../trace/trace.ts';
import { type Check, checkTrace } from './expectations.ts';
import { traceVector } from './traces.ts';
import type { DeclinedVector, Publisher, RunnableVector, VectorGroup } from './vector.ts';

export { signingInput } from './inputs.ts';

export interface VectorResult {
  readonly vector: RunnableVector;
  readonly trace: Trace;
  readonly checks: readonly Check[];
  /** The first value that differs from the expected value; `null` if all values agree. */
  readonly firstDifference: Check | null;
}

export interface GroupResult {
  readonly id: string;
  readonly publisher: Publisher;
  readonly results: readonly VectorResult[];
  readonly declined: readonly DeclinedVector[];
}

export interface VectorCount {
  readonly passed: number;
  readonly total: number;
}

export function runGroup({ id, publisher, runnable, declined }: VectorGroup): GroupResult {
  return { id, publisher, declined, results: runnable.map(runVector) };
}

function runVector(vector: RunnableVector): VectorResult {
  const trace = traceVector(vector);
  const checks = checkTrace(trace, vector);
  return { vector, trace, checks, firstDifference: checks.find((check) => !check.agrees) ?? null };
}

/** Counts the vectors for which all values agree. */
export function countVectors(groups: readonly GroupResult[]): VectorCount {
  const results = groups.flatMap((group) => group.results);
  return { passed: results.filter((result) => result.firstDifference === null).length, total: results.length };
}

/** Separates published groups from this project's own. */
export function byOwner(groups: readonly GroupResult[]) {
  const isOurs = ({ publisher }: GroupResult) => publisher.isOurs === true;
  return { published: groups.filter((group) => !isOurs(group)), ours: groups.filter(isOurs) };
}
