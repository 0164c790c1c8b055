/** The seal of a signature: each bit is one dot, and the dots give the bits back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedRows, digitGroups, type SealForm, sealRows, sealSize } from '../../src/layout/seal.ts';

const SIGNATURE = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const BIT = fc.nat({ max: 255 });

/** The dots of a seal, read from left to right and from top to bottom, as the digits that they stand for. */
const READERS: Readonly<Record<SealForm, (rows: readonly string[]) => string>> = {
  'half-blocks': (rows) =>
    digitsOf(
      rows.flatMap((row) => [
        Array.from(row, (cell) => '▀█'.includes(cell)),
        Array.from(row, (cell) => '▄█'.includes(cell)),
      ]),
    ),
  // The eight dots of a pattern are numbered 1 to 3 and 7 down the left, and 4 to 6 and 8 down the right.
  braille: (rows) =>
    digitsOf(
      rows.flatMap((row) =>
        [
          [0, 3],
          [1, 4],
          [2, 5],
          [6, 7],
        ].map((dots) => Array.from(row).flatMap((cell) => dots.map((dot) => isDot(cell, dot)))),
      ),
    ),
};

const isDot = (cell: string, dot: number) => (((cell.codePointAt(0) ?? 0) - 0x2800) & (1 << dot)) !== 0;

function digitsOf(rows: readonly (readonly boolean[])[]): string {
  expect(rows.map(({ length }) => length)).toEqual(Array(16).fill(16));
  const bits = rows.flat().map(Number).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(64, '0');
}

const flipped = (signature: string, bit: number): string =>
  (BigInt(`0x${signature}`) ^ (1n << BigInt(bit))).toString(16).padStart(64, '0');

describe.each(['half-blocks', 'braille'] as const)('a seal in %s', (form) => {
  it('gives back the signature', () => {
    fc.assert(
      fc.property(SIGNATURE, (signature) => {
        const rows = sealRows(signature, form) ?? [];
        expect(READERS[form](rows)).toBe(signature);
        const { width, height } = sealSize(form);
        expect(rows.map(({ length }) => length)).toEqual(Array(height).fill(width));
      }),
    );
  });

  it('has one dot for each bit: a bit that flips changes one dot, and the changed bits are that dot', () => {
    fc.assert(
      fc.property(SIGNATURE, BIT, (signature, bit) => {
        const other = flipped(signature, bit);
        const changed = READERS[form](changedRows(signature, other, form) ?? []);
        expect(BigInt(`0x${changed}`)).toBe(1n << BigInt(bit));
        expect(READERS[form](sealRows(other, form) ?? [])).toBe(other);
      }),
    );
  });

  it('is drawn of no signature that contains random numbers, and of no half of one', () => {
    for (const digits of ['', 'ab'.repeat(16), 'ab'.repeat(71), 'xy'.repeat(32)])
      expect(sealRows(digits, form)).toBe(null);
  });
});

/** Counted by hand: the bits of `ee46` above those of `6fe6`. */
it('begins with the first digits at the top left', () => {
  expect(sealRows(`ee466fe6${'0'.repeat(56)}`, 'half-blocks')?.[0]).toBe('▀██ ███▄▄█▄  ██ ');
  expect(sealRows(`ee466fe6cfb4c751${'0'.repeat(48)}`, 'braille')?.[0]).toBe('⣽⠃⢿⣷⢞⢦⠸⢃');
});

it('in digits has four groups, and marks each digit that differs', () => {
  fc.assert(
    fc.property(SIGNATURE, SIGNATURE, (one, other) => {
      const groups = digitGroups(one, other);
      expect(groups.map(({ length }) => length)).toEqual([16, 16, 16, 16]);
      expect(
        groups
          .flat()
          .map(({ digit }) => digit)
          .join(''),
      ).toBe(one);
      const same = groups.flat().map(({ digit, isChanged }, at) => isChanged === (digit !== other[at]));
      expect(same).not.toContain(false);
      expect(
        digitGroups(one, null)
          .flat()
          .some(({ isChanged }) => isChanged),
      ).toBe(false);
    }),
  );
});
