/**
 * Builds tables for computing a CRC eight octets at a time, a method known as "slicing by 8" (M. E. Kounavis and F. L.
 * Berry, A Systematic Approach to Building High Performance Software-Based CRC Generators, ISCC 2005).
 */

/** The effect of each of the 256 octets on the CRC after 0 to 7 more octets, 32 bits each. */
export type CrcTable = Int32Array;

export const PLACES = 8;
export const OCTETS = 256;

export function emptyCrcTable(): CrcTable {
  return new Int32Array(PLACES * OCTETS);
}

/**
 * Returns the effect of an octet on the CRC after `later` more octets (0 to 7). Only the lowest eight bits of `octet`
 * count.
 */
export function lookUp(table: CrcTable, later: number, octet: number): number {
  // The index is always inside the table.
  return table[(later << 8) | (octet & 0xff)] as number;
}

/**
 * Returns the effect of eight octets on the CRC. The four octets of `first` come before the four octets of `last`, and
 * in each number the lowest octet comes first.
 */
export function lookUpEight(table: CrcTable, first: number, last: number): number {
  return (
    lookUp(table, 7, first) ^
    lookUp(table, 6, first >>> 8) ^
    lookUp(table, 5, first >>> 16) ^
    lookUp(table, 4, first >>> 24) ^
    lookUp(table, 3, last) ^
    lookUp(table, 2, last >>> 8) ^
    lookUp(table, 1, last >>> 16) ^
    lookUp(table, 0, last >>> 24)
  );
}
