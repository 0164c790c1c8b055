/** Bytes of tens of thousands of origins: nothing overflows, nothing costs the square, and equal histories are one. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, copyOf, derive, given, join, rewrite, slice } from '../../src/bytes/bytes.ts';
import type { Transform } from '../../src/bytes/origin.ts';
import { lowerCase, percentDecode, percentEncode } from '../../src/bytes/text-operations.ts';
import { expectQuoted, expectTiled, octets, TRANSFORM } from '../support/bytes.ts';
import { inputNamed } from '../support/sources.ts';

const HASHED: Transform = { id: 'hashed', done: 'hashed', secrecy: 'hides' };
/** More than a call can have arguments. */
const MANY = 150_000;

const OPERATIONS: Readonly<Record<string, (bytes: Bytes) => Bytes>> = {
  'percent-decoded': percentDecode,
  'percent-encoded': percentEncode,
  'lower-cased': lowerCase,
  hashed: (bytes) => derive(octets('digest'), HASHED, [bytes]),
  'cut in the middle': (bytes) => slice(bytes, bytes.octets.length >> 1),
  joined: (bytes) => join([bytes, bytes], given(octets(','), inputNamed('comma'))),
};

const names = Object.keys(OPERATIONS);
const performed = (text: string, order: readonly string[]) =>
  order.reduce((bytes, name) => OPERATIONS[name]?.(bytes) ?? bytes, given(octets(text), inputNamed('source')));

describe('bytes of tens of thousands of spans', () => {
  it('go through any operations in any order, and still tile and quote', { tags: ['expensive'] }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom('%2B', 'A-', '%41/', 'a=1&', '+'),
        fc.integer({ min: 20_000, max: 60_000 }),
        fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }),
        (piece, count, order) => {
          const text = piece.repeat(count);
          const bytes = performed(text, order);
          expect(bytes.spans?.reduce((reached, { start, end }) => (start === reached ? end : -1), 0)).toBe(
            bytes.octets.length,
          );
          expect(bytes.spans?.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('are hashed, each of the spans an ingredient', { tags: ['expensive'] }, () => {
    const parts = Array.from({ length: MANY }, (_, at) => copyOf(`part-${at}`, octets('x')));
    const [span] = derive(octets('digest'), HASHED, [join(parts)]).spans ?? [];
    expect(span?.origin).toMatchObject({ kind: 'derived', by: [HASHED] });
    expect(span?.origin.kind === 'derived' && span.origin.from.length).toBe(MANY);
  });

  it('share one list of what was done to them', { tags: ['expensive'] }, () => {
    const encoded = percentEncode(percentDecode(given(octets('%2B'.repeat(20_000)), inputNamed('source'))));
    expectTiled(encoded);
    expectQuoted(encoded, { source: '%2B'.repeat(20_000) });
    const histories = new Set(
      (encoded.spans ?? []).flatMap(({ origin }) =>
        origin.kind === 'derived' ? [origin.by, ...origin.from.map(({ by }) => by)] : [],
      ),
    );
    expect([...histories].map((by) => by.map(({ id }) => id))).toEqual([['percent-decode', 'percent-encode']]);
  });
});

describe('what was done to bytes', () => {
  it('is told apart where the same was done in another order', () => {
    const [one, other] = [TRANSFORM, HASHED].map((first) => {
      const second = first === TRANSFORM ? HASHED : TRANSFORM;
      const once = rewrite(copyOf('value', octets('a')), first, /a/g, () => 'b');
      return rewrite(once, second, /b/g, () => 'c').spans?.[0]?.origin;
    });
    expect(one).toMatchObject({ by: [TRANSFORM, HASHED], from: [{ by: [TRANSFORM, HASHED] }] });
    expect(other).toMatchObject({ by: [HASHED, TRANSFORM], from: [{ by: [HASHED, TRANSFORM] }] });
  });
});
