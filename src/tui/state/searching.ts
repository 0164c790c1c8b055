/** Searching all stages for a text: as it is written on the pages, in any case of letters. */
import { type Cursor, cursorOn } from '../../render/screen/cursor.ts';
import type { PageRow } from '../../render/screen/page-rows.ts';
import { withCursor } from './moving.ts';
import type { ScreenState } from './screen-state.ts';
import { cursorOf, type View } from './view.ts';

interface Match extends Pick<ScreenState, 'pane'> {
  readonly step: number;
  readonly cursor: Cursor;
}

/** The next row, on this stage or one behind it, that has the text searched last; round the end. */
export function nextMatch(state: ScreenState, by: 1 | -1, view: View): ScreenState {
  const wanted = state.searched.toLowerCase();
  if (wanted === '') return { ...state, notice: 'Nothing was searched yet: press /.' };
  const matches = state.cursors.flatMap((_cursor, step) => matchesOnStage(state, view, wanted, step));
  const order = ({ step, pane, cursor: { row } }: Match) => [step, row, pane === 'page' ? 0 : 1];
  const here = order({ step: state.step, pane: paneOnStage(state, view), cursor: cursorOf(state, view) });
  const isBehind = (match: Match) => compared(order(match), here) > 0;
  const isBefore = (match: Match) => compared(order(match), here) < 0;
  const found = by === 1 ? (matches.find(isBehind) ?? matches[0]) : (matches.findLast(isBefore) ?? matches.at(-1));
  if (!found) return { ...state, notice: `"${state.searched}" is on no step.` };
  const at = matches.indexOf(found) + 1;
  const { step, cursor, pane } = found;
  const moved = withCursor({ ...state, step, pane }, cursor);
  return { ...moved, notice: `${at} of ${matches.length} rows with "${state.searched}"; n leads to the next` };
}

/** Beside bytes nothing is searched, and the pane stays the one that it is. */
const paneOnStage = ({ step, pane }: ScreenState, { textsOf }: View) => (textsOf(step) ? pane : 'page');

function compared(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** Of two texts the matches in both, row by row. */
function matchesOnStage({ pane }: ScreenState, view: View, wanted: string, step: number): Match[] {
  if (!view.textsOf(step)) return matchesOn(view.rowsOf(step), wanted, step).map((match) => ({ ...match, pane }));
  return (['page', 'beside'] as const)
    .flatMap((own) => matchesOn(view.rowsOf(step, own), wanted, step).map((match): Match => ({ ...match, pane: own })))
    .sort((one, other) => one.cursor.row - other.cursor.row);
}

/** On rows that the cursor can stand on: a match between two of them is found at the one above. */
function matchesOn(rows: readonly PageRow[], wanted: string, step: number): Omit<Match, 'pane'>[] {
  const found = new Map<number, Omit<Match, 'pane'>>();
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
