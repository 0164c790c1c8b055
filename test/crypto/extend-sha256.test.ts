/** A SHA-256 that is continued without what was hashed is that of the whole text, as Node.js computes it. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { octetsFromArray, octetsFromHex } from '../../src/bytes/octets.ts';
import { extendSha256, sha256Padding } from '../../src/crypto/extend-sha256.ts';

const hashOf = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex');

it('is that of the text, its padding, and what follows, for every length', () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(bytes, bytes, (hidden, more) => {
      const padding = Buffer.from(sha256Padding(hidden.length), 'latin1');
      const extended = extendSha256(octetsFromHex(hashOf(hidden)), hidden.length, octetsFromArray(more));
      expect(extended).toBe(hashOf(hidden, padding, more));
    }),
  );
});

/** FIPS 180-4, section 5.1.1: "abc" has 24 bits, and 55 bytes are the most that fit into one block. */
it.each([
  [3, 61, 24n],
  [55, 9, 440n],
  [56, 72, 448n],
  [64, 64, 512n],
])('%i bytes are followed by %i, which end with the number of bits', (length, padding, bits) => {
  const octets = Buffer.from(sha256Padding(length), 'latin1');
  expect([octets.length, octets[0], octets.readBigUInt64BE(octets.length - 8)]).toEqual([padding, 0x80, bits]);
  expect(octets.subarray(1, -8).every((octet) => octet === 0)).toBe(true);
});
