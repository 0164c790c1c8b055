/** Converts bytes with the buffers of Node.js. */
import type { Conversions } from './runtime.ts';

/** Memory for a short text, because new memory costs more than writing into it. */
const PASSING = Buffer.alloc(4096);

export const conversions: Conversions = {
  fromText: (text) => Buffer.from(text, 'utf8').toString('latin1'),
  fromArray: (array) => {
    const buffer = array instanceof Buffer ? array : Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    return buffer.toString('latin1');
  },
  toArray: (octets) => Buffer.from(octets, 'latin1'),
  toPassingArray: (octets) =>
    octets.length > PASSING.length
      ? Buffer.from(octets, 'latin1')
      : PASSING.subarray(0, PASSING.write(octets, 0, 'latin1')),
  fromHex: (digits) => Buffer.from(digits, 'hex').toString('latin1'),
  toHex: (octets) => Buffer.from(octets, 'latin1').toString('hex'),
  fromBase64: (text) => Buffer.from(text, 'base64').toString('latin1'),
  toBase64: (octets) => Buffer.from(octets, 'latin1').toString('base64'),
  // Not from the pool of Node.js, which an object that is kept would keep as well.
  memory: (length) => Buffer.allocUnsafeSlow(length),
};
