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

/** What is kept of vectors that were run. Their traces are not, because together they take more memory than a walk. */
export interface VectorRecord {
  /** How many published vectors there are, and how many of them pass. */
  readonly published: VectorCount;
  readonly byInputs: ReadonlyMap<string, RecordedVector>;
}

interface RecordedVector {
  readonly vector: RunnableVector;
  readonly publisher: Publisher;
  readonly checks: number;
}

/** Keeps what walks need of vectors. Of vectors with the same inputs, the one with the most checks is kept. */
export function recordOf(groups: readonly GroupResult[]): VectorRecord {
  const vectors = groups.flatMap(({ publisher, results }) =>
    results.map(({ vector, trace, checks }) => ({ inputs: inputsOf(trace), vector, publisher, checks: checks.length })),
  );
  return { published: countVectors(byOwner(groups).published), byInputs: mostChecked(vectors) };
}

/** Joins records of different vectors. */
export function joinedRecords(records: readonly VectorRecord[]): VectorRecord {
  const sum = (of: keyof VectorCount) => records.reduce((total, { published }) => total + published[of], 0);
  const vectors = records.flatMap(({ byInputs }) => [...byInputs].map(([inputs, one]) => ({ inputs, ...one })));
  return { published: { passed: sum('passed'), total: sum('total') }, byInputs: mostChecked(vectors) };
}

function mostChecked(vectors: readonly (RecordedVector & { readonly inputs: string })[]): VectorRecord['byInputs'] {
  // A later entry of a map replaces an earlier one. Of two with as many checks, the first one stays.
  const fewestFirst = vectors.toReversed().toSorted((one, other) => one.checks - other.checks);
  return new Map(fewestFirst.map(({ inputs, ...vector }) => [inputs, vector]));
}

/** Returns the vector with the same inputs as a trace, which should therefore have the same values; `null` if none has. */
export const vectorOfTrace = (trace: Trace, { byInputs }: VectorRecord): RecordedVector | null =>
  byInputs.get(inputsOf(trace)) ?? null;

/** The values that determine all other values. Which of them exist depends on the scheme. */
const DECIDING = words(`
  timestamp region region-set service access-key-id secret-access-key session-token http-method canonical-uri
  canonical-query-string canonical-headers signed-headers hashed-payload policy previous-signature encoded-length
`);

/** Writes what determines all values of a trace as one text. */
const inputsOf = (trace: Trace): string =>
  JSON.stringify([
    trace.algorithm,
    trace.scheme,
    DECIDING.map((id) => findValue(trace, id)?.bytes.octets ?? null),
    linksOf(trace),
  ]);

/**
 * Returns the strings to sign of the chunks, without the previous signatures, because SigV4A signatures are different
 * each time.
 */
const linksOf = ({ values }: Trace) =>
  values
    .filter(({ id }) => id.endsWith('/string-to-sign'))
    .map(({ id, bytes }) => [id, bytes.octets.split('\n').toSpliced(3, 1)]);
