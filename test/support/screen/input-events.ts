/** Input as terminals send it, and the events of it, for tests of the keyboard. */
import fc from 'fast-check';
import { arrayFromOctets, octetsFromText } from '../../../src/bytes/octets.ts';
import { decodeInput, type NamedEvent } from './named-input.tsx';

export const bytesOf = (text: string): Uint8Array => arrayFromOctets(octetsFromText(text));

/** The events of pieces, one after the other; nothing is flushed. */
export function eventsOf(pieces: readonly Uint8Array[], pasteLimit?: number): NamedEvent[] {
  const decoder = decodeInput(pasteLimit);
  return pieces.flatMap((piece) => [...decoder.take(piece)]);
}

/** Each byte in a piece of its own, which is overwritten as soon as it was taken. */
export function eventsByteByByte(bytes: Uint8Array, pasteLimit?: number): NamedEvent[] {
  const decoder = decodeInput(pasteLimit);
  const piece = new Uint8Array(1);
  return Array.from(bytes).flatMap((byte) => {
    piece[0] = byte;
    const events = [...decoder.take(piece)];
    piece[0] = 0x2a;
    return events;
  });
}

/** The pieces between these offsets. */
export function cutBytes(bytes: Uint8Array, offsets: readonly number[]): Uint8Array[] {
  const edges = [0, ...offsets.map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((end, index) => bytes.slice(edges[index] ?? 0, end));
}

/** Parts of what terminals send, so that many of them together get far into the decoder. */
const PARTS = [
  ...[
    '\x1b',
    '\x1b[',
    '\x1bO',
    '\x1b[A',
    '\x1b[1;5C',
    '\x1b[5~',
    '\x1b[[',
    '\x1b[M',
    '\x1b[<',
    '0;3;4',
    'M',
    'm',
    '~',
    '$',
  ],
  ...[
    '\x1b]11;',
    'rgb:ff/ff/ff',
    '\x07',
    '\x1b\\',
    '\x1bP',
    '\x1b_',
    '\x1b[200~',
    '\x1b[201~',
    '201~',
    '\x1b[20',
    '?',
    'c',
    'R',
  ],
  ...['\x03', '\r', '\t', '\x7f', '\x00', 'q', 'jjj', ' ', '漢', 'é', '\ufeff', '1', ';', ':3', 'u', '27;5;99'],
];

const ofParts = (parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 20 }).map((chosen) => bytesOf(chosen.join('')));

/** Input in which no character joins the one before it to one grapheme. */
export const inputWithoutJoining = ofParts(PARTS);

/** Any bytes, and bytes that look like input. */
export const anyInput = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  ofParts([...PARTS, '\u0301', '\u200d', '👩', '🇩🇪', '\u0085']),
  fc
    .array(fc.oneof(fc.uint8Array({ maxLength: 4 }), ofParts(PARTS)), { maxLength: 8 })
    .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part]))),
);

export const offsets = fc.array(fc.nat(120), { maxLength: 8 });
