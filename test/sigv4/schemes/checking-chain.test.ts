/** Chunks as a server follows them, and those of SigV4A, which anybody can check. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AWS4_ECDSA_P256_SHA256 } from '../../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { beginSigning } from '../../../src/sigv4/sign.ts';
import { findValue } from '../../../src/trace/trace.ts';
import { octetsOf, plainOf } from '../../support/octets-of.ts';
import { sha256Of, stringToSignOf } from '../../support/sigv4/independent-signer.ts';
import { isSignatureOf, keyPairOf } from '../../support/sigv4/independent-sigv4a.ts';
import { chainOf } from '../../support/sigv4/signed-chunks.ts';
import { type Asked, chainToCheck, EXAMPLE, inputOf, sign } from '../../support/sigv4/signing.ts';

const HEAD = 'PUT /examplebucket/chunkObject.txt HTTP/1.1\r\nHost: s3.amazonaws.com\r\n\r\n';
const STREAMING: Asked = { head: HEAD, rules: { payload: 'streaming' } };
const TRAILERS: Asked = { head: HEAD, trailers: ['a'], rules: { payload: 'streaming-trailer' } };

describe('the chunks of SigV4A', () => {
  const asked = { ...TRAILERS, algorithm: AWS4_ECDSA_P256_SHA256 };
  const chunks = ['first', 'second', 'third'];
  const { trace, seed = '', signatures, trailer } = chainOf({ asked, chunks, trailers: [['a', 'b']] }, 'recorded');
  const { publicKey } = keyPairOf(EXAMPLE.keyId, EXAMPLE.secret);
  const by = { timestamp: EXAMPLE.timestamp, scope: ['20130524', 's3', 'aws4_request'] };

  it.each([0, 1, 2, 3])('are signed one after the other, number %i too', (at) => {
    const tail = [[seed, ...signatures][at] ?? '', sha256Of(''), sha256Of([...chunks, ''][at] ?? '')];
    const toSign = stringToSignOf('AWS4-ECDSA-P256-SHA256-PAYLOAD', by, ...tail);
    expect(findValue(trace, `chunk-${at + 1}/string-to-sign`)?.bytes.octets).toBe(toSign);
    expect(isSignatureOf(toSign, signatures[at] ?? '', publicKey)).toBe(true);
  });

  it('have their trailing headers signed', () => {
    const toSign = stringToSignOf('AWS4-ECDSA-P256-SHA256-TRAILER', by, signatures.at(-1) ?? '', sha256Of('a:b\n'));
    expect(findValue(trace, 'trailer/string-to-sign')?.bytes.octets).toBe(toSign);
    expect(isSignatureOf(toSign, trailer ?? '', publicKey)).toBe(true);
  });

  it('have signatures that fit the length on the wire', () => {
    for (const signature of signatures) {
      expect(signature.length).toBeLessThanOrEqual(AWS4_ECDSA_P256_SHA256.chunkSignatureLength);
    }
  });

  it('record nothing twice', () => {
    const ids = trace.values.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a server that follows the chain', () => {
  const algorithms = [{}, { algorithm: AWS4_ECDSA_P256_SHA256 }] as const;

  /** Whether each chunk, the empty one too, and the trailing headers are accepted. */
  function accepted(head: string, chunks: readonly string[], signatures: readonly string[], trailer: string) {
    const chain = chainToCheck(head);
    const inChunks = signatures.map(
      (signature, at) => chain.check(plainOf(sha256Of(chunks[at] ?? '')), octetsOf(signature)).isSignatureRight,
    );
    return [
      ...inChunks,
      chain.checkTrailer([{ name: plainOf('a'), value: plainOf('b') }], octetsOf(trailer)).isSignatureRight,
    ];
  }

  it.each(algorithms)('accepts what was signed, and nothing that was changed, dropped or exchanged: %o', (how) => {
    const chunks = ['one', 'two', 'three'];
    const asked = { ...TRAILERS, ...how };
    const start = beginSigning(inputOf(asked));
    const chain = start.startChain?.();
    const head = findValue(start.trace, 'signed-request')?.bytes.octets ?? '';
    const signatures = chunks.map((chunk) => chain?.sign(plainOf(sha256Of(chunk))).octets ?? '');
    signatures.push(chain?.signLast().octets ?? '');
    const trailer = chain?.signTrailer([{ name: plainOf('a'), value: plainOf('b') }]).octets ?? '';
    const exchanged = [signatures[1] ?? '', signatures[0] ?? '', ...signatures.slice(2)];
    expect(accepted(head, chunks, signatures, trailer)).toEqual([true, true, true, true, true]);
    expect(accepted(head, ['one', 'Two', 'three'], signatures, trailer)).toEqual([true, false, true, true, true]);
    expect(accepted(head, chunks, exchanged, trailer)).toEqual([false, false, false, true, true]);
    expect(accepted(head, chunks.slice(1), signatures.slice(1), trailer)).toEqual([false, true, true, true]);
    expect(accepted(head, chunks, ['', ...signatures.slice(1)], trailer)).toEqual([false, false, true, true, true]);
    expect(accepted(head, chunks, signatures, signatures[0] ?? '').at(-1)).toBe(false);
  });

  it('never throws, no matter what the signature is', () => {
    const head = sign({ ...STREAMING, algorithm: AWS4_ECDSA_P256_SHA256 }).bytes.octets;
    const chain = chainToCheck(head);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^30[0-9a-f]{0,150}$/)), (signature) => {
        expect(chain.check(plainOf(sha256Of('')), octetsOf(signature)).isSignatureRight).toBe(false);
      }),
    );
  });
});
