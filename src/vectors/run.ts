/** Runs vectors by signing each one again and comparing the values. */
import { words } from '../bytes/words.ts';
import { findValue, type Trace } from '../trace/trace.ts';
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

/**
 * Finds the vector with the same inputs as a trace, which should therefore have the same values. If there is more than
 * one such vector, returns the vector with the most checks.
 */
export function vectorOfTrace(trace: Trace, groups: readonly GroupResult[]) {
  const [most] = groups
    .flatMap(({ publisher, results }) => results.map((result) => ({ publisher, ...result })))
    .filter((candidate) => hasSameInputs(trace, candidate.trace))
    .sort((one, other) => other.checks.length - one.checks.length);
  return most ? { vector: most.vector, publisher: most.publisher } : null;
}

/** The values that determine all other values. Which of them exist depends on the scheme. */
const DECIDING = words(`
  timestamp region region-set service access-key-id secret-access-key session-token http-method canonical-uri
  canonical-query-string canonical-headers signed-headers hashed-payload policy previous-signature encoded-length
`);

function hasSameInputs(trace: Trace, other: Trace): boolean {
  const isSame = (id: string) => findValue(trace, id)?.bytes.octets === findValue(other, id)?.bytes.octets;
  return (
    trace.algorithm === other.algorithm &&
    trace.scheme === other.scheme &&
    DECIDING.every(isSame) &&
    linksOf(trace) === linksOf(other)
  );
}

/**
 * Returns the strings to sign of the chunks, without the previous signatures, because SigV4A signatures are different
 * each time.
 */
function linksOf({ values }: Trace): string {
  const links = values.filter(({ id }) => id.endsWith('/string-to-sign'));
  return JSON.stringify(links.map(({ id, bytes }) => [id, bytes.octets.split('\n').toSpliced(3, 1)]));
}
