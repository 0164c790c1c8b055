/** Switches mistakes on and off in the request of a walk. The steps then show what they change. */
import type { EditedWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { SIGNATURE_BITS } from '../../trace/changes.ts';
import { printable } from '../../views/characters/visible.ts';
import type { ShownBreak } from '../../views/facts.ts';
import { aside, type Run, words } from '../../views/page.ts';
import type { Next } from '../walk/events.ts';
import type { ScreenState } from '../walk/screen-state.ts';
import { sendingOf } from '../walk/sent-requests.ts';

/** Asks for the breaks that change the request. */
export function openBreaks(state: ScreenState): Next {
  if (state.walk.breaker === null) return { ...state, notice: NOT_HERE };
  if (state.editing?.problem) return { ...state, notice: NOT_SIGNED };
  return { state, effect: { kind: 'find-breaks' } };
}

const NOT_HERE = 'Only a request that this program signs can be broken on purpose: press B in "sigv4 walk".';
const NOT_SIGNED = 'Your edit cannot be signed, so nothing can be broken: fix it, or undo it with z.';

export function takeBreaks(state: ScreenState, found: readonly ShownBreak[] | Problem): ScreenState {
  if (isProblem(found)) return { ...state, notice: printable(found.says) };
  return { ...state, notice: null, open: { kind: 'breaks', breaks: found, index: 0, field: null } };
}

/** Returns the IDs of the breaks that are on. */
const breaksOn = ({ walk }: ScreenState): readonly string[] => walk.facts.breaks.map(({ id }) => id);

/** Switches a break of the list on or off. The list stays open. */
export function toggleBreak(state: ScreenState, chosen: string): Next {
  const on = breaksOn(state);
  const ids = on.includes(chosen) ? on.filter((id) => id !== chosen) : [...on, chosen];
  return ids.length === 0
    ? { state: unbroken(state), effect: { kind: 'drop-search' } }
    : { state, effect: { kind: 'break', ids } };
}

/** Goes back to the correct request, with its answer if it was sent. */
function unbroken(state: ScreenState): ScreenState {
  return state.unbroken === null ? state : { ...withWalk(state, state.unbroken), unbroken: null };
}

const withWalk = (state: ScreenState, walk: EditedWalk): ScreenState => ({
  ...state,
  walk,
  sending: sendingOf(state, walk.facts),
});

/** Shows the walk of the broken request, or why it cannot be broken in this way. */
export function takeBroken(state: ScreenState, made: EditedWalk | Problem): ScreenState {
  if (isProblem(made)) return { ...state, notice: printable(made.says) };
  return { ...withWalk(state, made), unbroken: state.unbroken ?? state.walk };
}

/** After an edit, breaks the edited request in the same way. */
export function breakAgain(before: ScreenState, after: ScreenState): Next {
  const ids = breaksOn(before);
  if (ids.length === 0 || after.walk === before.walk) return after;
  return { state: { ...after, unbroken: null }, effect: { kind: 'break', ids } };
}

/** The width of the mark before each item, in cells. A long item goes on in the column after it. */
export const MARK_WIDTH = 4;

/** Describes a break in the list. A mark shows whether it is on. */
export const breakRuns = ({ id, says, side }: ShownBreak, state: ScreenState): Run[] => [
  { text: breaksOn(state).includes(id) ? '[x] ' : '[ ] ', meaning: 'differs' },
  aside(side === 'way' ? 'in transit: ' : ''),
  words(printable(says)),
  aside(`  ${id}`),
];

/** Returns the title of the list: how many breaks are on, and how many bits of the signature they flip. */
export function breaksTitle(state: ScreenState, flippedBits: number | null): string {
  const count = breaksOn(state).length;
  const bits = count === 0 || flippedBits === null ? '' : ` · ${flippedBits} of ${SIGNATURE_BITS} bits`;
  return `Break it · ${count} on${bits} · enter switches`;
}
