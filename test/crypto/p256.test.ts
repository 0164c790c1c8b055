import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf, plain } from '../../src/bytes/bytes.ts';
import { arrayFromOctets, hexFromOctets, type Octets, octetsFromArray, octetsFromHex } from '../../src/bytes/octets.ts';
import { P256_ORDER, publicKeyOf, signP256, verifyP256 } from '../../src/crypto/p256.ts';
import { anyOctets, octets } from '../support/bytes.ts';
import { runs } from '../support/sweep.ts';

/** aws-c-auth, tests/key_derivation_tests.c. */
const PRIVATE = octetsFromHex('7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd');
const PUBLIC_X = '15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb';
const PUBLIC_Y = '0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0';

/** A signature published for SigV4A, and the public key of the v4a cases in aws-c-auth's signing test suite. */
const PUBLISHED = {
  publicKey: octetsFromHex(
    'b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1' +
      '865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518',
  ),
  message: octets(
    'AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\n' +
      '79893373104239a0547df489af395ec3c1b8873a8601f07f11ffd3f1ac557e7d',
  ),
  signature: octetsFromHex(
    '3044022035c6bc9a8cab8a434bd8bd1cc3b6f1401842f530f1537722ad10d72a1577f8c8' +
      '0220101352fe0720715efbab80f82edb133175f0b61cad85daf943ad615852f9ae10',
  ),
};

/** The curve y² = x³ - 3x + b modulo p (NIST SP 800-186, section 3.2.1.3). */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const BASE_X = '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296';
const BASE_Y = '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5';

const numberOf = (hex: string) => BigInt(`0x${hex}`);
const hexOf = (number: bigint) => number.toString(16).padStart(64, '0');
const privateKeyOf = (number: bigint) => octetsFromHex(hexOf(number));
const anyPrivateKey = fc.bigInt(1n, ORDER - 1n).map(privateKeyOf);

const sign = (privateKey: Octets, message: Octets) => signP256(plain(privateKey))(plain(message)).octets;

/** The same octets with one bit changed, the lowest of the first octet being number 0. */
function withBitChanged(whole: Octets, bit: number): Octets {
  const array = Uint8Array.from(arrayFromOctets(whole));
  const at = (bit >>> 3) % array.length;
  array[at] = (array[at] ?? 0) ^ (1 << (bit & 7));
  return octetsFromArray(array);
}

describe('P256_ORDER', () => {
  it('is the order that NIST SP 800-186 has in decimal', () => {
    const decimal = 115792089210356248762697446949407573529996955224135760342422259061068512044369n;
    expect(P256_ORDER).toHaveLength(32);
    expect(numberOf(hexFromOctets(P256_ORDER))).toBe(decimal);
  });
});

describe('publicKeyOf', () => {
  // The multiples of the base point that have a byte 0 in front were computed with the textbook's formulas in Python.
  it.each([
    ['the key pair of aws-c-auth', hexFromOctets(PRIVATE), PUBLIC_X, PUBLIC_Y],
    ['1, the base point', hexOf(1n), BASE_X, BASE_Y],
    ['the largest, the base point mirrored', hexOf(ORDER - 1n), BASE_X, hexOf(P - numberOf(BASE_Y))],
    [
      '379, whose X begins with a byte 0',
      hexOf(379n),
      '005543894af3d00ed7d740abdbd75c96b06877b787db5f70eea78b90a8d7c00a',
      'bb4c85a3d8ea29efaafa24406912dd84d5b14dc32bf656ef6c6bd58a5d943f92',
    ],
    [
      '43, whose Y begins with a byte 0',
      hexOf(43n),
      '986ae2506f1ff104d04230861d8f4b498f4bc4c6d009b30f7544dc129b82d28d',
      '003cccc0a6460e0ae328a4d97d3c7b61d86fc6289c189f2525110c441bb07e97',
    ],
  ])('gives X and Y for %s', (_, privateKey, x, y) => {
    expect(hexFromOctets(publicKeyOf(octetsFromHex(privateKey)))).toBe(x + y);
  });

  it('gives a point on the curve, 64 bytes, for any private key', () => {
    fc.assert(
      fc.property(anyPrivateKey, (privateKey) => {
        const hex = hexFromOctets(publicKeyOf(privateKey));
        expect(hex).toHaveLength(128);
        const [x, y] = [numberOf(hex.slice(0, 64)), numberOf(hex.slice(64))];
        expect((y * y - x * x * x + 3n * x - B) % P).toBe(0n);
      }),
    );
  });
});

describe('signP256', () => {
  it('signs any message with any key so that the public key verifies it', () => {
    fc.assert(
      fc.property(anyPrivateKey, anyOctets, (privateKey, message) => {
        expect(verifyP256(publicKeyOf(privateKey))(message, sign(privateKey, message))).toBe(true);
      }),
    );
  });

  it.each([1n, 43n, 379n, ORDER - 1n])('signs with the private key %i', (number) => {
    const privateKey = privateKeyOf(number);
    expect(verifyP256(publicKeyOf(privateKey))(octets('abc'), sign(privateKey, octets('abc')))).toBe(true);
  });

  it('makes signatures that the Web Cryptography API accepts', async () => {
    const point = Buffer.from(`04${PUBLIC_X}${PUBLIC_Y}`, 'hex');
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', point, algorithm, false, ['verify']);
    const message = octets('\u0000\u00e9\u00ff');
    const pair = Buffer.from(pairFromDer(hexFromOctets(sign(PRIVATE, message))), 'hex');
    expect(await crypto.subtle.verify(algorithm, key, pair, Uint8Array.of(0, 0xe9, 0xff))).toBe(true);
  });

  it('knows its key and its message, and that the signature hides the key', () => {
    const signed = signP256(copyOf('private-key', PRIVATE))(copyOf('string-to-sign', octets('abc')));
    expect(signed.spans).toMatchObject([
      {
        start: 0,
        end: signed.octets.length,
        origin: {
          kind: 'derived',
          by: [{ id: 'ecdsa-p256', secrecy: 'hides', roles: ['key', 'message'] }],
          from: [
            { source: { kind: 'copy', value: 'private-key', start: 0, end: 32 } },
            { source: { kind: 'copy', value: 'string-to-sign', start: 0, end: 3 } },
          ],
        },
      },
    ]);
    expect(signP256(plain(PRIVATE))(copyOf('string-to-sign', octets('abc'))).spans).toBeNull();
  });
});

/** Both numbers of a signature in DER, 32 bytes each, as hexadecimal digits. */
function pairFromDer(hex: string): string {
  const match = /^30..02(..)(.*)$/.exec(hex);
  const end = 2 * Number.parseInt(match?.[1] ?? '', 16);
  const rest = match?.[2] ?? '';
  return [rest.slice(0, end), rest.slice(end + 4)].map((digits) => hexOf(numberOf(digits))).join('');
}

describe('verifyP256', () => {
  const { publicKey, message, signature } = PUBLISHED;
  const verify = verifyP256(publicKey);

  it('accepts a signature that was published', () => {
    expect(verify(message, signature)).toBe(true);
  });

  it('refuses it with any one bit of it changed', () => {
    for (let bit = 0; bit < signature.length * 8; bit++) {
      expect(verify(message, withBitChanged(signature, bit))).toBe(false);
    }
  });

  it('refuses it for a message with any one bit changed', () => {
    for (let bit = 0; bit < message.length * 8; bit++) {
      expect(verify(withBitChanged(message, bit), signature)).toBe(false);
    }
  });

  it('refuses it with any one bit of the public key changed', () => {
    for (let bit = 0; bit < publicKey.length * 8; bit++) {
      expect(verifyP256(withBitChanged(publicKey, bit))(message, signature)).toBe(false);
    }
  });

  const hex = hexFromOctets(signature);
  const [r, s] = [hex.slice(8, 72), hex.slice(76)];
  it.each([
    ['nothing', ''],
    ['a byte after it', `${hex}00`],
    ['another signature after it', hex + hex],
    ['a byte after it, inside the sequence', `3045${hex.slice(4)}00`],
    ['the last byte missing', hex.slice(0, -2)],
    ['the first byte missing', hex.slice(2)],
    ['both numbers bare', r + s],
    ['a byte 0 too much in front of a number', `3045022100${r}0220${s}`],
    ['a length in the long form', `308144${hex.slice(4)}`],
    ['a length that is left open', `3080${hex.slice(4)}0000`],
    ['both numbers 0', '3006020100020100'],
    ['the second number 0', `30250220${r}020100`],
    ['the first number the order of the curve', `3045022100${hexOf(ORDER)}0220${s}`],
    ['the second number with the order added', `3045${hex.slice(4, 72)}022100${hexOf(numberOf(s) + ORDER)}`],
    ['a sequence of nothing', '3000'],
    ['a negative number', `30440220${r}0220${hexOf(numberOf(s) | (1n << 255n))}`],
  ])('refuses %s', (_, changed) => {
    expect(verify(message, octetsFromHex(changed))).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['one number', PUBLIC_X],
    ['63 bytes', (PUBLIC_X + PUBLIC_Y).slice(2)],
    ['65 bytes', `04${PUBLIC_X}${PUBLIC_Y}`],
    ['a point that is not on the curve', PUBLIC_Y + PUBLIC_X],
    ['zeroes', '00'.repeat(64)],
    ['ones', 'ff'.repeat(64)],
    ['an X that is larger than the field', hexOf(P + 5n) + PUBLIC_Y],
  ])('refuses everything for a public key that is %s', (_, key) => {
    expect(verifyP256(octetsFromHex(key))(octets('abc'), sign(PRIVATE, octets('abc')))).toBe(false);
  });

  it('refuses any bytes as a signature, and throws at none', () => {
    const lookalike = fc.uint8Array({ maxLength: 80 }).map((array) => octetsFromArray(Buffer.from([0x30, ...array])));
    fc.assert(
      fc.property(anyOctets, fc.oneof(anyOctets, lookalike), (any, garbage) => {
        expect(verify(any, garbage)).toBe(false);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('refuses any bytes as a public key, and throws at none', () => {
    const key = fc.oneof(anyOctets, fc.uint8Array({ minLength: 64, maxLength: 64 }).map(octetsFromArray));
    fc.assert(
      fc.property(key, (garbage) => {
        expect(verifyP256(garbage)(message, signature)).toBe(false);
      }),
    );
  });
});
