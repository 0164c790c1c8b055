/** A hex view of the bytes around the cursor: it reads only what it shows, however many there are. */
import type { Octets } from '../../bytes/octets.ts';
import type { BytesShown } from '../../pages/shown-bytes.ts';
import { written } from '../../pages/visible.ts';
import type { ByteRange, Position } from '../../trace/provenance.ts';
import { type Glyph, wordGlyphs } from './cells.ts';

/** How wide a row of so many bytes is: offset, pairs, characters. */
export const hexWidth = (bytesInRow: number): number => OFFSET + bytesInRow * 3 + 2 + bytesInRow;

/** Eight digits and two spaces. */
const OFFSET = 10;

export interface HexView {
  readonly value: string;
  readonly shown: BytesShown;
  readonly bytesInRow: 8 | 16;
  readonly height: number;
}

/** As many rows as it is high; the byte of the cursor is in one of them. */
export function hexRows({ value, shown, bytesInRow, height }: HexView, { byte }: Pick<Position, 'byte'>): Glyph[][] {
  const { length } = shown.octets;
  const total = Math.ceil(length / bytesInRow);
  const wanted = Math.floor(byte / bytesInRow) - Math.floor(height / 2);
  const top = Math.max(Math.min(wanted, total - height), 0);
  return Array.from({ length: height }, (_, index) => {
    const start = (top + index) * bytesInRow;
    const range = { value, start, end: Math.min(start + bytesInRow, length) };
    return start < length ? hexRow(range, shown, bytesInRow, byte) : [];
  });
}

/** The byte of the cursor stands in brackets, for who sees no colours. */
function hexRow(
  { value, start, end }: ByteRange,
  { octets, masked }: BytesShown,
  bytesInRow: number,
  cursor: number,
): Glyph[] {
  const bytes = Array.from({ length: end - start }, (_, index) => start + index);
  const isMasked = (at: number) => masked.some((range) => range.start <= at && at < range.end);
  const glyph = (at: number, as: 'digits' | 'characters'): Glyph => {
    const text = written(octets.charAt(at) as Octets, as, isMasked(at));
    return {
      text,
      width: text.length,
      meaning: isMasked(at) ? 'masked' : 'words',
      at: { value, start: at, end: at + 1 },
    };
  };
  const between = (at: number) => (at === cursor ? '[' : at === cursor + 1 && at > start ? ']' : ' ');
  return [
    ...wordGlyphs(`${start.toString(16).padStart(8, '0')} `, 'aside'),
    ...bytes.flatMap((at) => [...wordGlyphs(between(at), 'name'), glyph(at, 'digits')]),
    ...wordGlyphs(end === cursor + 1 ? ']' : ' ', 'name'),
    ...wordGlyphs(' '.repeat((bytesInRow - bytes.length) * 3 + 1), 'words'),
    ...bytes.map((at) => glyph(at, 'characters')),
  ];
}
