/** Windows on bytes, however they are put together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StoredBytes, storedFrom, storedOctets, storedTogether } from '../../src/bytes/stored-bytes.ts';
import { octets } from '../support/bytes.ts';

const parts = fc.array(fc.string({ unit: 'binary-ascii', maxLength: 8 }), { maxLength: 6 });
const stored = (text: string) => storedOctets(octets(text));

describe('bytes one after the other', () => {
  it('have in each window what the whole has there', () => {
    fc.assert(
      fc.property(parts, fc.nat(50), fc.nat(50), (texts, one, other) => {
        const whole = texts.join('');
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        const together = storedTogether(texts.map(stored));
        expect(together.length).toBe(whole.length);
        expect(together.read(start, end)).toBe(whole.slice(start, end));
        const first = Math.min(start, whole.length);
        expect(storedFrom(together, first).length).toBe(whole.length - first);
        expect(storedFrom(together, first).read(0, end)).toBe(whole.slice(first, first + end));
      }),
    );
  });

  it('end where one of them has become shorter: nothing moves into its place', () => {
    const shrunk: StoredBytes = { length: 4, read: (start, end) => stored('ab').read(start, end) };
    expect(storedTogether([stored('__'), shrunk, stored('cd')]).read(0, 8)).toBe('__ab');
    expect(storedTogether([shrunk, stored('cd')]).read(4, 6)).toBe('cd');
  });

  it('are asked only for what lies in the window', () => {
    const asked: [number, number][] = [];
    const watched: StoredBytes = {
      length: 2 ** 40,
      read: (start, end) => {
        asked.push([start, end]);
        return octets('x'.repeat(end - start));
      },
    };
    storedTogether([stored('abc'), watched, watched]).read(2 ** 40, 2 ** 40 + 5);
    expect(asked).toEqual([
      [2 ** 40 - 3, 2 ** 40],
      [0, 2],
    ]);
  });
});
