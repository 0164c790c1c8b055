/** The key pair of SigV4A: made from the key ID and the secret, and from nothing else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexFromOctets } from '../../../src/bytes/octets.ts';
import { derivePrivateKey } from '../../../src/sigv4/stages/asymmetric-key.ts';
import { recording, unrecorded } from '../../../src/trace/trace.ts';
import { givenOf, plainOf } from '../../support/octets-of.ts';
import { keyInputOf, keyPairOf } from '../../support/sigv4/independent-sigv4a.ts';

const DOCUMENTED = ['AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'] as const;
/** aws-c-auth, tests/key_derivation_tests.c: "in synchronicity with Golang and IAM implementations". */
const RANDOM = ['AKISORANDOMAASORANDOM', 'q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom'] as const;

function pairOf(keyId: string, secret: string) {
  const pair = derivePrivateKey({ accessKeyId: plainOf(keyId), secretAccessKey: plainOf(secret) }, unrecorded);
  return { privateKey: hexFromOctets(pair.privateKey.octets), publicKey: hexFromOctets(pair.publicKey.octets) };
}

describe('the key pair', () => {
  it('is the one of aws-c-auth, leading zeros included', () => {
    expect(pairOf(...RANDOM)).toEqual({
      privateKey: '7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd',
      publicKey:
        '15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb' +
        '0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0',
    });
  });

  it("is the one that aws-c-auth has for AWS's example credentials", () => {
    expect(pairOf(...DOCUMENTED).publicKey).toBe(
      '18b7d04643359f6ec270dcbab8dce6d169d66ddc9778c75cfb08dfdb701637ab' +
        'fa36b35e4fe67e3112261d2e17a956ef85b06e44712d2850bcd3c2161e9993f2',
    );
  });

  it("is the one of AWS's signing test suite", () => {
    expect(pairOf('AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY').publicKey).toBe(
      'b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1' +
        '865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518',
    );
  });

  it('is that of an independent derivation for any credentials', () => {
    const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(bytes, bytes, (keyId, secret) => {
        expect(pairOf(keyId, secret)).toEqual(keyPairOf(keyId, secret));
      }),
    );
  });

  /** One candidate in 256 ends with the byte ff. */
  it('carries the one that is added into the byte before', () => {
    const keyIds = Array.from({ length: 1000 }, (_, at) => `AKIDEXAMPLE${at}`);
    const pairs = keyIds.map((keyId) => [pairOf(keyId, DOCUMENTED[1]), keyPairOf(keyId, DOCUMENTED[1])] as const);
    const carried = pairs.filter(([{ privateKey }]) => privateKey.endsWith('00'));
    expect(carried.length).toBeGreaterThan(0);
    expect(pairs.map(([pair]) => pair)).toEqual(pairs.map(([, independent]) => independent));
  });
});

describe('the values on the way to it', () => {
  const { record, values } = recording();
  derivePrivateKey(
    { accessKeyId: givenOf(DOCUMENTED[0], 'the key'), secretAccessKey: givenOf(DOCUMENTED[1], 'the secret') },
    record,
  );

  it('are these, of which the keys and the candidate are secret', () => {
    expect(values.map(({ id, secrecy }) => [id, secrecy])).toEqual([
      ['prefixed-secret', 'public'],
      ['key-input', 'public'],
      ['candidate', 'secret'],
      ['private-key', 'secret'],
      ['public-key', 'public'],
    ]);
  });

  it.each([
    ['prefixed-secret', `AWS4A${DOCUMENTED[1]}`],
    ['key-input', keyInputOf(DOCUMENTED[0], 1)],
    ['private-key', Buffer.from(keyPairOf(...DOCUMENTED).privateKey, 'hex').toString('latin1')],
  ])('have the %s of the specification', (id, expected) => {
    expect(values.find((value) => value.id === id)?.bytes.octets).toBe(expected);
  });

  it('end with a candidate that is one less than the private key', () => {
    const number = (id: string) => BigInt(`0x${hexFromOctets(octetsIn(id))}`);
    expect(number('private-key') - number('candidate')).toBe(1n);
  });

  function octetsIn(id: string) {
    const value = values.find((candidate) => candidate.id === id);
    if (!value) throw new Error(`There is no value ${id}.`);
    return value.bytes.octets;
  }
});
