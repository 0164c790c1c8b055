/**
 * Computes CRC-32C, the CRC with Castagnoli's polynomial (RFC 9260, appendix A).
 *
 * This implementation exists because Node.js has none. The AWS library for this checksum (@aws-sdk/checksums) is
 * asynchronous, but the core of this program is synchronous. The tests compare the two implementations.
 */
import { type CrcTable, emptyCrcTable, lookUp, lookUpEight, OCTETS, PLACES } from './crc-table.ts';

/** The polynomial 1EDC6F41 with its bits in reverse order, lowest bit first. */
const POLYNOMIAL = 0x82f63b78;

/**
 * The table, which is built on first use, because building it takes several milliseconds and most runs do not need it.
 */
let made: CrcTable | null = null;

/**
 * Computes the CRC-32C of a piece. The result is a number from 0 to 2^32 - 1. `before` is the CRC of all pieces before
 * it.
 */
export function crc32c(piece: Uint8Array, before = 0): number {
  made ??= makeTable();
  const table = made;
  const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
  const rest = piece.length - (piece.length % PLACES);
  let crc = ~before;
  for (let at = 0; at < rest; at += PLACES) {
    const first = crc ^ view.getInt32(at, true);
    const last = view.getInt32(at + 4, true);
    crc = lookUpEight(table, first, last);
  }
  for (let at = rest; at < piece.length; at++) crc = (crc >>> 8) ^ lookUp(table, 0, crc ^ view.getUint8(at));
  return ~crc >>> 0;
}

function makeTable(): CrcTable {
  const table = emptyCrcTable();
  for (let octet = 0; octet < OCTETS; octet++) {
    let crc = octet;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
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
