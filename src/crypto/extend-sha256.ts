/**
 * Continues a SHA-256 after its end. The result of SHA-256 is the state in which it stopped, so anyone who has the result and
 * knows how many bytes were hashed can hash more after them, without knowing what they were.
 */
import { _SHA256 } from '@noble/hashes/sha2.js';
import { arrayFromOctets, hexFromOctets, type Octets, octetsFromArray } from '../bytes/octets.ts';

const BLOCK = 64;
/** The bytes of the length, which end the last block. */
const LENGTH = 8;
const BITS = 8;

/** Returns the bytes that SHA-256 adds to a text of this many bytes before it hashes it (FIPS 180-4, section 5.1.1). */
export function sha256Padding(length: number): Octets {
  const zeros = (2 * BLOCK - LENGTH - 1 - (length % BLOCK)) % BLOCK;
  const padding = new Uint8Array(1 + zeros + LENGTH);
  padding[0] = 0x80;
  new DataView(padding.buffer).setBigUint64(1 + zeros, BigInt(length * BITS));
  return octetsFromArray(padding);
}

/**
 * Returns the SHA-256, as 64 hexadecimal digits, of a text whose first part is unknown. `hash` is the SHA-256 of that part,
 * as 32 bytes, and `length` is its number of bytes. The whole text is that part, its padding, and `more`.
 */
export function extendSha256(hash: Octets, length: number, more: Octets): string {
  const continued = new ContinuedSha256(arrayFromOctets(hash), length + sha256Padding(length).length);
  return hexFromOctets(octetsFromArray(continued.update(arrayFromOctets(more)).digest()));
}

class ContinuedSha256 extends _SHA256 {
  constructor(state: Uint8Array, length: number) {
    super();
    const words = new DataView(state.buffer, state.byteOffset, state.length);
    const word = (index: number) => words.getUint32(index * 4);
    this.set(word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7));
    this.length = length;
  }
}
