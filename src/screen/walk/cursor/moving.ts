/** Moves between stages, lines, and bytes, and to the origin of a byte and back. */
import type { KeyAction } from '../../../app/keys/keys.ts';
import type { Row } from '../../../layout/block-rows.ts';
import { type Position, sourcesAt } from '../../../trace/provenance.ts';
import { bytesShown } from '../../../views/bytes/shown-bytes.ts';
import {
  type Cursor,
  columnInRow,
  cursorAt,
  cursorOn,
  ends,
  moveByByte,
  moveByRows,
  moveByStops,
} from '../../components/page/cursor.ts';
import { isEdge } from '../../components/page/stored-rows.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';
import { type Spot, type WalkState, WHOLE } from '../walk-state.ts';
import { byteOfSource, sourcesShown, toPosition, withCursor } from './following.ts';
import { moveInWhole, type Pressed, toggleWhole, toWhole } from './on-whole.ts';
import { nearestCursor } from './placing.ts';
import { pageHeight } from './window.ts';

export const move = (state: WalkState, pressed: Pressed, view: View): WalkState =>
  moveInWhole(state, pressed, view) ?? moveOnPage(state, pressed, view);

type Move = (state: WalkState, view: View, key: string) => WalkState;

const MOVES = {
  'next-stage': (state, view) => toStage(state, state.step + 1, view),
  'previous-stage': (state, view) => toStage(state, state.step - 1, view),
  'to-stage': toNumberedStage,
  'next-pane': nextPane,
  hex: toggleHex,
  whole: toggleWhole,
  'to-source': toSource,
  back: goBack,
  'next-span': (state, view) => toSpan(state, 1, view),
  'previous-span': (state, view) => toSpan(state, -1, view),
} satisfies Partial<Record<KeyAction, Move>>;

function moveOnPage(state: WalkState, { action, key }: Pressed, view: View): WalkState {
  const { [action]: own }: Readonly<Partial<Record<KeyAction, Move>>> = MOVES;
  if (own) return own(state, view, key);
  if (isInBytes(state, view)) return moveInBytes(state, action, view);
  const { [action]: inText }: Readonly<Partial<Record<KeyAction, TextMove>>> = TEXT_MOVES;
  return withCursor(state, inText?.(rowsShown(state, view), cursorOf(state, view), state, view));
}

const isInBytes = ({ pane, step }: WalkState, { besideOf }: View): boolean =>
  pane === 'beside' && besideOf(step) === 'bytes';

/** Opens the hex view and moves into it, or goes back to the text. */
function nextPane(state: WalkState, view: View): WalkState {
  const { regions } = view;
  const kind = view.besideOf(state.step);
  if (kind === 'nothing') return { ...state, notice: 'This step shows no bytes.' };
  const isThere = kind === 'text' || regions.rightWidth > 0 || state.isHexOpen;
  return { ...state, isHexOpen: state.isHexOpen || !isThere, pane: state.pane === 'page' ? 'beside' : 'page' };
}

function toggleHex(state: WalkState, { regions, besideOf }: View): WalkState {
  if (regions.rightWidth > 0) return { ...state, notice: 'The bytes are at the right; tab goes there.' };
  if (besideOf(state.step) !== 'bytes') return { ...state, notice: 'This step shows no bytes.' };
  return { ...state, isHexOpen: !state.isHexOpen, pane: 'page' };
}

/** Goes to a step. The picture of the whole signature, if there is one, comes before the first. */
function toStage(state: WalkState, step: number, view: View): WalkState {
  const first = view.whole() ? WHOLE : 0;
  return { ...state, step: Math.max(first, Math.min(step, state.cursors.length - 1)) };
}

/** Goes to a step by its number. */
function toNumberedStage(state: WalkState, view: View, key: string): WalkState {
  const step = Number(key) - 1;
  if (step < 0) return toWhole(state, view);
  if (step >= state.cursors.length) return { ...state, notice: `There are only ${state.cursors.length} steps.` };
  return toStage(state, step, view);
}

type TextMove = (rows: readonly Row[], cursor: Cursor, state: WalkState, view: View) => Cursor;

const TEXT_MOVES = {
  'line-down': (rows, cursor) => inWindow(rows, cursor, moveByStops(rows, cursor, 1)),
  'line-up': (rows, cursor) => inWindow(rows, cursor, moveByStops(rows, cursor, -1)),
  'page-down': (rows, cursor, ...of) => inWindow(rows, cursor, moveByScreen(...of, 1)),
  'page-up': (rows, cursor, ...of) => inWindow(rows, cursor, moveByScreen(...of, -1)),
  'first-line': (rows) => cursorOn(rows, ends(rows)[0], 0),
  'last-line': (rows) => cursorOn(rows, ends(rows)[1], 0),
  'byte-right': (rows, cursor) => moveByByte(rows, cursor, 1),
  'byte-left': (rows, cursor) => moveByByte(rows, cursor, -1),
} satisfies Partial<Record<KeyAction, TextMove>>;

export type MoveAction = keyof typeof MOVES | keyof typeof TEXT_MOVES;

/** Limits a move to one window: the cursor stops at its first or last row if more bytes are in another window. */
function inWindow(rows: readonly Row[], from: Cursor, to: Cursor): Cursor {
  const by = Math.sign(to.row - from.row);
  for (let row = from.row; row !== to.row; row += by) {
    const next = rows[row + by];
    if (next && isEdge(next)) return cursorOn(rows, row, columnInRow(rows, from));
  }
  return to;
}

function moveByScreen(state: WalkState, view: View, by: 1 | -1): Cursor {
  const rows = rowsShown(state, view);
  const cursor = cursorOf(state, view);
  const page = Math.max(pageHeight(state, view) - 1, 1);
  return moveByRows(rows, cursor, by * page);
}

/** Moves in the hex view: by byte, by row, by page, or to either end of the value. */
function moveInBytes(state: WalkState, action: KeyAction, view: View): WalkState {
  const { position } = cursorOf(state, view);
  const shown = position && bytesShown(view.facts, position.value);
  if (!position || !shown || shown.stored.length === 0) return state;
  const last = shown.stored.length - 1;
  const { bytesInRow, height } = view.regions.hex;
  const by: Partial<Record<KeyAction, number>> = {
    'byte-right': 1,
    'byte-left': -1,
    'line-down': bytesInRow,
    'line-up': -bytesInRow,
    'page-down': bytesInRow * height,
    'page-up': -bytesInRow * height,
    'first-line': -position.byte,
    'last-line': last - position.byte,
  };
  const wanted = position.byte + (by[action] ?? 0);
  const byte = Math.max(0, Math.min(wanted, last));
  const isAtLimit = wanted > last || (action === 'last-line' && shown.limit !== null);
  const there = withCursor(state, onByte(state, { ...position, byte }, view));
  return isAtLimit ? { ...there, notice: shown.limit } : there;
}

/**
 * Moves to the first byte of the next origin in the value. If `by` is -1, moves to the first byte of the current origin
 * or, if the cursor is there, of the previous origin.
 */
function toSpan(state: WalkState, by: 1 | -1, view: View): WalkState {
  const here = cursorOf(state, view);
  const { position } = here;
  if (!position) return state;
  const starts = view.places.runsOf(position.value).map(({ start }) => start);
  const { byte: now } = position;
  const byte = by === 1 ? starts.find((start) => start > now) : starts.findLast((start) => start < now);
  if (byte === undefined) return state;
  const to = { ...position, byte };
  const cursor = isInBytes(state, view) ? onByte(state, to, view) : cursorAt(rowsShown(state, view), to, here.row);
  return cursor ? withCursor(state, cursor) : state;
}

/** Returns the cursor on a byte of this stage, even if the page does not show the byte as text. */
export function onByte(state: WalkState, position: Position, view: View): Cursor {
  const here = cursorOf(state, view);
  return nearestCursor(rowsShown(state, view), position, here.row) ?? { ...here, position };
}

function toSource(state: WalkState, view: View): WalkState {
  const position = byteOfSource(state, view);
  if (!position) return { ...state, notice: 'This line shows no bytes.' };
  const copies = sourcesShown(state, position, view);
  const [only, ...others] = copies;
  // A hash that was computed with a key has more than one source, so the user chooses one.
  if (others.length > 0)
    return { ...state, open: { kind: 'ranges', title: 'Made from', ranges: copies, index: 0, field: null } };
  const there = only ? toPosition(state, { value: only.value, byte: only.start }, view) : null;
  return there ?? { ...state, notice: whyNoSource(view, position) };
}

const whyNoSource = ({ facts }: View, position: Position): string =>
  sourcesAt(facts.trace, position).length === 0 ? 'It is unknown where this byte comes from.' : FROM_OUTSIDE;

const FROM_OUTSIDE = 'It comes from outside: it was given, or a rule adds it.';

export const toSpot = (state: WalkState, { step, cursor, pane, windows }: Spot): WalkState =>
  withCursor({ ...state, step, pane, windows }, cursor);

function goBack(state: WalkState): WalkState {
  const last = state.trail.at(-1);
  if (!last && state.below) return { ...state, ending: 'back' };
  if (!last) return { ...state, notice: 'Nothing to go back to: first follow a byte with o or u.' };
  return { ...toSpot(state, last), trail: state.trail.slice(0, -1) };
}
