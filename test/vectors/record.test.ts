/** Finding the vector with the inputs of a trace, for every kind of vector. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkTrace } from '../../src/vectors/expectations.ts';
import { inputsOf, publishedFor } from '../../src/vectors/record.ts';
import { recordVectors } from '../../src/vectors/record-vectors.ts';
import { runGroup } from '../../src/vectors/run.ts';
import { traceVector } from '../../src/vectors/traces.ts';
import type { HeaderVector, RunnableVector } from '../../src/vectors/vector.ts';
import { fixtures, groupOf } from '../support/fixtures.ts';
import { VECTOR_GROUPS, vectorIn } from '../support/vectors/published-vectors.ts';
import { documentedExample } from '../support/views/documented-example.ts';

const GROUPS = VECTOR_GROUPS.map(runGroup);
const RECORD = recordVectors(fixtures);
const VECTORS = new Map(
  GROUPS.flatMap(({ id, results }) => results.map(({ vector }) => [`vectors/${id}/${vector.name}.json`, vector])),
);
const found = (vector: RunnableVector) => VECTORS.get(RECORD.byInputs[inputsOf(traceVector(vector))] ?? '');

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
    expect(VECTORS.get(RECORD.byInputs[inputsOf(trace)] ?? '')).toBe(vectorIn('s3-documentation', 'get-object'));
    expect(publishedFor(trace, RECORD, fixtures)?.publisher.publisher).toBe('AWS');
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
    const { kind: _, name: __, ...seed } = vectorIn('s3-documentation', 'chunked-upload-trailer');
    const file = { ...seed, algorithm: 'AWS4-ECDSA-P256-SHA256', published: {}, computed: {} };
    const vector = { ...file, kind: 'header', name: 'one' } as RunnableVector;
    const [one, other] = [traceVector(vector), traceVector(vector)];
    const signaturesOf = (trace: typeof one) => trace.values.filter(({ id }) => id.endsWith('signature'));
    expect(signaturesOf(one)).toHaveLength(5);
    expect(signaturesOf(one)).not.toEqual(signaturesOf(other));
    expect(recordVectors(groupOf({ one: file })).byInputs).toEqual({ [inputsOf(other)]: 'vectors/g/one.json' });
  });
});

describe('the record', () => {
  it('that the build has written is of the fixtures and the program as they are', () => {
    expect(JSON.parse(readFileSync('dist/vectors.json', 'utf8'))).toEqual(RECORD);
  });

  it('counts the published vectors, and has the hash of each file that a walk can read', () => {
    const published = GROUPS.filter(({ publisher }) => !publisher.isOurs).flatMap(({ results }) => results);
    expect(RECORD.published).toEqual({ passed: published.length, total: published.length });
    expect(Object.keys(RECORD.byInputs).length).toBeGreaterThan(200);
    for (const path of Object.values(RECORD.byInputs)) {
      const hash = createHash('sha256').update(fixtures.read(path)).digest('hex');
      expect([path, RECORD.files[path]]).toEqual([path, hash]);
    }
  });

  it('gives the checks that the vector itself gives, and refuses a file that has changed', () => {
    const { trace } = documentedExample();
    const vector = publishedFor(trace, RECORD, fixtures)?.vector;
    expect(vector && checkTrace(trace, vector)).toEqual(checkTrace(trace, vectorIn('s3-documentation', 'get-object')));
    const changed = { ...fixtures, read: (path: string) => `${fixtures.read(path)} ` };
    expect(() => publishedFor(trace, RECORD, changed)).toThrow(
      'The vector file vectors/s3-documentation/get-object.json is not the one that this program was built with.',
    );
  });
});

function withoutDate({ request }: HeaderVector): HeaderVector['request'] {
  return { ...request, headers: request.headers.filter(([name]) => name.toLowerCase() !== 'x-amz-date') };
}

function queryOf(vector: Omit<HeaderVector, 'chunkSizes' | 'trailers'>): RunnableVector {
  return { ...vector, kind: 'query', form: 'query', expires: 60, payload: 'unsigned' };
}
