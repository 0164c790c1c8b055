/** The signatures in a body of chunks are replaced, however it is cut, and nothing else changes. */
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { chunkResigner } from '../../src/commands/capture/resign-chunks.ts';
import { octets } from '../support/bytes.ts';
import { bytes } from '../support/wire/tcp-server.ts';

/** A chain whose signatures are the number of the link, and the names of the trailing headers. */
function numberedChain() {
  let number = 0;
  const next = (word: string) => {
    number += 1;
    return plain(octets(`${word}${number}`.padEnd(64, '0')));
  };
  const names: string[] = [];
  return {
    names,
    sign: () => next('c'),
    signLast: () => next('e'),
    signTrailer: (headers: readonly { readonly name: { readonly octets: string } }[]) => {
      names.push(...headers.map(({ name }) => name.octets));
      return next('f');
    },
  };
}

/** A client whose signatures are right if they do not begin with `b`. */
const client = (() => {
  const checked = (signature: string) => ({
    isSignatureRight: !signature.startsWith('b'),
    stringToSign: octets(''),
    signature: () => null,
  });
  return {
    check: (_hashed: unknown, signature: string) => checked(signature),
    checkLast: checked,
    checkTrailer: (_headers: unknown, signature: string) => checked(signature),
  };
})();

/** Returns what is forwarded of a body that arrives in pieces of this length, and why not all of it is signed again. */
function passed(body: string, length: number, signing = numberedChain()) {
  const change = chunkResigner({ signing, client });
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += length) {
    const piece = bytes(body.slice(at, at + length));
    pieces.push(Uint8Array.from(change.take(piece)));
    piece.fill(0);
  }
  const text = Buffer.concat([...pieces, change.end()]).toString('latin1');
  return { text, problem: change.problem() };
}

const forwarded = (...order: Parameters<typeof passed>): string => passed(...order).text;

const coded = (signatures: readonly string[], last: string) => {
  const [one = '', two = '', three = ''] = signatures.map((signature) => signature.padEnd(64, '0'));
  return [
    `000A;chunk-signature=${one}\r\n;chunk-sig\r\n`,
    `1; chunk-signature=${two}\r\n\n\r\n`,
    `0;chunk-signature=${three}\r\n${last}`,
  ].join('');
};
const trailer = (signature: string) =>
  `X-Amz-Checksum-CRC32:AAAAAA==\r\nx-amz-trailer-signature:${signature.padEnd(64, '0')}\r\n\r\n`;

describe.each([1, 2, 7, 64, 100, 1000])('in pieces of %i bytes', (length) => {
  it('replaces the signatures of chunks', () => {
    expect(forwarded(coded(['a', 'a', 'a'], '\r\n'), length)).toBe(coded(['c1', 'c2', 'e3'], '\r\n'));
  });

  it('replaces the signature of trailing headers', () => {
    const chain = numberedChain();
    const body = forwarded(coded(['a', 'a', 'a'], trailer('a')), length, chain);
    expect(body).toBe(coded(['c1', 'c2', 'e3'], trailer('f4')));
    expect(chain.names).toEqual(['x-amz-checksum-crc32']);
  });

  it.each([
    [
      ['b', 'a', 'a'],
      ['b', 'a', 'a'],
    ],
    [
      ['a', 'b', 'a'],
      ['c1', 'b', 'a'],
    ],
    [
      ['a', 'a', 'b'],
      ['c1', 'c2', 'b'],
    ],
  ])('forwards unchanged what follows a wrong signature: %j', (sent, expected) => {
    const { text, problem } = passed(coded(sent, trailer('a')), length);
    expect(text).toBe(coded(expected, trailer('a')));
    expect(problem?.says).toContain('the signature of a chunk in its body is wrong');
  });

  it('forwards trailing headers unchanged whose signature is wrong', () => {
    const { text, problem } = passed(coded(['a', 'a', 'a'], trailer('b')), length);
    expect(text).toBe(coded(['c1', 'c2', 'e3'], trailer('b')));
    expect(problem?.says).toContain('the signature of the trailing headers in its body is wrong');
  });

  it.each([
    ['no chunk', 'no chunk\r\n at all'],
    ['a chunk that is too large to hold', `1000001;chunk-signature=${'a'.repeat(64)}\r\nand more`],
    ['a body that ends early', `a;chunk-signature=${'a'.repeat(64)}\r\n12345`],
    ['a trailer without a signature', `0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n`],
  ])('forwards unchanged %s', (_, body) => {
    expect(forwarded(body, length)).toBe(body);
  });
});

it('forwards a trailer unchanged that does not end', () => {
  const body = `0\r\n${'x'.repeat(100_000)}`;
  expect(forwarded(body, 10_000)).toBe(body);
});
