/**
 * Keeps the cursor on its row when the size or the facts change, and when the cursor moves to bytes that are not shown
 * yet.
 */

import type { Row } from '../../../layout/block-rows.ts';
import type { Position } from '../../../trace/provenance.ts';
import { bytesShown } from '../../../views/bytes/shown-bytes.ts';
import { type Cursor, cursorAt, firstCursor, moveByRows } from '../../components/page/cursor.ts';
import type { Windows } from '../../components/page/page-parts.ts';
import type { StoredRows } from '../../components/page/stored-rows.ts';
import { onOpenInput } from '../fields/inputs.ts';
import { paneOf, type View } from '../view.ts';
import type { WalkState } from '../walk-state.ts';
import { lineAgain } from './picture-rows.ts';

/** Moves the windows to the cursor after an event, and puts the cursor on the row that shows its byte. */
export function settle(state: WalkState, view: View): WalkState {
  const { step, cursors } = state;
  const windows = windowsOn(state, step, view, view);
  if (isSame(windows, state.windows)) return state;
  const cursor = cursors[step] ?? null;
  const rows = view.rowsOf(step, 'page', windows);
  const moved = cursor && place(cursor, view.rowsOf(step, 'page', state.windows), rows, view);
  return { ...state, windows, cursors: cursors.map((old, index) => (index === step ? moved : old)) };
}

/** Puts all cursors back on the same bytes after the size or the facts have changed. */
export function placeAgain(state: WalkState, before: View, view: View): WalkState {
  let { windows } = state;
  for (const [step, cursor] of state.cursors.entries()) {
    // A stage in which no cursor was yet is laid out when it is shown.
    if (cursor !== null) windows = windowsOn({ ...state, windows }, step, before, view);
  }
  const cursors = state.cursors.map((cursor, step) => {
    if (cursor === null) return null;
    const pane = cursor.position ? paneOf(state, cursor.position.value, step, view) : state.pane;
    return place(cursor, before.rowsOf(step, pane, state.windows), view.rowsOf(step, pane, windows), view);
  });
  const moved = {
    ...state,
    windows,
    cursors,
    whole: state.whole && lineAgain(state.whole, before.whole(), view.whole()),
  };
  // The page may not have shown the edited input before.
  return before.facts === view.facts ? moved : onOpenInput(moved, view);
}

/**
 * Returns the windows of a stage around its cursor. Stored bytes below the cursor are shown from their beginning, and
 * stored bytes above the cursor are shown at their end, so that moving line by line reaches all bytes.
 */
function windowsOn({ cursors, windows }: WalkState, step: number, before: View, view: View): Windows {
  const cursor = cursors[step] ?? null;
  const row = cursor ? before.rowsOf(step, 'page', windows)[cursor.row] : undefined;
  const begins = view
    .storedOn(step)
    .map((stored): [string, number] => [
      stored.value,
      cursor === null ? 0 : windowStart(stored, cursor, row?.block ?? 0, windows[stored.value] ?? 0),
    ]);
  return { ...windows, ...Object.fromEntries(begins) };
}

function windowStart(stored: StoredRows, { position }: Cursor, block: number, now: number): number {
  if (block === stored.block || position?.value === stored.value) return stored.windowFor(position?.byte ?? 0, now);
  return block < stored.block ? 0 : stored.lastWindow();
}

const isSame = (one: Windows, other: Windows) =>
  Object.keys(one).every((value) => (one[value] ?? 0) === (other[value] ?? 0));

/** Finds the same position among new rows. */
function place(cursor: Cursor, before: readonly Row[], rows: readonly Row[], view: View): Cursor {
  const near = rowLike(cursor.row, before, rows);
  const found = cursor.position && nearestCursor(rows, cursor.position, near);
  if (found && isThere(view, found)) return found;
  const row = cursor.position === null ? nearestWithoutBytes(rows, near) : null;
  if (row !== null) return { row, position: null };
  const first = firstCursor(rows);
  return moveByRows(rows, first, Math.max(near - first.row, 0));
}

/**
 * Returns the row at the same relative position in its block. If the blocks have changed, returns the row at the same
 * relative position in the page.
 */
export function rowLike(row: number, before: readonly Row[], rows: readonly Row[]): number {
  const block = before[row]?.block;
  if (block === undefined || before.at(-1)?.block !== rows.at(-1)?.block)
    return Math.round((row / Math.max(before.length, 1)) * rows.length);
  const [first, length] = extent(before, block);
  const [start, now] = extent(rows, block);
  const offset = length === now ? row - first : Math.floor(((row - first) / length) * now);
  return start + offset;
}

function extent(rows: readonly Row[], block: number): [first: number, length: number] {
  const first = rows.findIndex((row) => row.block === block);
  return [Math.max(first, 0), rows.filter((row) => row.block === block).length];
}

/**
 * Returns the row of the nearest stop without bytes, in the same block if possible. Returns `null` if there is no such
 * stop.
 */
function nearestWithoutBytes(rows: readonly Row[], near: number): number | null {
  const stops = rows.flatMap(({ stop, bytes }, row) => (stop === 'none' || bytes !== null ? [] : [row]));
  const own = stops.filter((row) => rows[row]?.block === rows[near]?.block);
  return (own.length > 0 ? own : stops).reduce<number | null>(
    (best, row) => (best === null || Math.abs(row - near) < Math.abs(best - near) ? row : best),
    null,
  );
}

/**
 * Returns the cursor on the row that shows a byte. If the page does not show the byte, the cursor is on the last row
 * before the byte.
 */
export function nearestCursor(rows: readonly Row[], position: Position, near: number): Cursor | null {
  const exact = cursorAt(rows, position, near);
  if (exact) return exact;
  const row = rows.findLastIndex(({ bytes }) => bytes?.value === position.value && bytes.start <= position.byte);
  return row < 0 ? null : { row, position };
}

/** Returns whether the byte still exists, because a response may be shorter than the previous one. */
function isThere({ facts }: View, { position }: Cursor): boolean {
  return position !== null && position.byte < (bytesShown(facts, position.value)?.stored.length ?? 0);
}
