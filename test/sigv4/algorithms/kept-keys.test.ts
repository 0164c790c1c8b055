/** Keys that are kept: the same signatures and the same record, and no key for another secret, day, region or service. */
import { describe, expect, it } from 'vitest';
import type { Algorithm, SigningKeyInput } from '../../../src/sigv4/algorithms/algorithm.ts';
import { AWS4_HMAC_SHA256 } from '../../../src/sigv4/algorithms/hmac-sha256.ts';
import { keepingKeys } from '../../../src/sigv4/algorithms/kept-keys.ts';
import { ALGORITHMS } from '../../../src/sigv4/algorithms/table.ts';
import { recording, unrecorded } from '../../../src/trace/trace.ts';
import { plainOf } from '../../support/octets-of.ts';

/** Access key ID, secret, day, region and service, a space between each two. */
function inputOf(words: string): SigningKeyInput {
  const part = (index: number) => plainOf(words.split(' ')[index] ?? '');
  return { accessKeyId: part(0), secretAccessKey: part(1), date: part(2), region: part(3), service: part(4) };
}
const INPUT = 'AKID secret 20130524 us-east-1 s3';
const TEXT = plainOf('text');

/** The same algorithm, and how often it derived a key. */
function counted(algorithm: Algorithm) {
  let times = 0;
  const counting: Algorithm = {
    ...algorithm,
    deriveKey(input, record) {
      times += 1;
      return algorithm.deriveKey(input, record);
    },
  };
  return { keeping: keepingKeys(counting), times: () => times };
}

describe.each(ALGORITHMS.map((algorithm) => [algorithm.id, algorithm] as const))(
  'a key of %s that is kept',
  (_id, algorithm) => {
    it('is derived once, and records the same each time', () => {
      const { keeping, times } = counted(algorithm);
      const recorded = [algorithm, keeping, keeping].map((each) => {
        const { record, values } = recording();
        each.deriveKey(inputOf(INPUT), record);
        return values.map(({ id, bytes }) => [id, bytes.octets]);
      });
      expect(recorded[0]?.length).toBeGreaterThan(3);
      expect(recorded[1]).toEqual(recorded[0]);
      expect(recorded[2]).toEqual(recorded[0]);
      expect(times()).toBe(1);
    });

    it('signs what a key of its own accepts', () => {
      const { keeping } = counted(algorithm);
      for (const _time of [1, 2]) {
        const signature = keeping.deriveKey(inputOf(INPUT), unrecorded).sign(TEXT, unrecorded);
        expect(algorithm.deriveKey(inputOf(INPUT), unrecorded).accepts(TEXT, signature.octets)).toBe(true);
      }
    });
  },
);

describe('keys that are kept', () => {
  it.each([
    ['AKID secreT 20130524 us-east-1 s3'],
    ['AKID secret 20130525 us-east-1 s3'],
    ['AKID secret 20130524 us-east-2 s3'],
    ['AKID secret 20130524 us-east-1 s4'],
    ['AKID secret2 0130524 us-east-1 s3'],
    ['AKI Dsecret 20130524 us-east-1 s3'],
  ])('are not those of another input: %s', (other) => {
    const { keeping } = counted(AWS4_HMAC_SHA256);
    const signatures = [INPUT, other].map((words) =>
      keeping.deriveKey(inputOf(words), unrecorded).sign(TEXT, unrecorded),
    );
    const own = AWS4_HMAC_SHA256.deriveKey(inputOf(other), unrecorded).sign(TEXT, unrecorded);
    expect(signatures[1]?.octets).toBe(own.octets);
    expect(signatures[1]?.octets).not.toBe(signatures[0]?.octets);
  });

  it('are no more than some hundreds, however many are used', () => {
    const { keeping, times } = counted(AWS4_HMAC_SHA256);
    const derive = (secret: string) =>
      keeping.deriveKey({ ...inputOf(INPUT), secretAccessKey: plainOf(secret) }, unrecorded);
    for (let count = 0; count < 1000; count++) derive(`secret ${count}`);
    expect(times()).toBe(1000);
    derive('secret 0');
    expect(times()).toBe(1001);
    derive('secret 0');
    expect(times()).toBe(1001);
  });
});
