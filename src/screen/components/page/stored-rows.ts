/**
 * Lays out any number of stored bytes as rows of text. The bytes are divided into leaves of about equal length. A
 * window shows a few leaves, and only these leaves are read. The beginning of a leaf depends only on the bytes around
 * it, so a row is the same in every window.
 */

import { sliceOctets } from '../../../bytes/octets.ts';
import type { StoredBytes } from '../../../bytes/stored-bytes.ts';
import type { Row } from '../../../layout/block-rows.ts';
import { characterGlyphs, type ShownGlyph, wordGlyphs } from '../../../layout/shown-glyphs.ts';
import { type Room, wrapGlyphs } from '../../../layout/wrapping.ts';
import { lineRanges } from '../../../trace/ranges.ts';
import { latest } from '../../../trace/remembered.ts';
import { GLYPH_CONTEXT, glyphStart } from '../../../views/characters/glyphs.ts';
import type { StoredText } from '../../../views/page.ts';

export interface StoredRows {
  readonly value: string;
  readonly block: number;
  /** Returns the rows of the window whose first leaf contains this byte. */
  readonly windowAt: (byte: number) => readonly Row[];
  /**
   * Returns the position of the window for a byte. The current window, which is at `now`, is kept if it shows enough
   * bytes before and after the given byte.
   */
  readonly windowFor: (byte: number, now: number) => number;
  readonly lastWindow: () => number;
}

interface StoredSource extends Pick<StoredText, 'value' | 'tell' | 'offset' | 'body'> {
  readonly stored: StoredBytes;
}

/**
 * The number of leaves in a window: the leaf with the cursor, one leaf before it, one leaf after it, and a spare leaf.
 */
const LEAVES = 4;
const KEPT = 3 * LEAVES;
/** The minimum length of a leaf in bytes, on any screen. */
const SMALLEST_LEAF = 1024;
/** The length of a leaf in bytes if rows are not broken. */
const UNBROKEN_LEAF = 4096;
/** The number of bytes within which a line must begin for a leaf to begin at that line. */
const REACH = 512;

const EDGE: readonly ShownGlyph[] = wordGlyphs('…', 'aside');
/** Returns whether a row only indicates that more bytes follow in another window. */
export const isEdge = ({ glyphs: shown }: Row): boolean => shown === EDGE;

/** Lays out stored bytes. `empty` has the properties that all rows of these bytes share. */
export function storedRows(source: StoredSource, room: Room, empty: Row): StoredRows {
  const { value, stored } = source;
  // The number of bytes that are visible at a time if each takes up one cell.
  const seen = Number.isFinite(room.width) ? room.width * room.height : UNBROKEN_LEAF;
  const size = Math.max(SMALLEST_LEAF, 2 ** Math.ceil(Math.log2(seen)));
  const count = Math.max(Math.ceil(stored.length / size), 1);
  const lastFirst = Math.max(count - LEAVES, 0);
  const startOf = latest(KEPT, (leaf: number) => leafStart(stored, leaf * size));
  const rowsOf = latest(KEPT, (leaf: number) => leafRows(source, startOf(leaf), startOf(leaf + 1), room.width, empty));
  const leafOf = (byte: number) => {
    const leaf = Math.min(Math.floor(byte / size), count - 1);
    return leaf < count - 1 && byte >= startOf(leaf + 1) ? leaf + 1 : leaf;
  };
  const edge: Row = { ...empty, glyphs: EDGE };
  return {
    value,
    block: empty.block,
    windowAt: (byte) => {
      const first = Math.min(leafOf(byte), lastFirst);
      const leaves = Array.from({ length: Math.min(LEAVES, count) }, (_, index) => rowsOf(first + index));
      return [...(first > 0 ? [edge] : []), ...leaves.flat(), ...(first < lastFirst ? [edge] : [])];
    },
    windowFor: (byte, now) => {
      const leaf = leafOf(byte);
      const first = Math.min(leafOf(now), lastFirst);
      const hasBefore = first === 0 || leaf > first;
      const hasAfter = first === lastFirst || leaf < first + LEAVES - 1;
      const isSeen = leaf >= first && leaf < first + LEAVES && hasBefore && hasAfter;
      return startOf(isSeen ? first : Math.max(Math.min(leaf - 1, lastFirst), 0));
    },
    lastWindow: () => startOf(lastFirst),
  };
}

/** Returns the beginning of a leaf: a place at or slightly before this byte where a line or a glyph begins. */
function leafStart({ length, read }: StoredBytes, byte: number): number {
  if (byte === 0 || byte >= length) return Math.min(byte, length);
  const before = byte - REACH;
  const octets = read(before, byte + GLYPH_CONTEXT);
  // The file has become shorter.
  if (octets.length <= REACH) return byte;
  const newline = octets.lastIndexOf('\n', REACH - 1);
  return before + (newline >= 0 ? newline + 1 : glyphStart(octets, 'characters', REACH));
}

function leafRows(
  { value, stored, tell, offset, body }: StoredSource,
  start: number,
  end: number,
  width: number,
  empty: Row,
): Row[] {
  const octets = stored.read(start, end);
  return lineRanges(octets).flatMap(({ start: from, end: to }) => {
    const origin = tell(start + from, start + to);
    const isBody = body !== undefined && start + from >= body.start;
    const meaning = body === undefined ? 'given' : isBody ? 'name' : 'words';
    const glyphs = characterGlyphs(value, sliceOctets(octets, from, to), start + from, meaning);
    const note = body !== undefined && start + from === body.start ? body.note : '';
    return wrapGlyphs(glyphs, width, 'parts').map((row, index) => ({
      ...empty,
      gutter: { number: index === 0 ? offset + start + from : null, isOffset: true },
      glyphs: row,
      stop: 'bytes' as const,
      bytes: { value, start: row[0]?.at?.start ?? 0, end: row.at(-1)?.at?.end ?? 0 },
      origin,
      note: index === 0 ? note : '',
    }));
  });
}
