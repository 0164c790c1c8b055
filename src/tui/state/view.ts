/** What the state is looked at with: the pages of a walk at the size that the screen has, each laid out once. */
import type { WalkFacts } from '../../pages/facts.ts';
import type { Page } from '../../pages/page.ts';
import { type Places, placesOf } from '../../pages/places.ts';
import { bytesShown } from '../../pages/shown-bytes.ts';
import { firstDifferent, positionBeside, sideOf, type TwoTexts } from '../../pages/two-texts.ts';
import { walkPage } from '../../pages/walk-pages.ts';
import type { BytesOf } from '../../render/screen/cells.ts';
import { type Cursor, cursorAt, cursorOn, firstCursor } from '../../render/screen/cursor.ts';
import { type PageRow, pageRows } from '../../render/screen/page-rows.ts';
import { type Layout, type Regions, regionsOf, type ScreenSize } from '../../render/screen/regions.ts';
import type { BesidePage } from '../../render/screen/screen-content.ts';
import { type Pane, type PaneRows, SIDE_OF_PANE, textRows } from '../../render/screen/text-rows.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { changesBetween, flippedBits, type TraceChanges } from '../../trace/changes.ts';
import { findValue } from '../../trace/trace.ts';
import type { ScreenState } from './screen-state.ts';

export interface View {
  readonly facts: WalkFacts;
  readonly places: Places;
  readonly regions: Regions;
  /** What edits have changed since the walk began; `null` for nothing. */
  readonly changes: WalkChanges | null;
  /** The rows of a stage: of the page, or of the text beside it; beside bytes there are no others. */
  readonly rowsOf: (step: number, pane?: Pane) => readonly PageRow[];
  /** Of a stage with two texts, these. */
  readonly textsOf: (step: number) => TwoTexts | null;
  /** What stands beside a stage. */
  readonly besideOf: (step: number) => BesidePage['kind'];
}

export interface WalkChanges extends TraceChanges {
  /** Of the signature, of 256; `null` where they tell nothing. */
  readonly flippedBits: number | null;
}

function changesOf(before: WalkFacts, { trace }: WalkFacts): WalkChanges | null {
  if (before.trace === trace) return null;
  const signature = (of: WalkFacts['trace']) => findValue(of, SIGNATURE.id)?.bytes.octets ?? '';
  return {
    ...changesBetween(before.trace, trace),
    flippedBits: flippedBits(signature(before.trace), signature(trace)),
  };
}

/** A stage as it is laid out. */
interface LaidOut {
  readonly rows: PaneRows;
  readonly texts: TwoTexts | null;
  readonly beside: BesidePage['kind'];
}

/** `before`: the facts before any edit. */
export function viewOf(facts: WalkFacts, size: ScreenSize, layout: Layout, before: WalkFacts = facts): View {
  const regions = regionsOf(size, layout);
  const done = new Map<number, LaidOut>();
  const laidOut = (step: number): LaidOut => {
    const found = done.get(step) ?? layOut(facts, step, regions);
    done.set(step, found);
    return found;
  };
  return {
    facts,
    places: placesOf(facts.trace),
    regions,
    changes: changesOf(before, facts),
    rowsOf: (step, pane = 'page') => laidOut(step).rows[pane],
    textsOf: (step) => laidOut(step).texts,
    besideOf: (step) => laidOut(step).beside,
  };
}

function layOut(facts: WalkFacts, step: number, { hex, alone, texts: panes }: Regions): LaidOut {
  const page = walkPage(facts, step);
  const { texts = null } = page;
  const bytesOf: BytesOf = (id) => bytesShown(facts, id);
  if (texts) return { rows: textRows(page, texts, panes.textWidth, bytesOf), texts, beside: 'text' };
  const beside = hasBytes(page) ? 'bytes' : 'nothing';
  const rows = pageRows(page, beside === 'bytes' ? hex.textWidth : alone.textWidth, bytesOf);
  return { rows: { page: rows, beside: rows }, texts, beside };
}

function hasBytes({ main, blocks }: Page): boolean {
  return [...main, ...blocks].some((block) => block.kind === 'line' && block.runs.some(({ shows }) => shows));
}

/** Where the cursor stands on the stage that is shown, in the pane in which the keys move. */
export function cursorOf(state: ScreenState, view: View): Cursor {
  return cursorIn(state, view, state.pane);
}

/** The same in one of the panes: beside a text it is in step, beside bytes it is the one of the page. */
export function cursorIn({ cursors, step }: ScreenState, view: View, pane: Pane): Cursor {
  const texts = view.textsOf(step);
  const rows = view.rowsOf(step, pane);
  const cursor = cursors[step] ?? null;
  if (!texts) return cursor ?? firstCursor(rows, view.regions.layout);
  return inStep(cursor ?? firstInTexts(texts, step, view), texts, rows, pane);
}

/** Where the two differ first. */
function firstInTexts(texts: TwoTexts, step: number, view: View): Cursor {
  const first = firstDifferent(texts);
  const found = first && (cursorAt(view.rowsOf(step, 'page'), first) ?? cursorAt(view.rowsOf(step, 'beside'), first));
  return found ?? firstCursor(view.rowsOf(step), 'usual');
}

/** The byte that stands beside that of the cursor, where the cursor is in the other text. */
function inStep(cursor: Cursor, texts: TwoTexts, rows: readonly PageRow[], pane: Pane): Cursor {
  const { row, position } = cursor;
  if (position === null) return rows[row]?.bytes ? cursorOn(rows, row, 0) : cursor;
  const side = sideOf(texts, position.value);
  if (side === null || side === SIDE_OF_PANE[pane]) return cursor;
  const beside = positionBeside(texts, position);
  return (beside && cursorAt(rows, beside, row)) ?? { row, position: null };
}

/** The walk to which the row of the cursor leads; `null` for none. */
export function leadsTo(state: ScreenState, view: View): string | null {
  return view.rowsOf(state.step, state.pane)[cursorOf(state, view).row]?.leadsTo ?? null;
}
