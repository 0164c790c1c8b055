/**
 * Computes CRC-64/NVME (NVM Express, NVM Command Set Specification, section 5.2.1.3.4). Each CRC is kept as two 32-bit
 * halves, because those are the fastest numbers in JavaScript.
 *
 * This implementation exists because Node.js has none. The AWS library for this checksum (@aws-sdk/checksums) is
 * asynchronous, but the core of this program is synchronous. The tests compare the two implementations.
 */
import { type CrcTable, emptyCrcTable, lookUp, lookUpEight, OCTETS, PLACES } from './crc-table.ts';
import { foldedCrc, type RunningCrc } from './folded-crc.ts';

/** A 64-bit number as two halves. Each half is a number from 0 to 2^32 - 1. */
interface Crc64 {
  readonly high: number;
  readonly low: number;
}

interface CrcTables {
  readonly high: CrcTable;
  readonly low: CrcTable;
}

const OF_NOTHING: Crc64 = { high: 0, low: 0 };

/** The polynomial AD93D23594C93659 with its bits in reverse order, lowest bit first. */
const POLYNOMIAL: Crc64 = { high: 0x9a6c9329, low: 0xac4bc9b5 };

/**
 * The tables, which are built on first use, because building them takes several milliseconds and most runs do not need
 * them.
 */
let made: CrcTables | null = null;

/** Starts a CRC-64/NVME of no pieces. */
export function startCrc64Nvme(): RunningCrc<Crc64> {
  const { update, value } = startRegister(inverse(OF_NOTHING));
  return { update, value: () => inverse(value()) };
}

const inverse = ({ high, low }: Crc64): Crc64 => ({ high: ~high >>> 0, low: ~low >>> 0 });

const startRegister = foldedCrc({
  zero: { high: 0, low: 0 },
  advance,
  words: ({ high, low }) => [low, high],
  steps: [
    [1386, 4500, 4610, 5197, 5449, 6711],
    [88, 208, 364, 444, 496, 580, 696, 712, 852, 872, 896, 932],
  ],
});

function advance(register: Crc64, piece: Uint8Array): Crc64 {
  made ??= makeTables();
  const tables = made;
  const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
  const rest = piece.length - (piece.length % PLACES);
  let { high, low } = register;
  for (let at = 0; at < rest; at += PLACES) {
    const first = low ^ view.getInt32(at, true);
    const last = high ^ view.getInt32(at + 4, true);
    low = lookUpEight(tables.low, first, last);
    high = lookUpEight(tables.high, first, last);
  }
  for (let at = rest; at < piece.length; at++) {
    const octet = low ^ view.getUint8(at);
    low = ((low >>> 8) | (high << 24)) ^ lookUp(tables.low, 0, octet);
    high = (high >>> 8) ^ lookUp(tables.high, 0, octet);
  }
  return { high, low };
}

function makeTables(): CrcTables {
  const tables = { high: emptyCrcTable(), low: emptyCrcTable() };
  for (let octet = 0; octet < OCTETS; octet++) {
    let high = 0;
    let low = octet;
    for (let bit = 0; bit < 8; bit++) {
      const divide = low & 1;
      low = ((low >>> 1) | (high << 31)) ^ (divide ? POLYNOMIAL.low : 0);
      high = (high >>> 1) ^ (divide ? POLYNOMIAL.high : 0);
    }
    tables.high[octet] = high;
    tables.low[octet] = low;
  }
  for (let later = 1; later < PLACES; later++) {
    for (let octet = 0; octet < OCTETS; octet++) {
      const high = lookUp(tables.high, later - 1, octet);
      const low = lookUp(tables.low, later - 1, octet);
      tables.high[later * OCTETS + octet] = (high >>> 8) ^ lookUp(tables.high, 0, low);
      tables.low[later * OCTETS + octet] = ((low >>> 8) | (high << 24)) ^ lookUp(tables.low, 0, low);
    }
  }
  return tables;
}
