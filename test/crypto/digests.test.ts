import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf, plain } from '../../src/bytes/bytes.ts';
import { arrayFromOctets, hexFromOctets, octetsFromHex } from '../../src/bytes/octets.ts';
import {
  equalInConstantTime,
  hmacSha1,
  hmacSha256,
  md5Hex,
  runningSha256,
  sha256,
  sha256Hex,
} from '../../src/crypto/digests.ts';
import { anyOctets, octets } from '../support/bytes.ts';

const TWO_BLOCKS = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';

describe('SHA-256', () => {
  const KNOWN: [string, string, string][] = [
    ['no bytes', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['"abc"', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['two blocks', TWO_BLOCKS, '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
    ['a million times "a"', 'a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ];

  it.each(KNOWN)('gives the published answer for %s', (_, message, answer) => {
    expect(hexFromOctets(sha256(plain(octets(message))).octets)).toBe(answer);
    expect(sha256Hex(octets(message))).toBe(answer);
  });

  it('takes bytes above 0x7f as bytes, not as text', async () => {
    const message = octets('\u00e9\u0080\u00ff\u0000');
    const independent = await crypto.subtle.digest('SHA-256', Uint8Array.of(0xe9, 0x80, 0xff, 0));
    const expected = Buffer.from(independent).toString('hex');
    expect(hexFromOctets(sha256(plain(message)).octets)).toBe(expected);
    expect(sha256Hex(message)).toBe(expected);
  });

  it('knows what it is the hash of, and that the hash hides it', () => {
    expect(sha256(copyOf('payload', octets('abc'))).spans).toMatchObject([
      {
        start: 0,
        end: 32,
        origin: {
          kind: 'derived',
          by: [{ id: 'sha256', secrecy: 'hides' }],
          from: [{ source: { kind: 'copy', value: 'payload', start: 0, end: 3 } }],
        },
      },
    ]);
    expect(sha256(plain(octets('abc'))).spans).toBeNull();
  });
});

describe('runningSha256', () => {
  it('gives the hash of the whole for any cutting', () => {
    fc.assert(
      fc.property(fc.array(anyOctets, { maxLength: 8 }), (pieces) => {
        const running = runningSha256();
        for (const piece of pieces) running.update(arrayFromOctets(piece));
        expect(running.hex()).toBe(sha256Hex(octets(pieces.join(''))));
      }),
    );
  });

  it('goes on after it was asked', () => {
    const running = runningSha256();
    expect(running.hex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    running.update(Uint8Array.of(0x61, 0x62));
    running.hex();
    running.update(Uint8Array.of(0x63));
    expect(running.hex()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(running.hex()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('HMAC-SHA256', () => {
  const LONG_KEY = 'aa'.repeat(131);
  /** RFC 4231, section 4: key and message, then the MAC; the fifth is published cut to 128 bits. */
  const RFC_4231: [number, string, string, string][] = [
    [1, '0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [2, '4a656665', 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    [3, 'aa'.repeat(20), '\u00dd'.repeat(50), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
    [
      4,
      '0102030405060708090a0b0c0d0e0f10111213141516171819',
      '\u00cd'.repeat(50),
      '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    ],
    [5, '0c'.repeat(20), 'Test With Truncation', 'a3b6167473100ee06e0c796c2955552b'],
    [
      6,
      LONG_KEY,
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
    [
      7,
      LONG_KEY,
      'This is a test using a larger than block-size key and a larger than block-size data. ' +
        'The key needs to be hashed before being used by the HMAC algorithm.',
      '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    ],
  ];

  it.each(RFC_4231)('gives the MAC of test case %i of RFC 4231', (_, key, message, mac) => {
    const { octets: made } = hmacSha256(plain(octetsFromHex(key)), plain(octets(message)));
    expect(made).toHaveLength(32);
    expect(hexFromOctets(made).slice(0, mac.length)).toBe(mac);
  });

  it('names the key before the message, as its roles do', () => {
    const { spans } = hmacSha256(copyOf('key', octets('k')), copyOf('message', octets('m')));
    expect(spans).toMatchObject([
      {
        start: 0,
        end: 32,
        origin: {
          by: [{ roles: ['key', 'message'] }],
          from: [{ source: { value: 'key' } }, { source: { value: 'message' } }],
        },
      },
    ]);
  });
});

describe('HMAC-SHA1', () => {
  /** RFC 2202, section 3. */
  it.each([
    ['0b'.repeat(20), 'Hi There', 'b617318655057264e28bc0b6fb378c8ef146be00'],
    [
      'aa'.repeat(80),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      'aa4ae5e15272d00e95705637ce8a3b55ed402112',
    ],
  ])('gives the MAC of RFC 2202 with the key %s', (key, message, mac) => {
    expect(hexFromOctets(hmacSha1(octetsFromHex(key), octets(message)))).toBe(mac);
  });
});

describe('md5Hex', () => {
  it.each([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
  ])('gives for %j what RFC 1321 prints', (message, digest) => {
    expect(md5Hex(octets(message))).toBe(digest);
  });
});

describe('equalInConstantTime', () => {
  it.each([
    ['', '', true],
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['abc', 'ab', false],
    ['', 'a', false],
    ['\u00e9', '\u0069', false],
  ])('compares %j with %j: %j', (left, right, expected) => {
    expect(equalInConstantTime(octets(left), octets(right))).toBe(expected);
  });

  it('agrees with === on any bytes', () => {
    fc.assert(
      fc.property(anyOctets, anyOctets, (left, right) => {
        expect(equalInConstantTime(left, right)).toBe(left === right);
        expect(equalInConstantTime(left, octets([...left].join('')))).toBe(true);
      }),
    );
  });
});
