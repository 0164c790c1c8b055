/** Where no known mistake explains how the two sides differ, the difference itself is the cause; what says more goes first. */
import { describe, expect, it } from 'vitest';
import { diagnosed, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';

const ORDER = {
  path: '/a.txt',
  query: [
    ['list-type', '2'],
    ['prefix', 'b'],
  ],
  headers: [['x-amz-meta-a', '1']],
} as const;
const SIGNED = ordered(ORDER);
const namesOf = (pieces: readonly string[], secret: string | null) =>
  (diagnosed(pieces, secret)?.findings ?? []).map(({ cause, certainty }) => `${cause.id} ${certainty.kind}`);

describe('A difference that no known mistake makes', () => {
  it.each([
    ['the method', { method: 'PURGE' }, 'method-mismatch'],
    ['the path', { path: '/renamed.txt' }, 'url-path-changed'],
    ['the query', { query: [['prefix', 'changed']] as const }, 'query-not-canonicalised'],
    ['a header', { headers: [['x-amz-meta-a', 'changed']] as const }, 'signed-header-dropped-in-transit'],
  ])('in %s is named as it is', (_what, change, id) => {
    const seen = ordered({ ...ORDER, ...change });
    for (const secret of [null, SECRET])
      expect(namesOf([mismatch(seen), SIGNED.request, logOf(SIGNED)], secret)[0]).toBe(`${id} explains`);
  });

  it('in the case of the method is named as that', () => {
    const seen = ordered({ ...ORDER, method: 'get' });
    const [first] = diagnosed([mismatch(seen), SIGNED.request], SECRET)?.findings ?? [];
    expect(first).toMatchObject({ cause: { id: 'method-mismatch' }, variant: 'sent-in-lower-case' });
  });

  it('gives way to a mistake that makes the same', () => {
    const seen = ordered({ ...ORDER, headers: [['x-amz-meta-a', '']] });
    const [first] = namesOf([mismatch(seen), SIGNED.request, logOf(SIGNED)], SECRET);
    expect(first).toMatch(/ proved$/);
  });
});
