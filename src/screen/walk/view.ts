/** Creates the view of a state: the pages of a walk at the size of the screen. Each page is laid out only once. */

import { EMPTY } from '../../bytes/octets.ts';
import type { Row } from '../../layout/block-rows.ts';
import type { BytesOf } from '../../layout/shown-glyphs.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { markedRanges } from '../../trace/changed-ranges.ts';
import { changesBetween, flippedBits, type TraceChanges } from '../../trace/changes.ts';
import { latest } from '../../trace/remembered.ts';
import { findValue } from '../../trace/trace.ts';
import { bytesShown } from '../../views/bytes/shown-bytes.ts';
import { firstDifferent, positionBeside, sideOf } from '../../views/bytes/two-texts.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { type Places, placesOf } from '../../views/map/places.ts';
import type { Page, TwoTexts } from '../../views/page.ts';
import { walkPage } from '../../views/walk-pages.ts';
import { wholeOf, withEarlier } from '../../views/whole/whole.ts';
import { type Cursor, cursorAt, cursorOn, firstCursor } from '../components/page/cursor.ts';
import {
  type PagePart,
  pageParts,
  rowsOfParts,
  rowsOfTexts,
  SIDE_OF_PANE,
  type Windows,
} from '../components/page/page-parts.ts';
import type { StoredRows } from '../components/page/stored-rows.ts';
import { type Layout, type Pane, type Regions, regionsOf, type ScreenSize } from '../components/regions.ts';
import type { Changed } from '../components/styled-glyphs.ts';
import { type WholeInView, wholeAsPage } from './cursor/picture-rows.ts';
import { isInWhole, type WalkState, WHOLE } from './walk-state.ts';

/** What is beside a page: another text, the bytes of the value under the cursor, or nothing if it shows no bytes. */
type BesideKind = 'text' | 'bytes' | 'nothing';

/** What a walk is at one time: its state, and the view in which it is shown. */
export interface Frame {
  readonly state: WalkState;
  readonly view: View;
}

export interface View {
  readonly facts: WalkFacts;
  readonly places: Places;
  readonly regions: Regions;
  /** The changes from edits since the walk began; `null` if nothing has changed. */
  readonly changes: WalkChanges | null;
  /**
   * Returns the rows of the page of a stage, or of the text beside it, with these windows of stored bytes. Those of
   * `WHOLE` are the lines of the picture.
   */
  readonly rowsOf: (step: number, pane?: Pane, windows?: Windows) => readonly Row[];
  readonly textsOf: (step: number) => TwoTexts | null;
  readonly besideOf: (step: number) => BesideKind;
  readonly storedOn: (step: number) => readonly StoredRows[];
  /** Returns the whole signature; `null` if there is none, or if the window has no room for it. */
  readonly whole: () => WholeInView | null;
}

interface WalkChanges extends TraceChanges {
  /** The number of changed bits out of the signature's 256; `null` if the signatures cannot be compared. */
  readonly flippedBits: number | null;
}

function changesOf(before: WalkFacts, { trace }: WalkFacts): WalkChanges | null {
  if (before.trace === trace) return null;
  const signature = (of: WalkFacts['trace']) => findValue(of, SIGNATURE.id)?.bytes.octets ?? '';
  const changes = changesBetween(before.trace, trace);
  return {
    ...changes,
    changed: markedIn(trace, changes.changed),
    flippedBits: flippedBits(signature(before.trace), signature(trace)),
  };
}

/** Returns the changed bytes as they are marked, also where bytes were only removed. */
const markedIn = (trace: WalkFacts['trace'], changed: TraceChanges['changed']): TraceChanges['changed'] =>
  new Map([...changed].map(([id, ranges]) => [id, markedRanges(ranges, findValue(trace, id)?.bytes.octets ?? EMPTY)]));

interface LaidOut {
  readonly rowsOf: (pane: Pane, windows: Windows) => readonly Row[];
  readonly stored: readonly StoredRows[];
  readonly texts: TwoTexts | null;
  readonly beside: BesideKind;
}

const NOTHING_BESIDE = { stored: [], texts: null, beside: 'nothing' } as const;

/**
 * Creates the view of a walk's facts. `before` contains the walk's facts before any edit.
 */
export function viewOf(
  facts: WalkFacts,
  size: ScreenSize,
  layout: Layout,
  { before = facts, isHexOpen = false }: { readonly before?: WalkFacts; readonly isHexOpen?: boolean } = {},
): View {
  const regions = regionsOf(size, layout, isHexOpen);
  const places = placesOf(facts.trace);
  const changes = changesOf(before, facts);
  const whole = latest<void, WholeInView | null>(1, () =>
    wholeInView(facts, before, places, regions, changes?.changed ?? NOTHING),
  );
  const laidOut = latest(
    Number.POSITIVE_INFINITY,
    (step: number): LaidOut =>
      step === WHOLE ? { ...NOTHING_BESIDE, rowsOf: () => whole()?.rows ?? [] } : layOut(facts, step, regions),
  );
  return {
    facts,
    places,
    regions,
    changes,
    rowsOf: (step, pane = 'page', windows = {}) => laidOut(step).rowsOf(pane, windows),
    textsOf: (step) => laidOut(step).texts,
    besideOf: (step) => laidOut(step).beside,
    storedOn: (step) => laidOut(step).stored,
    whole,
  };
}

function wholeInView(
  facts: WalkFacts,
  before: WalkFacts,
  places: Places,
  { form }: Regions,
  changed: Changed,
): WholeInView | null {
  const whole = form === 'narrow' ? null : wholeOf(facts);
  // The field says what an edit replaces; what a mistake replaces is said in its line.
  const earlier = facts.breaks.length === 0 ? null : wholeOf(before);
  return whole && wholeAsPage(withEarlier(whole, earlier), facts, places, changed);
}

const NOTHING: Changed = new Map();

/** Removes the addresses that are on rows of their own. */
const withoutAddresses = (page: Page): Page => ({
  ...page,
  blocks: page.blocks.filter(
    (block) => block.kind !== 'prose' || block.runs.length === 0 || block.runs.some(({ opens }) => opens === undefined),
  ),
});

function layOut(facts: WalkFacts, step: number, { layout, text, texts: panes }: Regions): LaidOut {
  const whole = walkPage(facts, step);
  // A diagnosis lists addresses as further reading. On other pages, the inspector has the address.
  const isWhole = layout === 'heard' || facts.diagnosis;
  const page = isWhole ? whole : withoutAddresses(whole);
  const { texts = null } = page;
  const bytesOf: BytesOf = (id) => bytesShown(facts, id);
  if (texts) {
    const rows = rowsOfTexts(page, texts, { width: panes.width, height: panes.heights.page }, bytesOf);
    return { rowsOf: (pane) => rows[pane], stored: [], texts, beside: 'text' };
  }
  const beside = hasBytes(page) ? 'bytes' : 'nothing';
  const parts = pageParts(page, text, bytesOf);
  const rowsIn = rowsInWindows(parts);
  return { rowsOf: (_pane, windows) => rowsIn(windows), stored: storedIn(parts), texts, beside };
}

function hasBytes({ main, blocks }: Page): boolean {
  return [...main, ...blocks].some(
    (block) => block.kind === 'stored' || (block.kind === 'line' && block.runs.some(({ shows }) => shows)),
  );
}

const storedIn = (parts: readonly PagePart[]) => parts.flatMap((part) => (part.kind === 'stored' ? [part.stored] : []));

/** The number of windows that stay laid out: the window with the cursor, and the first window, which is searched. */
const KEPT_WINDOWS = 2;

function rowsInWindows(parts: readonly PagePart[]): (windows: Windows) => readonly Row[] {
  const stored = storedIn(parts);
  const rowsAt = latest(KEPT_WINDOWS, (begins: string) => {
    const each = begins.split(',').map(Number);
    return rowsOfParts(parts, Object.fromEntries(stored.map(({ value }, index) => [value, each[index] ?? 0])));
  });
  return (windows) => rowsAt(stored.map(({ value }) => windows[value] ?? 0).join());
}

export const rowsShown = (
  { step, windows, pane: own }: WalkState,
  { rowsOf }: View,
  pane: Pane = own,
): readonly Row[] => rowsOf(step, pane, windows);

/** Returns the cursor of the current stage, in the pane that the keys control. */
export function cursorOf(state: WalkState, view: View): Cursor {
  return cursorIn(state, view, state.pane);
}

/**
 * Returns the cursor in a pane. For two texts, both cursors are on matching rows. For a page with bytes beside it, both
 * panes have the cursor of the page.
 */
export function cursorIn(state: WalkState, view: View, pane: Pane): Cursor {
  const { cursors, step } = state;
  const shown = view.whole();
  if (isInWhole(state) && shown) return state.whole ?? shown.cursorOn(shown.first);
  const texts = view.textsOf(step);
  const rows = rowsShown(state, view, pane);
  const cursor = cursors[step] ?? null;
  if (!texts) return cursor ?? firstCursor(rows);
  return inStep(cursor ?? firstInTexts(texts, step, view), texts, rows, pane);
}

function firstInTexts(texts: TwoTexts, step: number, view: View): Cursor {
  const first = firstDifferent(texts, view.facts.trace);
  const found = first && (cursorAt(view.rowsOf(step, 'page'), first) ?? cursorAt(view.rowsOf(step, 'beside'), first));
  return found ?? firstCursor(view.rowsOf(step));
}

/** Returns the cursor on the matching byte of this pane's text, if the cursor is in the other text. */
function inStep(cursor: Cursor, texts: TwoTexts, rows: readonly Row[], pane: Pane): Cursor {
  const { row, position } = cursor;
  if (position === null) return rows[row]?.bytes ? cursorOn(rows, row, 0) : cursor;
  const side = sideOf(texts, position.value);
  if (side === null || side === SIDE_OF_PANE[pane]) return cursor;
  const beside = positionBeside(texts, position);
  return (beside && cursorAt(rows, beside, row)) ?? { row, position: null };
}

/** Returns the cursor on the first byte of a row or, in the picture, of the first input in it. */
export const cursorOnRow = (state: WalkState, row: number, view: View): Cursor =>
  (isInWhole(state) ? view.whole()?.cursorOn(row) : null) ?? cursorOn(rowsShown(state, view), row, 0);

export function paneOf({ pane }: WalkState, value: string, step: number, { textsOf }: View): Pane {
  const texts = textsOf(step);
  if (!texts) return pane;
  return sideOf(texts, value) === SIDE_OF_PANE.beside ? 'beside' : 'page';
}

/**
 * Returns the ID of the value that the Enter key opens from the cursor's row; `null` if there is no such value, or if
 * the cursor was not moved.
 */
export function madeFrom(state: WalkState, view: View): string | null {
  return state.isMoved ? (rowsShown(state, view)[cursorOf(state, view).row]?.madeFrom ?? null) : null;
}

/** Returns the name of the walk that the cursor's row opens; `null` if the row opens no walk. */
export function leadsTo(state: WalkState, view: View): string | null {
  return rowsShown(state, view)[cursorOf(state, view).row]?.leadsTo ?? null;
}
