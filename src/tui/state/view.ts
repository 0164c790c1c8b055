/** What the state is looked at with: the pages of a walk at the size that the screen has, each laid out once. */
import type { WalkFacts } from '../../pages/facts.ts';
import { type Places, placesOf } from '../../pages/places.ts';
import { bytesShown } from '../../pages/shown-bytes.ts';
import { walkPage } from '../../pages/walk-pages.ts';
import { type Cursor, firstCursor } from '../../render/screen/cursor.ts';
import { type PageRow, pageRows } from '../../render/screen/page-rows.ts';
import { type Layout, type Regions, regionsOf, type ScreenSize } from '../../render/screen/regions.ts';
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
  /** The rows of a stage. */
  readonly rowsOf: (step: number) => readonly PageRow[];
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

/** `before`: the facts before any edit. */
export function viewOf(facts: WalkFacts, size: ScreenSize, layout: Layout, before: WalkFacts = facts): View {
  const regions = regionsOf(size, layout);
  const done = new Map<number, readonly PageRow[]>();
  const rowsOf = (step: number) => {
    const known = done.get(step);
    if (known) return known;
    const rows = pageRows(walkPage(facts, step), regions.textWidth, (id) => bytesShown(facts, id));
    done.set(step, rows);
    return rows;
  };
  return { facts, places: placesOf(facts.trace), regions, changes: changesOf(before, facts), rowsOf };
}

/** Where the cursor stands on the stage that is shown. */
export function cursorOf({ cursors, step }: ScreenState, { rowsOf, regions }: View): Cursor {
  return cursors[step] ?? firstCursor(rowsOf(step), regions.layout);
}
