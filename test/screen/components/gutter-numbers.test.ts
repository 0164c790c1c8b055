/** The number before a row: a line, or the offset of a byte, in as many cells as the letters leave. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GUTTER, gutter } from '../../../src/screen/components/frame/gutter.ts';

const drawn = (number: number, letter: string | null = null) =>
  gutter({ number, letter: letter === null ? null : { text: letter, hue: 1 } })
    .map(({ text }) => text)
    .join('');

describe('the number of a row', () => {
  it.each([
    [7, null, '      7 '],
    [999, null, '    999 '],
    [1034, null, '   1034 '],
    [999_999, null, ' 999999 '],
    [1_234_567, null, '  1234k '],
    [2 ** 30, null, '  1073M '],
    [999, 'P', ' P  999 '],
    [1034, 'P', ' P 1034 '],
    [12_345, 'P', ' P  12k '],
    [999, 'MP', ' MP 999 '],
    [1034, 'MP', ' MP  1k '],
  ])('%i after the letter %j is %j', (number, letter, text) => {
    expect(drawn(number, letter)).toBe(text);
  });

  it('is different for different offsets of up to a million bytes', () => {
    const offset = fc.integer({ min: 0, max: 999_999 });
    fc.assert(
      fc.property(offset, offset, (one, other) => {
        expect(drawn(one) === drawn(other)).toBe(one === other);
      }),
    );
  });

  it('never makes the gutter wider', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(null, 'P', 'MP', 'KDRS'), (number, letter) => {
        expect(drawn(number, letter)).toHaveLength(GUTTER);
      }),
    );
  });
});
