/** Running vectors: signing each request again and comparing every value on the way. */
import { given } from '../bytes/bytes.ts';
import { octetsFromText } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { writeRequestHead } from '../http/message.ts';
import type { SigningInput } from '../sigv4/schemes/header-preparation.ts';
import { traceSigning } from '../sigv4/sign.ts';
import { findValue, type Trace } from '../trace/trace.ts';
import { type Check, checkTrace } from './expectations.ts';
import type { DeclinedVector, Publisher, RunnableVector, VectorGroup } from './vector.ts';

export interface VectorResult {
  readonly vector: RunnableVector;
  readonly trace: Trace;
  readonly checks: readonly Check[];
  /** The first value that is not as expected; `null` where all agree. */
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
  const trace = traceSigning(signingInput(vector));
  const checks = checkTrace(trace, vector);
  return { vector, trace, checks, firstDifference: checks.find((check) => !check.agrees) ?? null };
}

/** How many vectors of all groups agree in every value. */
export function countVectors(groups: readonly GroupResult[]): VectorCount {
  const results = groups.flatMap((group) => group.results);
  return { passed: results.filter((result) => result.firstDifference === null).length, total: results.length };
}

/** What a signer is given for this vector. */
export function signingInput(vector: RunnableVector): SigningInput {
  const { request, credentials } = vector;
  const from = (text: string) => given(octetsFromText(text), `the vector ${vector.name}`);
  const body = octetsFromText(request.body);
  return {
    request: writeRequestHead({
      method: from(request.method),
      target: from(request.target),
      headers: request.headers.map(([name, value]) => ({ name: from(name), value: from(value) })),
    }),
    payload: { length: body.length, sha256: sha256Hex(body) },
    credentials: {
      accessKeyId: from(credentials.accessKeyId),
      secretAccessKey: from(credentials.secretAccessKey),
      sessionToken: credentials.sessionToken === undefined ? null : from(credentials.sessionToken),
    },
    timestamp: from(vector.timestamp),
    region: from(vector.region),
    service: from(vector.service),
    rules: { ...vector.rules, payload: 'hashed', plusInQuery: 'literal' },
  };
}

/** The vector that was made from the same inputs as this trace, so that its values are those to expect here. */
export function vectorOfTrace(trace: Trace, groups: readonly GroupResult[]) {
  for (const { publisher, results } of groups) {
    const result = results.find((candidate) => hasSameInputs(trace, candidate.trace));
    if (result) return { vector: result.vector, publisher };
  }
  return null;
}

/** The values that, together, decide everything that is computed. */
const DECIDING = [
  ...['timestamp', 'region', 'service', 'access-key-id', 'secret-access-key'],
  ...['http-method', 'canonical-uri', 'canonical-query-string', 'canonical-headers', 'hashed-payload'],
];

function hasSameInputs(trace: Trace, other: Trace): boolean {
  return DECIDING.every((id) => findValue(trace, id)?.bytes.octets === findValue(other, id)?.bytes.octets);
}
