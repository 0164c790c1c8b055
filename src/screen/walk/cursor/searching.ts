/** Searches the pages of all stages for a text, ignoring case. */
import { octetsFromText } from '../../../bytes/octets.ts';
import { findInStored, type Stretch } from '../../../bytes/stored-bytes.ts';
import type { Row } from '../../../layout/block-rows.ts';
import { ANSWER_BODY, bytesShown } from '../../../views/bytes/shown-bytes.ts';
import { GUTTER } from '../../components/frame/gutter.ts';
import { type Cursor, cursorAt, cursorOn } from '../../components/page/cursor.ts';
import { shownNote } from '../../components/page/page-window.ts';
import { isEdge, type StoredRows } from '../../components/page/stored-rows.ts';
import type { Pane } from '../../components/regions.ts';
import { cursorOf, rowsShown, type View } from '../view.ts';
import type { WalkState } from '../walk-state.ts';
import { withCursor } from './following.ts';
import { rowLike } from './placing.ts';

interface Match {
  readonly step: number;
  /** The pane of one of two texts. If there is only one text, the pane is always the page. */
  readonly pane: Pane;
  readonly cursor: Cursor;
}

/**
 * A passage to search. Passages are in the order of the walk. A passage is either the rows of a stage, with stored
 * bytes shown from their beginning, or the stored bytes after the first window, which end at the row `edge`.
 */
type Passage =
  | { readonly kind: 'rows'; readonly matches: readonly Match[] }
  | {
      readonly kind: 'bytes';
      readonly step: number;
      readonly value: string;
      readonly edge: number;
      readonly stretch: Stretch;
    };

/**
 * Moves to the next match, or to the previous match if `by` is -1. After the last match comes the first one. The notice
 * says if this leads to another step or past an end of the walk.
 */
export function nextMatch(state: WalkState, by: 1 | -1, view: View): WalkState {
  if (state.searched === '') return { ...state, notice: 'Nothing was searched for yet: press /.' };
  const passages = passagesFor(state, view);
  const here = hereOf(state, view);
  const ahead = passages.map((passage) => aheadOf(passage, here, by));
  const inOrder = by === 1 ? [...ahead, ...passages] : [...ahead.toReversed(), ...passages.toReversed()];
  const found = firstMatch(state, inOrder, { passages, by, end: passages.length }, view);
  return found.found === ''
    ? { ...found, notice: `"${state.searched}" is on no step${notSearched(passages, view)}.` }
    : found;
}

/**
 * Moves to the nearest match while the text is typed: on this step from the cursor's row on, then on this step from its
 * beginning, and only then on another step. Returns the state unchanged, but with no match, if there is none.
 */
export function nearestMatch(state: WalkState, view: View): WalkState {
  const passages = passagesFor(state, view);
  const here = hereOf(state, view);
  const own = passages.filter((passage) => stepOf(passage) === here.step);
  const ahead = own.map((passage) => aheadOf(passage, here, 1, 0));
  const later = passages.filter((passage) => stepOf(passage) > here.step);
  const earlier = passages.filter((passage) => stepOf(passage) < here.step);
  return firstMatch(state, [...ahead, ...own, ...later, ...earlier], { passages, by: 1 }, view);
}

/** What is searched: all passages, and the index in their order from which on they are past an end of the walk. */
interface Search {
  readonly passages: readonly Passage[];
  readonly by: 1 | -1;
  readonly end?: number;
}

/** Moves to the first match of these passages; only says that there is none if there is none. */
function firstMatch(state: WalkState, inOrder: readonly Passage[], search: Search, view: View): WalkState {
  const { passages, by, end = inOrder.length } = search;
  for (const [index, passage] of inOrder.entries()) {
    const match = foundIn(passage, state, by, view);
    if (!match) continue;
    const way = wayTo(match, { from: state.step, isPastEnd: index >= end, by });
    const there = { ...fromBeginning(state, match, view), found: `${way}${countOf(match, passages)}` };
    return { ...there, notice: matchNotice(there) };
  }
  return { ...state, found: '' };
}

/** Says which match the cursor is on, or that there is none, with the keys that lead to the others. */
export function matchNotice({ searched, found }: Pick<WalkState, 'searched' | 'found'>): string {
  return found === '' ? `"${searched}" is on no step.` : `"${searched}" · ${found} · n next, N back`;
}

function passagesFor({ cursors, searched }: WalkState, view: View): Passage[] {
  return [...cursors.keys()].flatMap((step) => passagesOn(step, searched.toLowerCase(), view));
}

/** Returns the step of a passage; -1 for a passage without matches. */
const stepOf = (passage: Passage): number =>
  passage.kind === 'bytes' ? passage.step : (passage.matches[0]?.step ?? -1);

interface Moved {
  readonly from: number;
  readonly isPastEnd: boolean;
  readonly by: 1 | -1;
}

/** Says that a match is on another step, or that the search went past an end of the walk. */
function wayTo({ step }: Match, { from, isPastEnd, by }: Moved): string {
  const again = by === 1 ? 'from the start again' : 'from the end again';
  const other = `step ${step + 1}`;
  if (isPastEnd) return step === from ? `${again}: ` : `${again}, ${other}: `;
  return step === from ? '' : `now on ${other}: `;
}

/** Numbers a match among those of its step, such as `1 of 4 here, 10 in all`. A match in stored bytes has an offset. */
function countOf({ step, pane, cursor }: Match, passages: readonly Passage[]): string {
  const all = passages.flatMap((passage) => (passage.kind === 'rows' ? passage.matches : []));
  const own = all.filter((match) => match.step === step);
  const at = own.findIndex((match) => match.pane === pane && match.cursor.row === cursor.row);
  if (at < 0) return `byte ${cursor.position?.byte ?? 0}`;
  const more = passages.some(({ kind }) => kind === 'bytes') ? 'at least ' : '';
  const inAll = own.length === all.length && more === '' ? 'all on this step' : `${more}${all.length} in all`;
  return `${at + 1} of ${own.length} here, ${inAll}`;
}

/** The maximum number of bytes to search for one key press. Searching this many bytes takes less than half a second. */
const MOST_SEARCHED = 268_435_456;

/** Names the responses and bodies that are too long to be searched to the end; empty if there are no such texts. */
function notSearched(passages: readonly Passage[], { facts }: View): string {
  const longer = passages.flatMap((passage) => {
    const shown = passage.kind === 'bytes' ? bytesShown(facts, passage.value) : null;
    return shown && shown.stored.length > MOST_SEARCHED ? [`the ${shown.name.toLowerCase()}`] : [];
  });
  return longer.length === 0 ? '' : `, nor in the first ${MOST_SEARCHED / 1_048_576} MiB of ${longer.join(' and ')}`;
}

function passagesOn(step: number, wanted: string, view: View): Passage[] {
  const rows = view.rowsOf(step);
  const matches = matchesOnStage(step, wanted, view);
  let from = 0;
  const passages = view.storedOn(step).flatMap((stored): Passage[] => {
    const edge = edgeOf(rows, stored);
    const end = rows[edge - 1]?.bytes?.end;
    // The body without its chunk framing is not searched, because its text is found among the received bytes.
    if (end === undefined || stored.value === ANSWER_BODY) return [];
    const before = matches.filter(({ cursor: { row } }) => row >= from && row < edge);
    from = edge;
    const { length = 0 } = bytesShown(view.facts, stored.value)?.stored ?? {};
    // A match may begin on the last row and end after it.
    const stretch = { start: Math.max(end - wanted.length + 1, 0), end: Math.min(length, MOST_SEARCHED) };
    return [
      { kind: 'rows', matches: before },
      { kind: 'bytes', step, value: stored.value, edge, stretch },
    ];
  });
  return [...passages, { kind: 'rows', matches: matches.filter(({ cursor: { row } }) => row >= from) }];
}

/** Returns the row of a page, seen from its beginning, where stored bytes are cut off; -1 if all bytes are shown. */
const edgeOf = (rows: readonly Row[], { block }: StoredRows) =>
  rows.findIndex((row) => row.block === block && isEdge(row));

/** Returns the position of the cursor when stored bytes are shown from their beginning. */
function hereOf(state: WalkState, view: View): Match {
  const { step } = state;
  const pane = view.textsOf(step) ? state.pane : 'page';
  const cursor = cursorOf(state, view);
  const { position } = cursor;
  const rows = view.rowsOf(step, pane);
  const own = view.storedOn(step).find(({ value }) => value === position?.value);
  const row =
    (position && cursorAt(rows, position, cursor.row)?.row) ??
    (own ? edgeOf(rows, own) : rowLike(cursor.row, rowsShown(state, view), rows));
  return { step, pane, cursor: { row, position } };
}

/**
 * Returns the part of a passage that is after the cursor, or before it if `by` is -1. If `least` is 0, the cursor's row
 * is included.
 */
function aheadOf(passage: Passage, here: Match, by: 1 | -1, least: 0 | 1 = 1): Passage {
  const isAhead = (other: Match) => Math.sign(compare(orderOf(other), orderOf(here)) * by) >= least;
  if (passage.kind === 'rows') return { ...passage, matches: passage.matches.filter(isAhead) };
  const { step, value, edge, stretch } = passage;
  const { position } = here.cursor;
  const byte = position?.value === value && step === here.step ? position.byte : null;
  if (byte !== null && byte >= stretch.start)
    return { ...passage, stretch: by === 1 ? { ...stretch, start: byte + 1 } : { ...stretch, end: byte } };
  const isPastEdge = isAhead({ step, pane: 'page', cursor: { row: edge, position: null } });
  return isPastEdge ? passage : { ...passage, stretch: { start: 0, end: 0 } };
}

/** Orders matches by stage, and then by row. For two texts, the page comes first. */
const orderOf = ({ step, pane, cursor: { row } }: Match): readonly number[] => [step, row, pane === 'page' ? 0 : 1];

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** Puts the cursor on a row of a stage, with stored bytes shown from their beginning. */
function fromBeginning(state: WalkState, { step, pane: found, cursor }: Match, view: View): WalkState {
  // Bytes beside the page are not searched, so the pane does not change.
  const pane = view.textsOf(step) ? found : state.pane;
  const own = new Set(view.storedOn(step).map(({ value }) => value));
  const windows = Object.fromEntries(Object.entries(state.windows).filter(([value]) => !own.has(value)));
  return withCursor({ ...state, step, pane, windows }, cursor);
}

function foundIn(passage: Passage, { searched }: WalkState, by: 1 | -1, { facts }: View): Match | null {
  if (passage.kind === 'rows') return (by === 1 ? passage.matches[0] : passage.matches.at(-1)) ?? null;
  const { step, value, edge, stretch } = passage;
  const shown = bytesShown(facts, value);
  const byte = shown && findInStored(shown.stored, octetsFromText(searched), stretch, by);
  if (!shown || byte === null) return null;
  return { step, pane: 'page', cursor: { row: edge, position: { value, byte } } };
}

function matchesOnStage(step: number, wanted: string, view: View): Match[] {
  const panes: readonly Pane[] = view.textsOf(step) ? ['page', 'beside'] : ['page'];
  return panes
    .flatMap((pane) => {
      const width = paneWidth(view, panes.length);
      return matchesOn(view.rowsOf(step, pane), wanted, width).map((cursor): Match => ({ step, pane, cursor }));
    })
    .sort((one, other) => compare(orderOf(one), orderOf(other)));
}

/** The width of a pane as it is drawn, including the gutter. */
const paneWidth = ({ regions: { text, texts } }: View, panes: number): number =>
  GUTTER + (panes > 1 ? texts : text).width;

/** Lists the rows that contain the text, including those where the cursor does not stop when it is moved. */
function matchesOn(rows: readonly Row[], wanted: string, width: number): Cursor[] {
  return rows.flatMap((row, index): Cursor[] => {
    const at = matchIn(row, wanted);
    if (at === null && !shownNote(row, width).toLowerCase().includes(wanted)) return [];
    const bytes = at === null ? undefined : row.glyphs[at]?.at;
    const cursor = cursorOn(rows, index, 0);
    return [bytes ? { ...cursor, position: { value: bytes.value, byte: bytes.start } } : cursor];
  });
}

/** Returns the index of the glyph at which the text begins; `null` if the row does not contain it. */
function matchIn({ glyphs }: Row, wanted: string): number | null {
  const text = glyphs.map((glyph) => glyph.text).join('');
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 0) return null;
  let length = 0;
  return glyphs.findIndex((glyph) => {
    length += glyph.text.length;
    return length > at;
  });
}
