/** Searching all stages for a text: as it is written on the pages, in any case of letters. */
import { type Cursor, cursorOn } from '../../render/screen/cursor.ts';
import type { PageRow } from '../../render/screen/page-rows.ts';
import { withCursor } from './moving.ts';
import type { ScreenState } from './screen-state.ts';
import { cursorOf, type View } from './view.ts';

interface Match {
  readonly step: number;
  readonly cursor: Cursor;
}

/** The next row, on this stage or one behind it, that has the text searched last; round the end. */
export function nextMatch(state: ScreenState, by: 1 | -1, view: View): ScreenState {
  const wanted = state.searched.toLowerCase();
  if (wanted === '') return { ...state, notice: 'Nothing was searched yet: press /.' };
  const matches = state.cursors.flatMap((_cursor, step) => matchesOn(view.rowsOf(step), wanted, step));
  const here = cursorOf(state, view).row;
  const isBehind = ({ step, cursor: { row } }: Match) => step > state.step || (step === state.step && row > here);
  const isBefore = ({ step, cursor: { row } }: Match) => step < state.step || (step === state.step && row < here);
  const found = by === 1 ? (matches.find(isBehind) ?? matches[0]) : (matches.findLast(isBefore) ?? matches.at(-1));
  if (!found) return { ...state, notice: `"${state.searched}" is on no step.` };
  const at = matches.indexOf(found) + 1;
  const moved = withCursor({ ...state, step: found.step }, found.cursor);
  return { ...moved, notice: `${at} of ${matches.length} rows with "${state.searched}"; n leads to the next` };
}

/** On rows that the cursor can stand on: a match between two of them is found at the one above. */
function matchesOn(rows: readonly PageRow[], wanted: string, step: number): Match[] {
  const found = new Map<number, Match>();
  let stop = rows.findIndex(({ stop: kind }) => kind !== 'none');
  rows.forEach((row, index) => {
    if (row.stop !== 'none') stop = index;
    const at = matchIn(row, wanted);
    if (at === null || found.has(stop)) return;
    const cursor = cursorOn(rows, stop, 0);
    const bytes = stop === index ? row.glyphs[at]?.at : null;
    found.set(stop, {
      step,
      cursor: bytes ? { ...cursor, position: { value: bytes.value, byte: bytes.start } } : cursor,
    });
  });
  return [...found.values()];
}

/** The glyph at which the text begins; `null` where the row does not have it. */
function matchIn({ glyphs }: PageRow, wanted: string): number | null {
  const text = glyphs.map((glyph) => glyph.text).join('');
  const at = text.toLowerCase().indexOf(wanted);
  if (at < 0) return null;
  let length = 0;
  return glyphs.findIndex((glyph) => {
    length += glyph.text.length;
    return length > at;
  });
}
