/** What the state is looked at with: the pages of a walk at the size that the screen has, each laid out once. */
import type { WalkFacts } from '../../pages/facts.ts';
import { type Places, placesOf } from '../../pages/places.ts';
import { bytesShown } from '../../pages/shown-bytes.ts';
import { walkPage } from '../../pages/walk-pages.ts';
import { type Cursor, firstCursor } from '../../render/screen/cursor.ts';
import { type PagePart, type PageRow, pageParts, rowsOfParts, type Windows } from '../../render/screen/page-rows.ts';
import { type Layout, type Regions, regionsOf, type ScreenSize } from '../../render/screen/regions.ts';
import type { StoredRows } from '../../render/screen/stored-rows.ts';
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
  /** The rows of a stage; of bytes of any number those of the windows. */
  readonly rowsOf: (step: number, windows?: Windows) => readonly PageRow[];
  /** The bytes of any number that a stage shows as text. */
  readonly storedOn: (step: number) => readonly StoredRows[];
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
  const bytesOf = (id: string) => bytesShown(facts, id);
  const room = { width: regions.textWidth, height: regions.textHeight };
  const stages = new Map<number, LaidOut>();
  const laidOut = (step: number) => {
    const known = stages.get(step) ?? layOut(pageParts(walkPage(facts, step), room, bytesOf));
    stages.set(step, known);
    return known;
  };
  const rowsOf = (step: number, windows: Windows = {}) => laidOut(step).rowsOf(windows);
  const storedOn = (step: number) => laidOut(step).stored;
  return { facts, places: placesOf(facts.trace), regions, changes: changesOf(before, facts), rowsOf, storedOn };
}

interface LaidOut {
  readonly stored: readonly StoredRows[];
  readonly rowsOf: (windows: Windows) => readonly PageRow[];
}

/** Windows that stay laid out: that of the cursor, and the first one, in which is searched. */
const KEPT_WINDOWS = 2;

function layOut(parts: readonly PagePart[]): LaidOut {
  const stored = parts.flatMap((part) => (part.kind === 'stored' ? [part.stored] : []));
  const done = new Map<string, readonly PageRow[]>();
  return {
    stored,
    rowsOf: (windows) => {
      const key = stored.map(({ value }) => windows[value] ?? 0).join();
      const rows = done.get(key) ?? rowsOfParts(parts, windows);
      // As the one that was asked for last.
      done.delete(key);
      done.set(key, rows);
      for (const oldest of done.keys()) {
        if (done.size <= KEPT_WINDOWS) break;
        done.delete(oldest);
      }
      return rows;
    },
  };
}

/** The rows of the stage that is shown, as they are shown. */
export const rowsShown = ({ step, windows }: ScreenState, { rowsOf }: View): readonly PageRow[] =>
  rowsOf(step, windows);

/** Where the cursor stands on the stage that is shown. */
export function cursorOf(state: ScreenState, view: View): Cursor {
  return state.cursors[state.step] ?? firstCursor(rowsShown(state, view), view.regions.layout);
}
