/** Follows a byte back to its sources and forward to its uses, through values that no page shows. */

import { type ByteRange, type Position, sourcesAt, usesOf } from '../../../trace/provenance.ts';
import type { RedactedTrace } from '../../../trace/redact.ts';
import { findValue } from '../../../trace/trace.ts';
import { lineOrigin } from '../../../views/map/tags.ts';
import { type Cursor, cursorAt, cursorOnDescription } from '../../components/page/cursor.ts';
import { cursorOf, paneOf, rowsShown, type View } from '../view.ts';
import { isInWhole, type Spot, type Target, type WalkState, WHOLE } from '../walk-state.ts';

/** Returns whether any page shows a byte. */
type IsShown = (position: Position) => boolean;

/**
 * Returns the sources from which a byte was copied or derived. A source that no page shows, such as the canonical
 * headers that are part of the canonical request, is replaced by its own sources or, if it comes from outside, by the
 * first text that it was copied into. Where that is the text itself, the byte has no other source.
 */
function shownSources(trace: RedactedTrace, position: Position, isShown: IsShown): Target[] {
  return sourcesAt(trace, position).flatMap(({ source, role, by }): Target[] => {
    if (source.kind !== 'copy') return [];
    const direct = { ...source, says: role ?? by.map(({ done }) => done).join(', ') };
    const at = { value: source.value, byte: source.start };
    if (isShown(at)) return [direct];
    const further = shownSources(trace, at, isShown);
    if (further.length > 0) return further;
    const copied = shownCopy(trace, source, isShown);
    return copied && copied.value !== position.value ? [copied] : [];
  });
}

/** Returns the first text that a page shows and that bytes were copied into; `null` if there is none. */
function shownCopy(trace: RedactedTrace, range: ByteRange, isShown: IsShown): Target | null {
  for (const { how, ...use } of usesOf(trace, range)) {
    if (how !== 'copied') continue;
    const found = isShown({ value: use.value, byte: use.start })
      ? { ...use, says: how }
      : shownCopy(trace, use, isShown);
    if (found) return found;
  }
  return null;
}

/** Returns the places where bytes are used. A use that no page shows is replaced by its own uses. */
export function shownUses(trace: RedactedTrace, range: ByteRange, isShown: IsShown): Target[] {
  const uses = usesOf(trace, range).flatMap((use): Target[] => {
    const direct = { ...use, says: use.how };
    if (isShown({ value: use.value, byte: use.start })) return [direct];
    // What is copied from a changed byte is a changed byte too.
    const further = shownUses(trace, use, isShown).map((later) =>
      use.how === 'copied' ? later : { ...later, says: use.how },
    );
    return further.length > 0 ? further : [direct];
  });
  return uses.filter((use, index) => uses.findIndex((other) => isSame(use, other)) === index);
}

const isSame = (one: ByteRange, other: ByteRange) =>
  one.value === other.value && one.start === other.start && one.end === other.end;

/** Returns the sources of a byte that a page shows. */
export const sourcesShown = (state: WalkState, position: Position, view: View): Target[] =>
  shownSources(view.facts.trace, position, (at) => toPosition(state, at, view) !== null);

/**
 * Returns the byte that leads to sources or uses: the byte under the cursor or, if a rule adds that byte and there is
 * nothing to follow, the first byte of the line that has the origin of the line's letter. Returns `null` if none leads on.
 */
function leadingByte(state: WalkState, view: View, leads: (position: Position) => boolean): Position | null {
  const { position, row } = cursorOf(state, view);
  if (!position || leads(position)) return position;
  const line = lineOrigin(view.places, position, rowsShown(state, view)[row]?.bytes ?? null);
  return line && leads(line.first) ? line.first : null;
}

const byteWithSource = (state: WalkState, view: View): Position | null =>
  leadingByte(state, view, (position) => hasSource(state, position, view));

const byteWithUses = (state: WalkState, view: View): Position | null =>
  leadingByte(state, view, (position) => isUsed(position, view));

/** Returns the byte whose source the key o shows; `null` if the cursor is on no byte. */
export const byteOfSource = (state: WalkState, view: View): Position | null =>
  byteWithSource(state, view) ?? cursorOf(state, view).position;

/** Returns the byte whose uses the key u shows; `null` if the cursor is on no byte. */
export const byteOfUses = (state: WalkState, view: View): Position | null =>
  byteWithUses(state, view) ?? cursorOf(state, view).position;

/** Returns whether a page shows or describes a source for the byte under the cursor. */
export const hasShownSource = (state: WalkState, view: View): boolean => byteWithSource(state, view) !== null;

/** Returns whether there is a use of the byte under the cursor. */
export const hasUses = (state: WalkState, view: View): boolean => byteWithUses(state, view) !== null;

/** Returns whether the line under the cursor has another origin after the byte under the cursor. */
export function hasNextOrigin(state: WalkState, view: View): boolean {
  const { position, row } = cursorOf(state, view);
  const line = rowsShown(state, view)[row]?.bytes;
  if (!position || line?.value !== position.value) return false;
  return view.places.runsOf(position.value).some(({ start }) => start > position.byte && start < line.end);
}

const isUsed = ({ value, byte }: Position, { facts }: View): boolean =>
  usesOf(facts.trace, { value, start: byte, end: byte + 1 }).length > 0;

function hasSource(state: WalkState, position: Position, view: View): boolean {
  return sourcesShown(state, position, view).some(
    ({ value, start }) => toPosition(state, { value, byte: start }, view) !== null,
  );
}

/**
 * Moves to the page that shows a byte, and to that byte; `null` if no page shows it. From the picture, moves only within
 * the picture.
 */
export function toPosition(state: WalkState, position: Position, view: View): WalkState | null {
  const stage = findValue(view.facts.trace, position.value)?.stage;
  const own = view.facts.trace.stages.findIndex(({ id }) => id === stage);
  // Most values are on the page of their own stage. Some, such as the request that is sent, are on another page.
  const steps = [own, state.step, ...state.cursors.keys()].filter((step) => step >= 0);
  const order = isInWhole(state) ? [WHOLE] : steps;
  for (const step of order) {
    const pane = paneOf(state, position.value, step, view);
    const rows = view.rowsOf(step, pane, state.windows);
    const cursor = cursorAt(rows, position) ?? cursorOnDescription(rows, position.value);
    if (cursor) return { ...withCursor({ ...state, step, pane }, cursor), trail: remember(state, view), open: null };
  }
  return null;
}

const remember = (state: WalkState, view: View): Spot[] => [...state.trail, spotOf(state, view)].slice(-TRAIL);

export const spotOf = (state: WalkState, view: View): Spot => ({
  step: state.step,
  cursor: cursorOf(state, view),
  pane: state.pane,
  windows: state.windows,
});

const TRAIL = 100;

/** Puts the cursor of the current step somewhere else; nowhere if there is no other place. */
export function withCursor(state: WalkState, cursor: Cursor | undefined): WalkState {
  if (cursor === undefined) return state;
  if (isInWhole(state)) return { ...state, whole: cursor };
  return { ...state, cursors: state.cursors.map((old, step) => (step === state.step ? cursor : old)) };
}
