/** Ways in which bytes may arrive, and bytes that look like HTTP without always being it. */
import fc from 'fast-check';
import { arrayFromOctets, type Octets } from '../../../src/bytes/octets.ts';
import { anyOctets, octets } from '../bytes.ts';

/** The same bytes in one piece, byte by byte, and cut once in the middle. */
export function feedings(text: string): readonly (readonly [string, readonly Uint8Array[]])[] {
  const all = octets(text);
  const middle = Math.floor(all.length / 2);
  return [
    ['whole', [arrayFromOctets(all)]],
    ['byte by byte', [...all].map((octet) => arrayFromOctets(octets(octet)))],
    ['in two pieces', cut(all, [middle])],
  ];
}

/** The pieces between these offsets; empty ones too. */
export function cut(all: Octets, offsets: readonly number[]): Uint8Array[] {
  const edges = [0, ...offsets.map((at) => Math.min(at, all.length)).sort((a, b) => a - b), all.length];
  return edges.slice(1).map((end, index) => arrayFromOctets(octets(all.slice(edges[index] ?? 0, end))));
}

/** Bytes made mostly of what HTTP is made of, so that many of them get far into a parser. */
export const almostHttp = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom('\r\n', '\r\n\r\n', '\n', ' ', '\t', ':', 'HTTP/1.1', 'GET / HTTP/1.1\r\n'),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom('HTTP/1.1 200 OK\r\n', 'Content-Length: 2\r\n', 'Host: h\r\n', '\r', 'x'),
      },
      { weight: 1, arbitrary: anyOctets },
    ),
    { maxLength: 12 },
  )
  .map((parts) => octets(parts.join('')));

/** A chunked answer, or something like it. */
export const almostChunked = fc
  .array(
    fc.constantFrom(
      '5\r\nhello\r\n',
      '1\r\nx\r\n',
      '0\r\n',
      '\r\n',
      '2;a=b\r\n',
      'hi',
      '\n',
      'A: b\r\n',
      'ffffffffffffffff',
      '-1',
    ),
    { maxLength: 10 },
  )
  .map((parts) => octets(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${parts.join('')}`));

export const offsets = fc.array(fc.nat(120), { maxLength: 8 });

const TOKEN = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const from = (alphabet: string, size: { minLength: number; maxLength: number }) =>
  fc.array(fc.constantFrom(...alphabet), size).map((octets) => octets.join(''));

/** A token of RFC 9110, section 5.6.2. */
export const token = from(TOKEN, { minLength: 1, maxLength: 8 });

/** A field value of RFC 9110, section 5.5, some of them folded (RFC 9112, section 5.2). */
export const fieldValue = fc
  .array(from(`${TOKEN}:/?=",;\u00e9\u00ff`, { minLength: 1, maxLength: 6 }), { maxLength: 4 })
  .chain((words) => fc.constantFrom(' ', '  ', '\t', '\r\n ', '\r\n\t').map((between) => words.join(between)));

/** A request target; the middle may hold what a careless client leaves there, a space among it. */
export const target = from(`${TOKEN}/?=&%:@ `, { minLength: 0, maxLength: 12 }).map((rest) => `/${rest}`);
