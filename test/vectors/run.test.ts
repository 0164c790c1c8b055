/** Finding the vector with the inputs of a trace, for every kind of vector. */
import { describe, expect, it } from 'vitest';
import { countVectors, joinedRecords, recordOf, runGroup, vectorOfTrace } from '../../src/vectors/run.ts';
import { traceVector } from '../../src/vectors/traces.ts';
import type { HeaderVector, RunnableVector } from '../../src/vectors/vector.ts';
import { RUNNABLE_VECTORS, VECTOR_GROUPS, vectorIn } from '../support/vectors/published-vectors.ts';
import { documentedExample } from '../support/views/documented-example.ts';

const GROUPS = VECTOR_GROUPS.map(runGroup);
const RECORD = recordOf(GROUPS);
const found = (vector: RunnableVector) => vectorOfTrace(traceVector(vector), RECORD)?.vector;

describe('the vector of a trace', () => {
  it.each(
    GROUPS.flatMap(({ id, results }) => results.map((result) => [`${id}/${result.vector.name}`, result] as const)),
  )('of %s is itself, or one of which no less is known and that has the same values', (_title, { vector, checks }) => {
    const other = found(vector);
    const all = GROUPS.flatMap(({ results }) => results).find((candidate) => candidate.vector === other);
    expect(all?.checks.length).toBeGreaterThanOrEqual(checks.length);
    expect(all?.trace.scheme).toBe(traceVector(vector).scheme);
    for (const { value, by, expected } of checks.filter(({ by: how }) => how === 'equal')) {
      const same = all?.checks.find((check) => check.value === value);
      expect([value, by, same?.expected ?? expected]).toEqual([value, by, expected]);
    }
  });

  it("is AWS's, for the AWS example, with its publisher", () => {
    const { trace } = documentedExample();
    expect(vectorOfTrace(trace, RECORD)?.vector).toBe(vectorIn('s3-documentation', 'get-object'));
    expect(vectorOfTrace(trace, RECORD)?.publisher.publisher).toBe('AWS');
  });

  const CHANGES: readonly (readonly [string, (vector: HeaderVector) => RunnableVector])[] = [
    ['time', (vector) => ({ ...vector, timestamp: '20130525T000000Z', request: withoutDate(vector) })],
    ['region', (vector) => ({ ...vector, region: 'eu-west-1' })],
    ['service', (vector) => ({ ...vector, service: 's3express' })],
    ['algorithm', (vector) => ({ ...vector, algorithm: 'AWS4-ECDSA-P256-SHA256' })],
    ['secret', (vector) => ({ ...vector, credentials: { ...vector.credentials, secretAccessKey: 'another' } })],
    ['session token', (vector) => ({ ...vector, credentials: { ...vector.credentials, sessionToken: 'token' } })],
    ['signed headers', (vector) => ({ ...vector, signedHeaders: ['host', 'x-amz-date', 'x-amz-content-sha256'] })],
    ['method', (vector) => ({ ...vector, request: { ...vector.request, method: 'POST' } })],
    ['size of chunks', (vector) => ({ ...vector, chunkSizes: [65_535, 1025] })],
    ['body', (vector) => ({ ...vector, request: { ...vector.request, body: { repeat: 'b', count: 66_560 } } })],
    ['trailer', (vector) => ({ ...vector, trailers: [['x-amz-checksum-crc32c', 'AAAAAA==']] })],
    ['form', ({ chunkSizes: _, trailers: __, ...vector }) => queryOf(vector)],
  ];

  it.each(CHANGES)('is none where another %s was signed', (_what, change) => {
    const vector = vectorIn('s3-documentation', 'chunked-upload-trailer');
    if (vector.kind !== 'header') throw new Error('It is a request.');
    expect(found(vector)).toBe(vector);
    expect(found(change(vector))).toBeUndefined();
  });

  it('is none for another policy', () => {
    const vector = vectorIn('s3-documentation', 'post-policy');
    expect(found(vector)).toBe(vector);
    expect(found({ ...vector, kind: 'policy', policy: '{}' })).toBeUndefined();
  });

  it('is the same although each signature of SigV4A is another one, also in a chain', () => {
    const seed = vectorIn('s3-documentation', 'chunked-upload-trailer');
    const vector = { ...seed, algorithm: 'AWS4-ECDSA-P256-SHA256', published: {}, computed: {} } as RunnableVector;
    const [group] = VECTOR_GROUPS;
    if (!group) throw new Error('There are no vectors.');
    const [one, other] = [traceVector(vector), traceVector(vector)];
    const signaturesOf = (trace: typeof one) => trace.values.filter(({ id }) => id.endsWith('signature'));
    expect(signaturesOf(one)).toHaveLength(5);
    expect(signaturesOf(one)).not.toEqual(signaturesOf(other));
    expect(vectorOfTrace(one, recordOf([runGroup({ ...group, runnable: [vector] })]))?.vector).toBe(vector);
  });
});

describe('the record', () => {
  it('is the same, whether the groups are recorded together or one by one', () => {
    const joined = joinedRecords(GROUPS.map((group) => recordOf([group])));
    expect(joined.published).toEqual(RECORD.published);
    expect(joined.byInputs.size).toBeGreaterThan(200);
    for (const [inputs, one] of joined.byInputs) expect(one).toEqual(RECORD.byInputs.get(inputs));
  });
});

describe('the count', () => {
  it('is of all vectors that can run, and of those that agree in every value', () => {
    expect(countVectors(GROUPS)).toEqual({ passed: RUNNABLE_VECTORS.length, total: RUNNABLE_VECTORS.length });
    const [group] = VECTOR_GROUPS;
    if (!group) throw new Error('There are no vectors.');
    const wrong = { ...vectorIn('s3-documentation', 'get-object'), published: { signature: 'x' } };
    const results = [runGroup({ ...group, runnable: [wrong, vectorIn('s3-documentation', 'get-object')] })];
    expect(countVectors(results)).toEqual({ passed: 1, total: 2 });
    expect(countVectors([])).toEqual({ passed: 0, total: 0 });
  });
});

function withoutDate({ request }: HeaderVector): HeaderVector['request'] {
  return { ...request, headers: request.headers.filter(([name]) => name.toLowerCase() !== 'x-amz-date') };
}

function queryOf(vector: Omit<HeaderVector, 'chunkSizes' | 'trailers'>): RunnableVector {
  return { ...vector, kind: 'query', form: 'query', expires: 60, payload: 'unsigned' };
}
