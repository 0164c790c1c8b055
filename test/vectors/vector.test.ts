/** The format of vector files: an error names file and field, and every vector that is read can run. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runGroup } from '../../src/vectors/run.ts';
import { readVectors } from '../../src/vectors/vector.ts';
import { fixtures, groupOf, memoryFiles } from '../support/fixtures.ts';
import { runs } from '../support/sweep.ts';
import { VECTOR_GROUPS } from '../support/vectors/published-vectors.ts';

type Json = { [field: string]: Json } | Json[] | string | number;

/** A file of each kind. */
const FILES = {
  header: 's3-documentation/get-object',
  chunks: 's3-documentation/chunked-upload-trailer',
  query: 's3-documentation/presigned-get-object',
  policy: 's3-documentation/post-policy',
  sigv4a: 'aws-signing-test-suite-sigv4a/get-vanilla',
  events: 'aws-c-auth/event-stream',
  chain: 'aws-c-auth/chunks-and-three-trailers',
  declined: 's3-documentation/authorization-syntax',
} as const;

const contentOf = (kind: keyof typeof FILES): Record<string, Json> =>
  JSON.parse(fixtures.read(`vectors/${FILES[kind]}.json`));

const read = (content: unknown) => readVectors(groupOf({ it: content }))[0];

describe('the kinds of vectors', () => {
  it.each([
    ['header', 'header'],
    ['chunks', 'header'],
    ['sigv4a', 'header'],
    ['query', 'query'],
    ['policy', 'policy'],
    ['events', 'events'],
    ['chain', 'chain'],
  ] as const)('%s is known by what it says is signed', (file, kind) => {
    expect(read(contentOf(file))?.runnable).toMatchObject([{ kind, name: 'it', timestamp: contentOf(file).timestamp }]);
  });

  it('what cannot be computed again is apart from what can', () => {
    const group = read(contentOf('declined'));
    expect(group?.runnable).toEqual([]);
    expect(group?.declined).toMatchObject([{ kind: 'declined', name: 'it', declined: contentOf('declined').declined }]);
  });

  it('there are vectors of every kind', () => {
    const kinds = VECTOR_GROUPS.flatMap(({ runnable, declined }) => [...runnable, ...declined]).map(({ kind }) => kind);
    expect([...new Set(kinds)].sort()).toEqual(['chain', 'declined', 'events', 'header', 'policy', 'query']);
  });

  it('groups and vectors are in the order of their names', () => {
    const groups = VECTOR_GROUPS.map(({ id }) => id);
    expect(groups).toEqual([...groups].sort());
    for (const { runnable } of VECTOR_GROUPS) {
      const names = runnable.map(({ name }) => name);
      expect(names).toEqual([...names].sort());
    }
  });
});

/** Kind, the field that is changed, what to, the field that is named. */
const WRONG: readonly (readonly [keyof typeof FILES, string, Json | undefined, string])[] = [
  ['header', 'request', undefined, 'request'],
  ['header', 'timestamp', '20130524', 'timestamp'],
  ['header', 'timestamp', '20130230T000000Z', 'timestamp'],
  ['header', 'request.headers.0.1', undefined, 'request.headers.0.1'],
  ['header', 'request.body', { hex: 'abc' }, 'request.body.hex'],
  ['header', 'request.body', { repeat: 'a', count: -1 }, 'request.body.count'],
  ['header', 'request.body', { repeat: 'aaaa', count: 1_000_000_000 }, 'request.body'],
  ['header', 'algorithm', 'AWS3', 'algorithm'],
  ['header', 'rules.pathEncoding', 'thrice', 'rules.pathEncoding'],
  ['header', 'rules.quotedSpaces', 'maybe', 'rules.quotedSpaces'],
  ['header', 'rules.payload', 'hashed', 'rules.payload'],
  ['header', 'paylod', 'unsigned', 'paylod'],
  ['header', 'published.signature', 7, 'published.signature'],
  ['header', 'signedHeaders', ['Host'], 'signedHeaders.0'],
  ['header', 'credentials.accessKeyId', undefined, 'credentials.accessKeyId'],
  ['chunks', 'chunkSizes', [65_536], 'chunkSizes'],
  ['chunks', 'chunkSizes', [0, 66_560], 'chunkSizes.0'],
  ['chunks', 'chunkSizes', Array.from({ length: 17 }, () => 1), 'chunkSizes'],
  ['chain', 'chunkSizes', [1], 'chunkSizes'],
  ['chain', 'rules', {}, 'rules'],
  ['query', 'expires', undefined, 'expires'],
  ['query', 'expires', 604_801, 'expires'],
  ['query', 'payload', 'streaming', 'payload'],
  ['events', 'events.0.headersHex', 'xy', 'events.0.headersHex'],
  ['events', 'events.1.timestamp', 'now', 'events.1.timestamp'],
  ['policy', 'policy', { base64: '%' }, 'policy.base64'],
  ['declined', 'declined', 1, 'declined'],
];

describe('a file that does not have the format', () => {
  it.each(WRONG)('of a %s with %s as %j is refused by its name and the field', (kind, field, value, named) => {
    const wrong = changed(contentOf(kind), field.split('.'), value);
    const message = `The vector file vectors/g/it.json does not have the format of a vector. ${named}: `;
    expect(() => read(wrong)).toThrow(message);
  });

  it.each(['{', '', 'null', '[]', '"text"'])('%j is refused by its name', (text) => {
    const files = memoryFiles({ 'vectors/g/publisher.json': '{}', 'vectors/g/it.json': text });
    expect(() => readVectors(files)).toThrow(
      'The vector file vectors/g/it.json does not have the format of a vector. ',
    );
  });

  it('of a publisher is refused by its name and the field', () => {
    const files = memoryFiles({ 'vectors/g/publisher.json': '{"title": "T"}' });
    expect(() => readVectors(files)).toThrow(/vectors\/g\/publisher\.json .* publisher: /);
  });
});

describe('any change in a file', () => {
  const changes = fc.record({
    kind: fc.constantFrom(...(Object.keys(FILES) as (keyof typeof FILES)[])),
    /** Which of the fields, however deep, from the first to the last. */
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    value: fc.oneof(
      fc.constant(undefined),
      fc.string({ unit: 'binary' }),
      fc.jsonValue() as fc.Arbitrary<Json>,
      fc.constantFrom<Json>('', '\r\n', 'x y:z', 'GET', '20200101T000000Z', -1, 0, 1, 2 ** 53, [], {}),
      fc.record({ repeat: fc.constantFrom('', 'é', 'ab'), count: fc.constantFrom(0, 3, 9_000_000) }),
    ),
  });

  it('it is refused by its name, or it can be run', () => {
    fc.assert(
      fc.property(changes, ({ kind, at, value }) => {
        const content = contentOf(kind);
        const fields = fieldsOf(content);
        const wrong = changed(content, fields[Math.floor(at * fields.length)] ?? [], value);
        const group = attempt(() => read(wrong));
        if (group instanceof Error)
          expect(group.message).toMatch(/^The vector file vectors\/g\/it\.json does not have/);
        else if (group) expect(runGroup(group).results).toHaveLength(group.runnable.length);
      }),
      { numRuns: runs(1000) },
    );
  });
});

function attempt<Result>(act: () => Result): Result | Error {
  try {
    return act();
  } catch (error) {
    return error as Error;
  }
}

/** The content with one field, however deep, changed; taken out for `undefined`. */
function changed(content: Json, [field, ...deeper]: readonly string[], value: Json | undefined): Json {
  if (field === undefined) return value ?? content;
  const copy: { [name: string]: Json } = Array.isArray(content)
    ? (content.slice() as unknown as { [name: string]: Json })
    : { ...(content as object) };
  if (deeper.length > 0) copy[field] = changed(copy[field] ?? {}, deeper, value);
  else if (value === undefined) delete copy[field];
  else copy[field] = value;
  return copy;
}

/** The ways to all fields of a content. */
function fieldsOf(content: Json): string[][] {
  if (typeof content !== 'object') return [[]];
  return Object.entries(content).flatMap(([field, inside]) => [
    [field],
    ...fieldsOf(inside).map((deeper) => [field, ...deeper]),
  ]);
}
