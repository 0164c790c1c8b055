import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { findInStored, storedOctets } from '../../src/bytes/stored-bytes.ts';

const LONG = 3 * 1_048_576;
const whole = { start: 0, end: Number.POSITIVE_INFINITY };

describe('a text in stored bytes', () => {
  it('is found where two windows meet, in any case of letters', () => {
    const octets = `${'.'.repeat(1_048_576 - 3)}nEEdle${'.'.repeat(LONG)}Needle.` as Octets;
    const stored = storedOctets(octets);
    expect(findInStored(stored, 'NEEDLE' as Octets, whole, 1)).toBe(1_048_573);
    expect(findInStored(stored, 'needle' as Octets, whole, -1)).toBe(octets.length - 7);
    expect(findInStored(stored, 'needle' as Octets, { start: 1_048_574, end: octets.length - 7 }, 1)).toBeNull();
  });

  it('reads no more than it has to', () => {
    let read = 0;
    const stored = {
      length: LONG,
      read: (start: number, end: number) => {
        read += end - start;
        return 'x'.repeat(end - start) as Octets;
      },
    };
    expect(findInStored(stored, 'x' as Octets, whole, 1)).toBe(0);
    expect(read).toBeLessThanOrEqual(1_048_576);
  });

  it('is where a search of all the bytes finds it', () => {
    const few = fc.string({ unit: fc.constantFrom('a', 'B', 'b', '\xc0', '\xe0'), maxLength: 40 });
    fc.assert(
      fc.property(
        few,
        fc.string({ unit: fc.constantFrom('a', 'b', '\xe0'), maxLength: 3 }),
        fc.nat(45),
        (text, wanted, start) => {
          const ascii = text.replaceAll('B', 'b');
          const at = wanted === '' ? -1 : ascii.indexOf(wanted, start);
          const found = findInStored(storedOctets(text as Octets), wanted as Octets, { ...whole, start }, 1);
          expect(found ?? -1).toBe(at);
          const last = wanted === '' ? -1 : ascii.lastIndexOf(wanted);
          expect(findInStored(storedOctets(text as Octets), wanted as Octets, whole, -1) ?? -1).toBe(last);
        },
      ),
    );
  });
});
