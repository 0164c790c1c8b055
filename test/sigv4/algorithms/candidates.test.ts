/**
 * Candidates for a private key that no secret gives in a lifetime: too large, or with many bytes to carry into. They
 * stand in for the HMAC, and nothing else is replaced.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { derive } from '../../../src/bytes/bytes.ts';
import { hexFromOctets, octetsFromHex } from '../../../src/bytes/octets.ts';
import * as digests from '../../../src/crypto/digests.ts';
import { derivePrivateKey } from '../../../src/sigv4/stages/asymmetric-key.ts';
import { recording } from '../../../src/trace/trace.ts';
import { givenOf } from '../../support/octets-of.ts';
import { keyInputOf } from '../../support/sigv4/independent-sigv4a.ts';

const candidates: string[] = [];

beforeAll(() => {
  vi.spyOn(digests, 'hmacSha256').mockImplementation((key, message) =>
    derive(octetsFromHex(candidates.shift() ?? ''), { id: 'hmac', done: 'chosen', secrecy: 'hides' }, [key, message]),
  );
});
afterAll(() => vi.restoreAllMocks());

/** The order of P-256 (NIST SP 800-186, section 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const hexOf = (number: bigint) => number.toString(16).padStart(64, '0');

function deriveFrom(...chosen: readonly bigint[]) {
  candidates.splice(0, candidates.length, ...chosen.map(hexOf));
  const { record, values } = recording();
  const credentials = { accessKeyId: givenOf('AKID', 'the key'), secretAccessKey: givenOf('secret', 'the secret') };
  const { privateKey } = derivePrivateKey(credentials, record);
  return { privateKey: BigInt(`0x${hexFromOctets(privateKey.octets)}`), values };
}

describe('a candidate', () => {
  it.each([
    ['0', 0n],
    ['1', 1n],
    ['a byte ff', 0xffn],
    ['31 bytes ff', (1n << 248n) - 1n],
    ['ff bytes in the middle', 0xff_ff_01_ffn],
    ['the largest that can be a key', ORDER - 2n],
  ])('gives the number after it: %s', (_what, candidate) => {
    expect(deriveFrom(candidate).privateKey).toBe(candidate + 1n);
  });

  it.each([
    ['one less than the order', ORDER - 1n],
    ['the order', ORDER],
    ['one more', ORDER + 1n],
    ['the largest there is', (1n << 256n) - 1n],
  ])('is passed over where it is too large: %s', (_what, candidate) => {
    const { privateKey, values } = deriveFrom(candidate, candidate, 41n);
    expect(privateKey).toBe(42n);
    const inputs = values.filter(({ id }) => id.startsWith('key-input'));
    expect(inputs.map(({ id, bytes }) => [id, bytes.octets])).toEqual([
      ['key-input', keyInputOf('AKID', 1)],
      ['key-input-2', keyInputOf('AKID', 2)],
      ['key-input-3', keyInputOf('AKID', 3)],
    ]);
    const tried = values.filter(({ id }) => id.startsWith('candidate'));
    expect(tried.map(({ id, secrecy }) => [id, secrecy])).toEqual([
      ['candidate', 'secret'],
      ['candidate-2', 'secret'],
      ['candidate-3', 'secret'],
    ]);
    const [origin] = values.find(({ id }) => id === 'private-key')?.bytes.spans?.map((span) => span.origin) ?? [];
    expect(origin).toMatchObject({ kind: 'derived', from: [{ source: { value: 'candidate-3' } }] });
  });

  it('is tried for every counter up to 254, as aws-c-auth does', () => {
    const tooLarge = Array.from({ length: 253 }, () => ORDER);
    expect(deriveFrom(...tooLarge, 41n).privateKey).toBe(42n);
    expect(() => deriveFrom(...tooLarge, ORDER, 41n)).toThrow('No candidate was a private key');
  });
});
