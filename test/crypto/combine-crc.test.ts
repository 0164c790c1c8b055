/** The CRC of concatenated parts, from the CRCs of the parts. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runningChecksum } from '../../src/crypto/checksums.ts';
import { combinedCrc, isCrc } from '../../src/crypto/combine-crc.ts';
import { runs } from '../support/sweep.ts';

describe.each(['crc32', 'crc32c', 'crc64nvme'] as const)('the %s of parts', (name) => {
  const of = (bytes: Uint8Array) => {
    const running = runningChecksum(name);
    running.update(bytes);
    return running.base64();
  };

  it('is that of all their bytes, also of empty ones', () => {
    const part = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(0)));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const crcs = parts.map((bytes) => ({ base64: of(bytes), length: bytes.length }));
        expect(combinedCrc(name, crcs)).toBe(of(Buffer.concat(parts)));
      }),
      { numRuns: runs(200) },
    );
  });

  it('is that of parts of the usual size', () => {
    const parts = [1, 2, 3].map((number) =>
      Buffer.alloc(1_048_576, createHash('sha256').update(String(number)).digest()),
    );
    const crcs = parts.map((bytes) => ({ base64: of(bytes), length: bytes.length }));
    expect(combinedCrc(name, crcs)).toBe(of(Buffer.concat(parts)));
  });
});

it('is for CRCs alone', () => {
  expect(['crc32', 'crc64nvme', 'sha256', 'md5', 'toString'].map(isCrc)).toEqual([true, true, false, false, false]);
});
