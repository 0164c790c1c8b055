/** Secrets in a text, in any spelling and of any length. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskOf } from '../../../src/trace/masks/mask.ts';
import { SHORTEST_SECRET } from '../../../src/trace/masks/shortest-secret.ts';
import { octets } from '../../support/bytes.ts';
import { runs } from '../../support/sweep.ts';
import { SPELLINGS } from '../../support/trace/spellings.ts';

/** Printable ASCII, and more often what the spellings write differently. */
const character = fc.oneof(
  fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.constantFrom(...'+/=%&<>"\'\\'),
);
const secretOf = (maxLength: number) =>
  fc.array(character, { minLength: SHORTEST_SECRET, maxLength }).map((all) => all.join(''));

/** Groups of characters that every spelling writes with the same number of characters. */
const ALIKE = ['0123456789', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abc', 'defghijklmnopqrstuvwxyz'];

/**
 * Another secret of the same shape: its letters and digits are others. The first and the last character are the same,
 * because a digit of base64 can belong to two neighbors.
 */
const otherOf = (secret: string): string =>
  secret.replace(/(?<=[\s\S])[A-Za-z0-9](?=[\s\S])/g, (one) => {
    const alike = ALIKE.find((group) => group.includes(one)) ?? one;
    return alike[(alike.indexOf(one) + 1) % alike.length] ?? one;
  });

const around = fc.constantFrom(
  ['', ''],
  [' ', ' '],
  ['?a=b&token=', '&c=d'],
  ['X-Own: ', '\r\nHost: h\r\n'],
  ['<Token>', '</Token>'],
  ['{"token": "', '", "a": "b"}'],
  ['sid=', ' ; a=b'],
);

describe('a mask', () => {
  it.each(Object.entries(SPELLINGS))('hides a secret %s, and keeps what is around it', (_name, spell) => {
    fc.assert(
      fc.property(secretOf(60), around, (secret, [before = '', after = '']) => {
        const [masked, other] = [secret, otherOf(secret)].map((one) => {
          const spelled = spell(one);
          const text = maskOf([octets(one)])(octets(before + spelled + after));
          expect(text).toHaveLength(before.length + spelled.length + after.length);
          return text;
        });
        expect(masked).toBe(other);
        expect(masked).toContain('*');
        expect(masked?.startsWith(before)).toBe(true);
        expect(masked?.endsWith(after)).toBe(true);
      }),
      { numRuns: runs(400) },
    );
  });

  it.each(Object.entries(SPELLINGS))('hides a secret of 64 KiB %s', { tags: ['expensive'] }, (_name, spell) => {
    const secret = Array.from({ length: 2 ** 16 }, (_, at) => String.fromCharCode(0x21 + ((at * at) % 0x5e))).join('');
    const [masked, other] = [secret, otherOf(secret)].map((one) => maskOf([octets(one)])(octets(`a ${spell(one)} b`)));
    // Compared at once, and not printed.
    expect(masked === other).toBe(true);
  });

  it('hides each of thousands of secrets', () => {
    const secrets = Array.from({ length: 3000 }, (_, at) => octets(`${at}-${'token'.repeat(at % 20)}-${at}-secret`));
    const text = octets(secrets.map((secret) => `SessionToken=${secret}\n`).join(''));
    expect(maskOf(secrets)(text)).toBe(text.replace(/(?<==)[^\n]+/g, (secret) => '*'.repeat(secret.length)));
  });

  it('hides secrets that begin, end, or are inside each other', () => {
    const mask = maskOf(['abcdefgh', 'cdefghijkl', 'efghijklmnop', 'fghijklm'].map(octets));
    expect(mask(octets('-abcdefghijkl-efghijklmnop-bcdefgh-fghijklm-'))).toBe(
      `-${'*'.repeat(12)}-${'*'.repeat(12)}-bcdefgh-${'*'.repeat(8)}-`,
    );
  });

  it('keeps secrets that are too short to be told from words', () => {
    expect(maskOf([octets('en'), octets('1234567'), octets('')])(octets('en 1234567'))).toBe('en 1234567');
  });

  it('keeps a text that only resembles a secret', () => {
    const text = octets('sid=NotASecret1, NotASecret, otASecret12, 4e6f74415365637265743 NotASecre%74%31');
    expect(maskOf([octets('NotASecret12')])(text)).toBe(text);
  });

  it.each([
    ['many beginnings of a long secret', `${'a'.repeat(65_535)}b`, 'a'.repeat(1_000_000)],
    ['a secret that overlaps itself', 'a'.repeat(65_536), 'a'.repeat(1_000_000)],
    ...['%25', '\\', '&amp;', '<', '\n', '7a ', '12, ', '\\u00', 'AAAA'].map((piece) => [
      `many ${JSON.stringify(piece)}`,
      'NotAReal/Secret+KeyOfTheseTests',
      piece.repeat(1_000_000 / piece.length),
    ]),
  ])('takes no longer for %s', { tags: ['expensive'] }, (_name, secret = '', text = '') => {
    expect(maskOf([octets(secret)])(octets(text))).toHaveLength(text.length);
  });
});
