/** XML that clients send: read in pieces, and no further than its first fault. */
import { expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { childrenNamed, childText, readXml } from '../../src/sandbox/answers/read-xml.ts';

it('is the same wherever a piece ends', () => {
  for (let length = 4080; length <= 4100; length++) {
    const before = 'x'.repeat(length);
    const root = readXml(octetsFromText(`<a><b>${before}</b><b>😀&amp;\r\né</b><s:c xmlns:s="s">1</s:c></a>`));
    expect(root && childrenNamed(root, 'b').map(({ text }) => text)).toEqual([before, '😀&\né']);
    expect(root && childText(root, 'c')).toBe('1');
  }
});

it('is nothing after a fault, also where it goes on for 16 MiB', () => {
  // The parser alone takes three seconds for a mebibyte of them.
  expect(readXml(octetsFromText(`<a ${'{'.repeat(2 ** 24)}></a>`))).toBeNull();
  expect(readXml(octetsFromText(`<a>${'x'.repeat(5000)}</b></a>`))).toBeNull();
  expect(readXml(octetsFromText('<a>'))).toBeNull();
});
