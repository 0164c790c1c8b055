/** Moves the cursor of a page. The cursor is on a row and, if the row shows bytes, on one of its bytes. */

import type { Row } from '../../../layout/block-rows.ts';
import { rangeWithin } from '../../../layout/shown-glyphs.ts';
import type { ByteRange, Position } from '../../../trace/provenance.ts';

export interface Cursor {
  readonly row: number;
  /** The byte under the cursor; `null` on a row without bytes. */
  readonly position: Position | null;
}

/** A cursor that is on no row. */
export const NOWHERE: Cursor = { row: -1, position: null };

/** Returns the first stop with bytes or, if no stop has bytes, the first stop. */
export function firstCursor(rows: readonly Row[]): Cursor {
  const withBytes = firstWithBytes(rows);
  return cursorOn(rows, withBytes >= 0 ? withBytes : ends(rows)[0], 0);
}

const firstWithBytes = (rows: readonly Row[]) => rows.findIndex(({ stop }) => stop === 'bytes');

/**
 * Puts the cursor on a row, `column` bytes after the row's first byte. If the row is shorter, puts the cursor on the
 * last byte.
 */
export function cursorOn(rows: readonly Row[], row: number, column: number): Cursor {
  const bytes = rows[row]?.bytes;
  const position = bytes ? { value: bytes.value, byte: Math.min(bytes.start + column, bytes.end - 1) } : null;
  return { row: Math.max(row, 0), position };
}

/**
 * Puts the cursor on the row that shows a byte; If more than one row shows the byte, prefers rows that begin with the
 * byte's value, and chooses the row nearest to the row `near`. Returns `null` if no row shows the byte.
 */
export function cursorAt(rows: readonly Row[], position: Position, near = 0): Cursor | null {
  const row =
    nearestTo(rows, near, ({ bytes }) => contains(bytes, position)) ??
    nearestTo(rows, near, (other) => contains(rangeIn(other, position.value), position));
  return row === null ? null : { row, position };
}

/**
 * Puts the cursor on the row that describes a value without showing its bytes. Returns `null` if there is no such row.
 */
export function cursorOnDescription(rows: readonly Row[], value: string): Cursor | null {
  const row = rows.findIndex(({ describes }) => describes === value);
  return row < 0 ? null : { row, position: null };
}

const nearestTo = (rows: readonly Row[], near: number, fits: (row: Row) => boolean): number | null =>
  rows.reduce<number | null>(
    (found, candidate, row) =>
      fits(candidate) && (found === null || Math.abs(row - near) < Math.abs(found - near)) ? row : found,
    null,
  );

const contains = (range: ByteRange | null, { value, byte }: Position): boolean =>
  range !== null && range.value === value && range.start <= byte && byte < range.end;

/**
 * Returns the bytes of a value that a row shows. A row can show more than one value, such as the region and the
 * service.
 */
const rangeIn = ({ bytes, glyphs }: Row, value: string): ByteRange | null =>
  bytes === null || bytes.value === value ? bytes : rangeWithin(glyphs, value);

/** Returns the number of bytes between the first byte of the row and the cursor. */
export function columnInRow(rows: readonly Row[], { row, position }: Cursor): number {
  const bytes = rows[row]?.bytes;
  return bytes && position ? position.byte - bytes.start : 0;
}

/** Moves down by `count` stops, or up if `count` is negative, but not beyond the first or the last stop. */
export function moveByStops(rows: readonly Row[], cursor: Cursor, count: number): Cursor {
  const stops = stopsOf(rows);
  const now = stops.findLastIndex((row) => row <= cursor.row);
  const next = stops[Math.max(Math.min(now + count, stops.length - 1), 0)];
  return next === undefined || next === cursor.row ? cursor : cursorOn(rows, next, columnInRow(rows, cursor));
}

/**
 * Moves down by `count` rows, or up if `count` is negative, to the last stop within that distance. Always moves at
 * least to the next stop in that direction.
 */
export function moveByRows(rows: readonly Row[], cursor: Cursor, count: number): Cursor {
  const stops = stopsOf(rows);
  const wanted = cursor.row + count;
  const found = count > 0 ? stops.findLast((row) => row <= wanted) : stops.find((row) => row >= wanted);
  const step = moveByStops(rows, cursor, Math.sign(count));
  if (found === undefined) return step;
  const isFarther = count > 0 ? found > step.row : found < step.row;
  return isFarther ? cursorOn(rows, found, columnInRow(rows, cursor)) : step;
}

/**
 * Moves to the next or the previous byte of the same value, even if it is on another row of the same part of the page.
 * Another part can show the value again.
 */
export function moveByByte(rows: readonly Row[], cursor: Cursor, by: 1 | -1): Cursor {
  const { position } = cursor;
  const own = rows[cursor.row];
  const bytes = own && position && rangeIn(own, position.value);
  if (!bytes || !position) return cursor;
  const byte = position.byte + by;
  if (byte >= bytes.start && byte < bytes.end) return { ...cursor, position: { ...position, byte } };
  const row = nearest(
    rows,
    cursor.row,
    by,
    (other) => other.section === own.section && contains(other.bytes, { value: bytes.value, byte }),
  );
  return row === null ? cursor : { row, position: { ...position, byte } };
}

/** Puts the cursor on the first byte of the nearest row that shows bytes. Returns `null` if no row shows bytes. */
export function nearestWithBytes(rows: readonly Row[], { row }: Cursor): Cursor | null {
  const hasBytes = ({ bytes, stop }: Row) => bytes !== null && stop !== 'none';
  const before = nearest(rows, row, -1, hasBytes);
  const after = nearest(rows, row, 1, hasBytes);
  const near = after === null || (before !== null && row - before <= after - row) ? before : after;
  return near === null ? null : cursorOn(rows, near, 0);
}

function nearest(rows: readonly Row[], from: number, by: 1 | -1, fits: (row: Row) => boolean): number | null {
  for (let row = from + by; row >= 0 && row < rows.length; row += by) {
    const found = rows[row];
    if (found && fits(found)) return row;
  }
  return null;
}

const stopsOf = (rows: readonly Row[]): number[] => rows.flatMap(({ stop }, row) => (stop === 'none' ? [] : [row]));

export function ends(rows: readonly Row[]): readonly [first: number, last: number] {
  const stops = stopsOf(rows);
  return [stops[0] ?? 0, stops.at(-1) ?? 0];
}

/**
 * Returns the first row of a window. The cursor is in the middle of the window, except near the ends of the page. At
 * the first stop, the cursor is as far down as possible, so that the beginning of the page is visible. The rows from
 * the cursor to the next stop are always visible, because no other stop is certain to show these rows. A search that
 * finds its text in these rows also puts the cursor here.
 */
export function windowTop(rows: readonly Row[], { row }: Cursor, height: number): number {
  const [first] = ends(rows);
  const isAtTop = row <= firstWithBytes(rows) || row <= first || row < height - 1;
  const wanted = isAtTop ? row - height + 1 : row - Math.floor(height / 2);
  const next = rows.findIndex(({ stop }, index) => index > row && stop !== 'none');
  const following = (next < 0 ? rows.length : next) - height;
  return Math.max(Math.min(Math.max(wanted, following), row, rows.length - height), 0);
}
