/** What a browser computes, compared with Node.js. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromArray } from '../../src/bytes/octets.ts';
import { P256_ORDER } from '../../src/crypto/p256.ts';
import { primitives as browser, compression as browserGzip } from '../../src/crypto/runtime/browser.ts';
import { primitives as node, compression as nodeGzip } from '../../src/crypto/runtime/node.ts';
import { runs } from '../support/sweep.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const NAMES = ['md5', 'sha1', 'sha256', 'sha512'] as const;
const FORMS = ['octets', 'hex', 'base64'] as const;
const keys = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter((key) => octetsFromArray(key) < P256_ORDER && key.some((byte) => byte > 0));

describe('what a browser computes', () => {
  it.each(NAMES)('is the %s of Node.js, whole and in pieces', (name) => {
    fc.assert(
      fc.property(bytes, bytes, fc.constantFrom(...FORMS), (first, last, written) => {
        const running = [browser, node].map((each) => each.startHash(name));
        const digests = running.map((each) => {
          each.update(first);
          const begun = each.digest(written);
          each.update(last);
          return [begun, each.digest(written)];
        });
        expect(digests[0]).toEqual(digests[1]);
        expect(browser.hash(name, first, written)).toBe(digests[1]?.[0]);
      }),
      { numRuns: runs(100) },
    );
  });

  it('is the HMAC of Node.js, also for a key that is longer than a block', () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.constantFrom('sha1', 'sha256'), (key, first, last, name) => {
        const messages = [first, last, first].map(octetsFromArray);
        const [ours, theirs] = [browser, node].map(({ hmac }) => {
          const mac = hmac(name, octetsFromArray(key));
          return messages.flatMap((message) => [mac(message, 'hex'), mac(message, 'octets')]);
        });
        expect(ours).toEqual(theirs);
      }),
      { numRuns: runs(100) },
    );
  });

  it('is the CRC-32 of Node.js, and the same comparison', () => {
    fc.assert(
      fc.property(bytes, bytes, (first, last) => {
        expect(browser.crc32(last, browser.crc32(first, 0))).toBe(node.crc32(last, node.crc32(first, 0)));
        const other = first.map((byte, at) => (at === first.length - 1 ? byte ^ 1 : byte));
        expect(browser.areEqual(first, other)).toBe(node.areEqual(first, other));
        expect(browser.areEqual(first, first)).toBe(true);
      }),
      { numRuns: runs(100) },
    );
  });

  it('decompresses what Node.js compresses, and the other way', () => {
    fc.assert(
      fc.property(bytes, (each) => {
        expect(browserGzip.gunzip(nodeGzip.gzip(each), 300)).toEqual(new Uint8Array(each));
        expect(new Uint8Array(nodeGzip.gunzip(browserGzip.gzip(each), 300))).toEqual(new Uint8Array(each));
      }),
      { numRuns: runs(50) },
    );
  });

  it('decompresses nothing that is damaged, too short, or longer than allowed', () => {
    const packed = nodeGzip.gzip(new Uint8Array(1000));
    const damaged = packed.map((byte, at) => (at === packed.length - 7 ? byte ^ 1 : byte));
    expect(() => browserGzip.gunzip(packed, 999)).toThrow();
    expect(() => browserGzip.gunzip(damaged, 1000)).toThrow();
    expect(() => browserGzip.gunzip(packed.subarray(0, 3), 1000)).toThrow();
    expect(browserGzip.gunzip(packed, 1000)).toHaveLength(1000);
  });

  it('signs on P-256 what Node.js verifies, and the other way, with the same public key', () => {
    fc.assert(
      fc.property(keys, bytes, (key, message) => {
        const publicKey = node.p256.publicKeyOf(key);
        expect(octetsFromArray(browser.p256.publicKeyOf(key))).toBe(octetsFromArray(publicKey));
        for (const [signing, verifying] of [
          [browser, node],
          [node, browser],
        ] as const) {
          const signature = signing.p256.signer(key)(message);
          const verify = verifying.p256.verifier(publicKey);
          expect(verify?.(message, signature)).toBe(true);
          expect(verify?.(Uint8Array.of(...message, 1), signature)).toBe(false);
          expect(verify?.(message, Uint8Array.of(...signature, 0))).toBe(false);
        }
      }),
      { numRuns: runs(20) },
    );
    expect(browser.p256.verifier(new Uint8Array(64))).toBe(null);
    expect(node.p256.verifier(new Uint8Array(64))).toBe(null);
  });
});
