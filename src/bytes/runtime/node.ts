/** Converts bytes with the buffers of Node.js. */
import type { Conversions } from './runtime.ts';

/** Memory that short texts are written into, because new memory costs more than writing. */
export interface ReusedMemory {
  readonly memory: Buffer;
  /** Returns the first octets of the memory. Each view is made once, because it costs as much as hashing a short text. */
  readonly first: (length: number) => Buffer;
}

export function reusedMemory(size: number): ReusedMemory {
  const memory = Buffer.alloc(size);
  const views: Buffer[] = [];
  return {
    memory,
    first(length) {
      views[length] ??= memory.subarray(0, length);
      return views[length];
    },
  };
}

/** Memory for two short texts, which are written by turns. */
let passing = reusedMemory(4096);
let other = reusedMemory(4096);

export const conversions: Conversions = {
  // Any other character has more than one byte in UTF-8. Its length is counted many characters at once.
  isAscii: (text) => Buffer.byteLength(text) === text.length,
  fromText: (text) => Buffer.from(text, 'utf8').toString('latin1'),
  fromArray: (array) => {
    const buffer = array instanceof Buffer ? array : Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    return buffer.toString('latin1');
  },
  toArray: (octets) => Buffer.from(octets, 'latin1'),
  toPassingArray: (octets) => {
    if (octets.length > passing.memory.length) return Buffer.from(octets, 'latin1');
    [passing, other] = [other, passing];
    return passing.first(passing.memory.write(octets, 0, 'latin1'));
  },
  fromHex: (digits) => Buffer.from(digits, 'hex').toString('latin1'),
  toHex: (octets) => Buffer.from(octets, 'latin1').toString('hex'),
  fromBase64: (text) => Buffer.from(text, 'base64').toString('latin1'),
  toBase64: (octets) => Buffer.from(octets, 'latin1').toString('base64'),
  // Not from the pool of Node.js, which an object that is kept would keep as well.
  memory: (length) => Buffer.allocUnsafeSlow(length),
};
