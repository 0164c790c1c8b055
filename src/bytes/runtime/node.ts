/** Converts bytes with the buffers of Node.js. */
import type { Conversions } from './runtime.ts';

/** Memory for two short texts, which are written by turns, because new memory costs more than writing into it. */
let passing = Buffer.alloc(4096);
let other = Buffer.alloc(4096);

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
    if (octets.length > passing.length) return Buffer.from(octets, 'latin1');
    [passing, other] = [other, passing];
    return passing.subarray(0, passing.write(octets, 0, 'latin1'));
  },
  fromHex: (digits) => Buffer.from(digits, 'hex').toString('latin1'),
  toHex: (octets) => Buffer.from(octets, 'latin1').toString('hex'),
  fromBase64: (text) => Buffer.from(text, 'base64').toString('latin1'),
  toBase64: (octets) => Buffer.from(octets, 'latin1').toString('base64'),
  // Not from the pool of Node.js, which an object that is kept would keep as well.
  memory: (length) => Buffer.allocUnsafeSlow(length),
};
