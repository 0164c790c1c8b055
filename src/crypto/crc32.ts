/**
 * Computes CRCs of 32 bits: CRC-32 as in gzip (RFC 1952, section 8), and CRC-32C, the one with Castagnoli's polynomial
 * (RFC 9260, appendix A).
 *
 * This implementation exists because Node.js has no CRC-32C, and a browser has neither. The AWS library for these checksums
 * (@aws-sdk/checksums) is asynchronous, but the core of this program is synchronous. The tests compare the two
 * implementations.
 */
import { type CrcTable, emptyCrcTable, lookUp, lookUpEight, OCTETS, PLACES } from './crc-table.ts';
import { foldedCrc, type RunningCrc } from './folded-crc.ts';

/** Starts a CRC after pieces whose CRC is `before`. Its value is a number from 0 to 2^32 - 1. */
type StartCrc32 = (before?: number) => RunningCrc<number>;

/** `polynomial` has its bits in reverse order, lowest bit first. A piece is folded by `steps`. */
function crcOf(polynomial: number, steps: readonly (readonly number[])[]): StartCrc32 {
  // Built on first use, because building it takes several milliseconds and most runs do not need it.
  let made: CrcTable | null = null;
  const advance = (register: number, piece: Uint8Array): number => {
    made ??= makeTable(polynomial);
    const table = made;
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    const rest = piece.length - (piece.length % PLACES);
    let crc = register;
    for (let at = 0; at < rest; at += PLACES) {
      const first = crc ^ view.getInt32(at, true);
      const last = view.getInt32(at + 4, true);
      crc = lookUpEight(table, first, last);
    }
    for (let at = rest; at < piece.length; at++) crc = (crc >>> 8) ^ lookUp(table, 0, crc ^ view.getUint8(at));
    return crc;
  };
  const startRegister = foldedCrc({ zero: 0, advance, words: (register) => [register], steps });
  return (before = 0) => {
    const { update, value } = startRegister(~before);
    return { update, value: () => ~value() >>> 0 };
  };
}

/** The polynomial 1EDC6F41. */
export const startCrc32c = crcOf(0x82f63b78, [
  [767, 2524, 5275],
  [65, 155, 170, 195, 209],
]);

/** The polynomial 04C11DB7. Node.js computes it itself; this one is for a browser. */
const startCrc32 = crcOf(0xedb88320, []);

/** Computes the CRC-32 of a piece after pieces whose CRC is `before`, as a number from 0 to 2^32 - 1. */
export function crc32(piece: Uint8Array, before = 0): number {
  const { update, value } = startCrc32(before);
  update(piece);
  return value();
}

function makeTable(polynomial: number): CrcTable {
  const table = emptyCrcTable();
  for (let octet = 0; octet < OCTETS; octet++) {
    let crc = octet;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
    table[octet] = crc;
  }
  for (let later = 1; later < PLACES; later++) {
    for (let octet = 0; octet < OCTETS; octet++) {
      const sooner = lookUp(table, later - 1, octet);
      table[later * OCTETS + octet] = (sooner >>> 8) ^ lookUp(table, 0, sooner);
    }
  }
  return table;
}
