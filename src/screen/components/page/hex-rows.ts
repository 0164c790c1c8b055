/** Draws a hex view of the bytes around the cursor. Only the bytes in the view are read. */
import { EMPTY, type Octets, sliceOctets } from '../../../bytes/octets.ts';
import { type ShownGlyph, wordGlyphs } from '../../../layout/shown-glyphs.ts';
import type { ByteRange, Position } from '../../../trace/provenance.ts';
import type { BytesShown } from '../../../views/bytes/shown-bytes.ts';
import { written } from '../../../views/characters/visible.ts';

/** The number of digits in an offset: eight, or four if there is little room. */
export type OffsetDigits = 4 | 8;

/** The cells of a byte, and of two bytes, which have a space before them. */
const BYTE = 2;
const PAIR = 1 + 2 * BYTE;

/** Returns the width in cells of a row, which consists of the offset, pairs of bytes in digits, and the characters. */
export const hexWidth = (bytesInRow: number, digits: OffsetDigits): number =>
  1 + digits + (bytesInRow / 2) * PAIR + 1 + bytesInRow;

const MISSING = { digits: '??', characters: '?' } as const;

interface HexView {
  readonly value: string;
  readonly shown: BytesShown;
  readonly bytesInRow: 8 | 16;
  readonly digits: OffsetDigits;
  readonly height: number;
}

/** Draws the rows of the view. One of the rows contains the byte under the cursor. */
export function hexRows(
  { value, shown, bytesInRow, digits, height }: HexView,
  { byte }: Pick<Position, 'byte'>,
): ShownGlyph[][] {
  const { length, read } = shown.stored;
  const total = Math.ceil(length / bytesInRow);
  const wanted = Math.floor(byte / bytesInRow) - Math.floor(height / 2);
  const top = Math.max(Math.min(wanted, total - height), 0);
  const first = top * bytesInRow;
  const octets = read(first, Math.min(first + height * bytesInRow, length));
  return Array.from({ length: height }, (_, index) => {
    const start = first + index * bytesInRow;
    const end = Math.min(start + bytesInRow, length);
    const row: HexRow = { value, start, end, octets: sliceOctets(octets, start - first, end - first) };
    return start < length ? hexRow(row, shown, { bytesInRow, digits }, byte) : [];
  });
}

interface HexRow extends ByteRange {
  /** The bytes of the range. There may be fewer bytes if some can no longer be read. */
  readonly octets: Octets;
}

/**
 * Draws a row. For terminals that cannot reverse the byte under the cursor, a mark points to it: `>` before the first byte
 * of a pair, `<` after the second.
 */
function hexRow(
  { value, start, end, octets }: HexRow,
  { masked }: BytesShown,
  { bytesInRow, digits }: Pick<HexView, 'bytesInRow' | 'digits'>,
  cursor: number,
): ShownGlyph[] {
  const bytes = Array.from({ length: end - start }, (_, index) => start + index);
  const isMasked = (at: number) => masked.some((range) => range.start <= at && at < range.end);
  const glyph = (at: number, as: 'digits' | 'characters'): ShownGlyph => {
    const octet = octets.charAt(at - start) as Octets;
    const text = octet === EMPTY ? MISSING[as] : written(octet, as, isMasked(at));
    return {
      text,
      width: text.length,
      meaning: isMasked(at) ? 'masked' : 'words',
      at: { value, start: at, end: at + 1 },
    };
  };
  const pairs = Array.from({ length: Math.ceil(bytes.length / 2) }, (_, index) =>
    bytes.slice(2 * index, 2 * index + 2),
  );
  const missing = bytesInRow - bytes.length;
  const markBefore = (index: number) =>
    wordGlyphs(pairs[index]?.[0] === cursor ? '>' : pairs[index - 1]?.[1] === cursor ? '<' : ' ', 'name');
  return [
    ...wordGlyphs(' ', 'words'),
    ...wordGlyphs(offsetText(start, digits), 'aside'),
    ...pairs.flatMap((pair, index) => [...markBefore(index), ...pair.map((at) => glyph(at, 'digits'))]),
    ...markBefore(pairs.length),
    ...wordGlyphs(' '.repeat(missing * BYTE + Math.floor(missing / 2)), 'words'),
    ...bytes.map((at) => glyph(at, 'characters')),
  ];
}

/** Writes an offset. If the offset has more digits than fit, only its last digits are shown, after an ellipsis. */
function offsetText(offset: number, digits: OffsetDigits): string {
  const text = offset.toString(16).padStart(digits, '0');
  return text.length > digits ? `…${text.slice(1 - digits)}` : text;
}
