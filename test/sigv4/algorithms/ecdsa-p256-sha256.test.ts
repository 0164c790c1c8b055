/** AWS4-ECDSA-P256-SHA256: signatures that anybody can check with the public key, and no two the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AWS4_ECDSA_P256_SHA256 } from '../../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from '../../../src/sigv4/algorithms/hmac-sha256.ts';
import { ALGORITHMS, algorithmNamed } from '../../../src/sigv4/algorithms/table.ts';
import { traceSigning } from '../../../src/sigv4/sign.ts';
import { recording, unrecorded } from '../../../src/trace/trace.ts';
import { givenOf, octetsOf, plainOf } from '../../support/octets-of.ts';
import { sha256Of } from '../../support/sigv4/independent-signer.ts';
import { isSignatureOf, keyPairOf } from '../../support/sigv4/independent-sigv4a.ts';
import { accepts, EXAMPLE, inputOf, sign } from '../../support/sigv4/signing.ts';

const KEY_INPUT = {
  date: plainOf('20150830'),
  region: plainOf('us-east-1'),
  service: plainOf('service'),
  accessKeyId: plainOf('AKIDEXAMPLE'),
  secretAccessKey: plainOf('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'),
};
const KEY = AWS4_ECDSA_P256_SHA256.deriveKey(KEY_INPUT, unrecorded);
const PUBLIC_KEY = keyPairOf('AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY').publicKey;

/** aws-c-auth, tests/aws-signing-test-suite/v4a/get-vanilla: in its header, in its query. */
const PUBLISHED = [
  [
    'AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\n' +
      'cf59db423e841c8b7e3444158185aa261b724a5c27cbe762676f3eed19f4dc02',
    '3045022018b4e277d0281864beb51d3600e23f88510ea5031d68ddfbb68614b82a5eb7d2' +
      '022100effb9c5f22ed9ef3ae0ab243d21f06bce82365bbb79529a07b6888c343ae5f8c',
  ],
  [
    'AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\n' +
      '890c4ed28c1a1ac10b5862719b537afbe392e987dc1aab1efa16fe7de41d3c81',
    '3045022100b3246f8e1442dd58e73292ae1294720c3256ee58f6cea50f3a3f83b4a4b0331a' +
      '0220329693f7745c9008a5887c0529ceccb0fae4e16d707b712ea66acdbaf963769a',
  ],
] as const;

describe('a key of SigV4A', () => {
  it.each(PUBLISHED)('accepts what aws-c-auth signed, and nothing else: %#', (message, signature) => {
    const [accepted, altered] = [plainOf(message), plainOf(`${message} `)];
    expect(KEY.accepts(accepted, octetsOf(signature))).toBe(true);
    expect(KEY.accepts(altered, octetsOf(signature))).toBe(false);
    for (const wrong of [signature.toUpperCase(), `${signature}00`, `${signature}*`, signature.slice(2), '', '3045']) {
      expect(KEY.accepts(accepted, octetsOf(wrong))).toBe(false);
    }
  });

  it('signs what the public key accepts', () => {
    fc.assert(
      fc.property(fc.string(), (message) => {
        const signature = KEY.sign(plainOf(message), unrecorded).octets;
        expect(signature).toMatch(/^[0-9a-f]{136,144}$/);
        expect(isSignatureOf(message, signature, PUBLIC_KEY)).toBe(true);
        expect(KEY.accepts(plainOf(message), signature)).toBe(true);
      }),
    );
  });

  it('signs the same string in another way each time', () => {
    const signatures = Array.from({ length: 20 }, () => KEY.sign(plainOf('the same'), unrecorded).octets);
    expect(new Set(signatures).size).toBe(20);
  });

  it('records the hash of the string that it signs', () => {
    const { record, values } = recording();
    KEY.sign(givenOf('a string', 'the test'), record);
    expect(values.map(({ id, secrecy, bytes }) => [id, secrecy, bytes.octets])).toEqual([
      ['hashed-string-to-sign', 'public', sha256Of('a string')],
    ]);
  });

  it('is that of another secret for no other date, region or service', () => {
    const others = { date: plainOf('20150831'), region: plainOf('*'), service: plainOf('s3') };
    const signature = AWS4_ECDSA_P256_SHA256.deriveKey({ ...KEY_INPUT, ...others }, unrecorded).sign(
      plainOf('a string'),
      unrecorded,
    );
    expect(KEY.accepts(plainOf('a string'), signature.octets)).toBe(true);
    const stranger = AWS4_ECDSA_P256_SHA256.deriveKey({ ...KEY_INPUT, accessKeyId: plainOf('AKID') }, unrecorded);
    expect(stranger.accepts(plainOf('a string'), signature.octets)).toBe(false);
  });
});

/** aws-c-auth, tests/test_chunked_signing.c. */
describe('a request signed with SigV4A', () => {
  const head = [
    'PUT /examplebucket/chunkObject.txt HTTP/1.1',
    'host: s3.amazonaws.com',
    'x-amz-storage-class: REDUCED_REDUNDANCY',
    'Content-Encoding: aws-chunked',
    'x-amz-decoded-content-length: 66560',
    'Content-Length: 66824',
    '',
    '',
  ].join('\r\n');
  const asked = { head, algorithm: AWS4_ECDSA_P256_SHA256, rules: { payload: 'streaming' } } as const;

  it.each([
    ['streaming', [], 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', '', ''],
    [
      'streaming-trailer',
      ['first', 'second', 'third'],
      'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER',
      'x-amz-trailer:first,second,third\n',
      ';x-amz-trailer',
    ],
  ] as const)('has the canonical request that aws-c-auth has: %s', (payload, trailers, hash, line, name) => {
    expect(sign({ ...asked, trailers, rules: { payload } }).canonicalRequest.octets).toBe(
      'PUT\n/examplebucket/chunkObject.txt\n\ncontent-encoding:aws-chunked\ncontent-length:66824\n' +
        `host:s3.amazonaws.com\nx-amz-content-sha256:${hash}\nx-amz-date:20130524T000000Z\n` +
        'x-amz-decoded-content-length:66560\nx-amz-region-set:us-east-1\nx-amz-storage-class:REDUCED_REDUNDANCY\n' +
        `${line}\ncontent-encoding;content-length;host;x-amz-content-sha256;x-amz-date;` +
        `x-amz-decoded-content-length;x-amz-region-set;x-amz-storage-class${name}\n${hash}`,
    );
  });

  it('names no region in its scope, but in a header that is signed', () => {
    const signed = sign({ ...asked, region: '*', rules: { payload: 'hashed' } });
    expect(signed.credentialScope.octets).toBe('20130524/s3/aws4_request');
    expect(signed.bytes.octets).toContain('\r\nx-amz-region-set: *\r\n');
    expect(signed.bytes.octets).toContain(
      '\r\nAuthorization: AWS4-ECDSA-P256-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/s3/aws4_request, ',
    );
    expect(accepts(signed.bytes.octets)).toBe(true);
    expect(accepts(signed.bytes.octets.replace('set: *', 'set: us-west-2'))).toBe(false);
  });

  it('keeps a region set that it has already', () => {
    const own = head.replace('\r\n\r\n', '\r\nX-Amz-Region-Set: eu-west-1\r\n\r\n');
    const sent = sign({ ...asked, head: own }).bytes.octets;
    expect(sent.match(/x-amz-region-set: .*/gi)).toEqual(['X-Amz-Region-Set: eu-west-1']);
    expect(accepts(sent)).toBe(true);
  });

  it('has a signature that the public key of the credentials accepts', () => {
    const { signature, stringToSign } = sign(asked);
    const { publicKey } = keyPairOf(EXAMPLE.keyId, EXAMPLE.secret);
    expect(isSignatureOf(stringToSign.octets, signature.octets, publicKey)).toBe(true);
    expect(stringToSign.octets.split('\n').slice(0, 3)).toEqual([
      'AWS4-ECDSA-P256-SHA256',
      '20130524T000000Z',
      '20130524/s3/aws4_request',
    ]);
  });

  it('has the steps of its key in its trace, and the hash that is signed', () => {
    const trace = traceSigning(inputOf(asked, givenOf));
    expect(trace.algorithm).toBe('AWS4-ECDSA-P256-SHA256');
    const ids = trace.values.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['region-set', 'private-key', 'public-key', 'string-to-sign', 'hashed-string-to-sign']),
    );
    expect(ids).not.toContain('region');
    expect(new Set(ids).size).toBe(ids.length);
    const stages = trace.stages.map(({ id }) => id);
    expect(trace.values.filter(({ stage }) => !stages.includes(stage))).toEqual([]);
  });
});

describe('the algorithms', () => {
  it('are found by their names, as they are in a request', () => {
    expect(ALGORITHMS).toEqual([AWS4_HMAC_SHA256, AWS4_ECDSA_P256_SHA256]);
    for (const algorithm of ALGORITHMS) expect(algorithmNamed(algorithm.names.request.octets)).toBe(algorithm);
  });

  it.each(['', 'AWS4-HMAC-SHA512', 'aws4-hmac-sha256', 'AWS4-HMAC-SHA256 ', 'AWS4-HMAC-SHA256-PAYLOAD', 'AWS'])(
    'are not found by %j',
    (name) => {
      expect(algorithmNamed(octetsOf(name))).toBeNull();
    },
  );

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html */
  it('have the names that S3 has for them', () => {
    const names = ALGORITHMS.map((algorithm) => Object.values(algorithm.names).map(({ octets }) => octets));
    expect(names).toEqual([
      [
        'AWS4-HMAC-SHA256',
        'AWS4-HMAC-SHA256-PAYLOAD',
        'AWS4-HMAC-SHA256-TRAILER',
        'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      ],
      [
        'AWS4-ECDSA-P256-SHA256',
        'AWS4-ECDSA-P256-SHA256-PAYLOAD',
        'AWS4-ECDSA-P256-SHA256-TRAILER',
        'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD',
        'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER',
      ],
    ]);
  });
});
