/** Lines are aligned by their parts, and a byte is opposite itself, however it is encoded. */
import { expect, it } from 'vitest';
import { alignParts } from '../../src/sides/difference/part-alignment.ts';

it('pairs each byte with itself, percent-encoded or not', () => {
  expect(alignParts('/a%20%28b', '/a (b')).toEqual([
    ['/a', '/a'],
    ['%20', ' '],
    ['%28', '('],
    ['b', 'b'],
  ]);
  expect(alignParts('%2520%2528', '%20(')).toEqual([
    ['%2520', '%20'],
    ['%2528', '('],
  ]);
});

it('leaves pieces of other bytes as they are', () => {
  expect(alignParts('/%20%28', '/+[')).toEqual([
    ['/', '/'],
    ['%20%28', '+['],
  ]);
  expect(alignParts('/%C3%A9', '/\xc3\xa9')).toEqual([
    ['/', '/'],
    ['%C3%A9', '\xc3\xa9'],
  ]);
  expect(alignParts('same', 'same')).toEqual([['same', 'same']]);
});
