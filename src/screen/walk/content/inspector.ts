/** Returns what the inspector says, which explains the byte or the line under the cursor. */
import { type Inspector, inspectorOf, inspectorOfLine } from '../../../views/bytes/inspector.ts';
import { inspectorOfTwo } from '../../../views/bytes/two-bytes.ts';
import { sideOf } from '../../../views/bytes/two-texts.ts';
import { spotOfLine } from '../cursor/on-whole.ts';
import { cursorIn, cursorOf, rowsShown, type View } from '../view.ts';
import { isInWhole, type WalkState } from '../walk-state.ts';
import { ownWords, signatureRows } from './own-words.ts';

/**
 * Returns the inspector: the step's own text, or the byte under the cursor. After the byte, the last step always shows
 * the two signatures.
 */
export function inspectorIn(state: WalkState, view: View): Inspector | null {
  const own = ownWords(state, view);
  const found = own ?? byteInspector(state, view);
  // No address is shown on a projector, where it cannot be opened.
  const shown = found && view.regions.layout === 'projector' ? { ...found, see: null } : found;
  const signatures = own ? [] : signatureRows(state, view);
  if (signatures.length === 0) return shown;
  const { rows, ...rest } = shown ?? NO_BYTE;
  const before = Math.max(view.regions.inspectorHeight - signatures.length, 0);
  return { ...rest, rows: [...rows.slice(0, before), ...signatures] };
}

const NO_BYTE: Inspector = { letter: null, title: '', at: [], rows: [], see: null };

function byteInspector(state: WalkState, view: View): Inspector | null {
  const { facts, places } = view;
  const { position, row } = cursorOf(state, view);
  const texts = view.textsOf(state.step);
  // A line of the picture is explained where its step shows it.
  const spot = isInWhole(state) ? spotOfLine(state, view) : null;
  const shown =
    (spot ? view.rowsOf(spot.step, 'page', state.windows)[spot.cursor.row] : rowsShown(state, view)[row]) ?? null;
  if (!texts) {
    const stage = facts.trace.stages[spot?.step ?? state.step]?.id ?? null;
    if (position) return inspectorOf(facts, places, position, shown, stage);
    return inspectorOfLine(shown?.explains ?? null, shown?.origin ?? null);
  }
  const other = cursorIn(state, view, state.pane === 'page' ? 'beside' : 'page').position;
  const at = position ?? other;
  if (!at) return inspectorOfLine(null, shown?.origin ?? null);
  return sideOf(texts, at.value) === null
    ? inspectorOf(facts, places, at, shown)
    : inspectorOfTwo(facts, places, { texts, at });
}
