/** Searching all stages for a text: as it is written on the pages, in any case of letters. */
import { findInStored } from '../../bytes/find-in-stored.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { ANSWER, bytesShown } from '../../pages/shown-bytes.ts';
import { type Cursor, cursorOn } from '../../render/screen/cursor.ts';
import type { PageRow } from '../../render/screen/page-rows.ts';
import { onByte, withCursor } from './moving.ts';
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
  const next = by === 1 ? matches.find(isBehind) : matches.findLast(isBefore);
  // The page of an answer shows its first bytes only; the others stand behind it.
  const inAnswer = next && by === 1 ? null : foundInAnswer(state, by, view);
  if (inAnswer) return inAnswer;
  const found = next ?? (by === 1 ? matches[0] : matches.at(-1));
  if (!found) return { ...state, notice: `"${state.searched}" is on no step${searchedOfAnswer(view)}.` };
  const at = matches.indexOf(found) + 1;
  const moved = withCursor({ ...state, step: found.step }, found.cursor);
  return { ...moved, notice: `${at} of ${matches.length} rows with "${state.searched}"; n leads to the next` };
}

/** The most bytes of an answer that are searched at a key press: less than half a second. */
const MOST_SEARCHED = 268_435_456;

/** Said of an answer that is longer. */
function searchedOfAnswer({ facts }: View): string {
  const stored = bytesShown(facts, ANSWER)?.stored.length ?? 0;
  return stored > MOST_SEARCHED ? `, nor in the first ${MOST_SEARCHED / 1_048_576} MiB of the answer` : '';
}

/** The next place among the bytes of an answer that its page does not show; `null` where there is none before the ends. */
function foundInAnswer(state: ScreenState, by: 1 | -1, view: View): ScreenState | null {
  const step = state.cursors.length - 1;
  const shown = bytesShown(view.facts, ANSWER);
  if (!shown) return null;
  const onPage = Math.max(0, ...view.rowsOf(step).map(({ bytes }) => (bytes?.value === ANSWER ? bytes.end : 0)));
  const position = state.step === step ? cursorOf(state, view).position : null;
  const here = position?.value === ANSWER && position.byte >= onPage ? position.byte : null;
  const end = Math.min(shown.stored.length, MOST_SEARCHED);
  const stretch = by === 1 ? { start: here === null ? onPage : here + 1, end } : { start: onPage, end: here ?? onPage };
  const byte = findInStored(shown.stored, octetsFromText(state.searched), stretch, by);
  if (byte === null) return null;
  const there = { ...state, step };
  return {
    ...withCursor(there, onByte(there, { value: ANSWER, byte }, view)),
    pane: 'bytes',
    notice: `"${state.searched}" at byte ${byte} of the answer; n leads to the next`,
  };
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
