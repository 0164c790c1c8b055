/** Searching all stages for a text: as it is written on the pages, in any case of letters. */
import { cursorOn } from '../../render/screen/cursor.ts';
import type { PageRow } from '../../render/screen/page-rows.ts';
import { withCursor } from './moving.ts';
import type { ScreenState } from './screen-state.ts';
import { cursorOf, type View } from './view.ts';

/** The next row, on this stage or one behind it, that has the text searched last; round the end. */
export function nextMatch(state: ScreenState, by: 1 | -1, view: View): ScreenState {
  const wanted = state.searched.toLowerCase();
  if (wanted === '') return { ...state, notice: 'Nothing was searched yet: press /.' };
  const matches = state.cursors.flatMap((_cursor, step) =>
    matchesOn(view.rowsOf(step), wanted).map((match) => ({ step, ...match })),
  );
  const here = cursorOf(state, view).row;
  const isBehind = ({ step, row }: { step: number; row: number }) =>
    step > state.step || (step === state.step && row > here);
  const isBefore = ({ step, row }: { step: number; row: number }) =>
    step < state.step || (step === state.step && row < here);
  const found = by === 1 ? (matches.find(isBehind) ?? matches[0]) : (matches.findLast(isBefore) ?? matches.at(-1));
  if (!found) return { ...state, notice: `"${state.searched}" is on no stage.` };
  const at = matches.indexOf(found) + 1;
  const moved = withCursor({ ...state, step: found.step }, cursorOn(view.rowsOf(found.step), found.row, 0));
  return { ...moved, notice: `${at} of ${matches.length} rows with "${state.searched}"; n leads to the next` };
}

/** Rows that the cursor can stand on: a match between two of them is found at the one above. */
function matchesOn(rows: readonly PageRow[], wanted: string): { readonly row: number }[] {
  const found = new Set<number>();
  rows.forEach((row, index) => {
    const text = row.glyphs.map((glyph) => glyph.text).join('');
    if (!text.toLowerCase().includes(wanted)) return;
    const stop = rows.slice(0, index + 1).findLastIndex(({ stop: kind }) => kind !== 'none');
    found.add(stop < 0 ? rows.findIndex(({ stop: kind }) => kind !== 'none') : stop);
  });
  return [...found].map((row) => ({ row }));
}
