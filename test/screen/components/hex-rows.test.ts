/** The hex view: pairs of bytes, and the byte under the cursor without colors. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../../src/bytes/octets.ts';
import { storedOctets } from '../../../src/bytes/stored-bytes.ts';
import { hexRows, hexWidth } from '../../../src/screen/components/page/hex-rows.ts';

const OCTETS = 'GET /test.txt HTTP/1' as Octets;
const shown = {
  ...{ name: 'Request', length: OCTETS.length, stored: storedOctets(OCTETS), limit: null, masked: [] },
  form: 'text' as const,
};
const drawn = (byte: number, bytesInRow: 8 | 16 = 16) =>
  hexRows({ value: 'request', shown, bytesInRow, digits: 4, height: 2 }, { byte }).map((row) =>
    row.map(({ text }) => text).join(''),
  );

describe('the hex view', () => {
  it('has 16 bytes in 62 cells, in pairs', () => {
    expect(hexWidth(16, 4)).toBe(62);
    const rows = drawn(4);
    expect(rows[0]).toBe(' 0000 4745 5420>2f74 6573 742e 7478 7420 4854 GET /test.txt HT');
    expect(rows[1]).toBe(' 0010 5450 2f31                               TP/1');
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(62);
  });

  it.each([
    [0, ' 0000>4745 5420 '],
    [1, ' 0000 4745<5420 '],
    [2, ' 0000 4745>5420 '],
    [3, ' 0000 4745 5420<'],
    [15, ' 4854<GET /'],
    [16, ' 0010>5450 2f31 '],
    [19, ' 0010 5450 2f31< '],
  ])('has one mark, which points to byte %i of a pair, and no column moves', (byte, says) => {
    const rows = drawn(byte);
    expect(rows.join('\n')).toContain(says);
    expect(rows.join('').match(/[<>]/g)).toHaveLength(1);
    const without = (row: string) => row.replace(/[<>]/, ' ');
    expect(rows.map(without)).toEqual(drawn(4).map(without));
  });
});
