/** What the state is looked at with: the pages of a walk at the size that the screen has, each laid out once. */
import type { WalkFacts } from '../../pages/facts.ts';
import { type Places, placesOf } from '../../pages/places.ts';
import { bytesShown } from '../../pages/shown-bytes.ts';
import { walkPage } from '../../pages/walk-pages.ts';
import { type Cursor, firstCursor } from '../../render/screen/cursor.ts';
import { type PageRow, pageRows } from '../../render/screen/page-rows.ts';
import { type Layout, type Regions, regionsOf, type ScreenSize } from '../../render/screen/regions.ts';
import type { ScreenState } from './screen-state.ts';

export interface View {
  readonly facts: WalkFacts;
  readonly places: Places;
  readonly regions: Regions;
  /** The rows of a stage. */
  readonly rowsOf: (step: number) => readonly PageRow[];
}

export function viewOf(facts: WalkFacts, size: ScreenSize, layout: Layout): View {
  const regions = regionsOf(size, layout);
  const done = new Map<number, readonly PageRow[]>();
  const rowsOf = (step: number) => {
    const known = done.get(step);
    if (known) return known;
    const rows = pageRows(walkPage(facts, step), regions.textWidth, (id) => bytesShown(facts, id));
    done.set(step, rows);
    return rows;
  };
  return { facts, places: placesOf(facts.trace), regions, rowsOf };
}

/** Where the cursor stands on the stage that is shown. */
export function cursorOf({ cursors, step }: ScreenState, { rowsOf }: View): Cursor {
  return cursors[step] ?? firstCursor(rowsOf(step));
}
