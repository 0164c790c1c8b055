/** Switches mistakes on and off in the request of a walk. The steps then show what they change. */
import type { EditedWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { withoutFuture } from '../../trace/history.ts';
import type { BreakPreview } from '../../views/breaks/break-preview.ts';
import { printable } from '../../views/characters/visible.ts';
import type { ShownBreak } from '../../views/facts.ts';
import { to } from '../reducing.ts';
import type { WalkNext } from '../walk/events.ts';
import { sendingOf } from '../walk/sent-requests.ts';
import type { WalkState } from '../walk/walk-state.ts';

/** Asks for the breaks that change the request. */
export function openBreaks(state: WalkState): WalkNext {
  if (state.walk.breaker === null) return to(state, { notice: NOT_HERE });
  if (state.editing?.problem) return to(state, { notice: NOT_SIGNED });
  return to(state, {}, { kind: 'find-breaks' });
}

const NOT_HERE = 'Only a request that this program signs can be broken on purpose: press B in "sigv4 walk".';
const NOT_SIGNED = 'Your edit cannot be signed, so nothing can be broken: fix it, or undo it with z.';

export function takeBreaks(state: WalkState, found: readonly ShownBreak[] | Problem): WalkState {
  if (isProblem(found)) return { ...state, notice: printable(found.says) };
  const open = { kind: 'breaks', breaks: found, onFirst: 0, preview: null, index: 0, field: null } as const;
  return { ...inNewOrder(state, open), notice: null };
}

export type BreaksOpen = Extract<WalkState['open'], { kind: 'breaks' }>;

/** The first break of the list, after the item that switches all off. */
const FIRST = 1;

/** Puts the breaks of the list in order. It stays the same while breaks are switched, so that the cursor stays on its item. */
export function inNewOrder(state: WalkState, open: BreaksOpen): WalkState {
  const on = breaksOn(state);
  const breaks = inOrder(open.breaks, state, on);
  return { ...state, open: { ...open, breaks, onFirst: on.length, index: FIRST, field: null } };
}

/** Puts the breaks that are on first, and the others in the order of the steps. Those of a stage stay together. */
function inOrder(found: readonly ShownBreak[], { walk }: WalkState, on: readonly string[]): readonly ShownBreak[] {
  const steps = walk.facts.trace.stages.map(({ id }) => id);
  const stages = [...new Set(found.map(({ stage }) => stage.id))];
  const ranks = ({ id, stage }: ShownBreak) =>
    on.includes(id) ? [-1, 0] : [steps.indexOf(stage.step), stages.indexOf(stage.id)];
  const between = ([step = 0, stage = 0]: number[], [otherStep = 0, otherStage = 0]: number[]) =>
    step - otherStep || stage - otherStage;
  return found.toSorted((one, other) => between(ranks(one), ranks(other)));
}

/** Returns the IDs of the breaks that are on. */
export const breaksOn = ({ walk }: WalkState): readonly string[] => walk.facts.breaks.map(({ id }) => id);

/** Switches a break of the list on or off. The list stays open. */
export function toggleBreak(state: WalkState, chosen: string): WalkNext {
  const on = breaksOn(state);
  return breakOnly(state, on.includes(chosen) ? on.filter((id) => id !== chosen) : [...on, chosen]);
}

/** Switches exactly these breaks on, which z undoes. Edits that were undone before can no longer be redone. */
export function breakOnly(state: WalkState, ids: readonly string[]): WalkNext {
  const { editing } = state;
  const step = { ids: breaksOn(state), edits: editsOf(state) };
  return withBreaks(
    {
      ...state,
      breakSteps: [...state.breakSteps, step],
      editing: editing && { ...editing, history: withoutFuture(editing.history) },
    },
    ids,
  );
}

const editsOf = ({ editing }: WalkState): number => editing?.history.past.length ?? 0;

const withBreaks = (state: WalkState, ids: readonly string[]): WalkNext =>
  ids.length === 0 ? to(unbroken(state), {}, { kind: 'drop-search' }) : to(state, {}, { kind: 'break', ids });

/** Undoes the last change to what is broken; `null` if there is none, or if an edit came after it. */
export function undoBreak(state: WalkState): WalkNext | null {
  const on = breaksOn(state).join();
  const at = state.breakSteps.findLastIndex(({ ids }) => ids.join() !== on);
  const step = state.breakSteps[at];
  return step?.edits === editsOf(state)
    ? withBreaks({ ...state, breakSteps: state.breakSteps.slice(0, at) }, step.ids)
    : null;
}

/** Asks for the preview of the break under the cursor of the list, unless it is there. */
export function previewed(state: WalkState, selected: string | null): WalkNext {
  const { open } = state;
  if (open?.kind !== 'breaks' || selected === (open.preview?.of ?? null)) return to(state);
  const preview = selected === null ? null : { of: selected, shown: open.preview?.shown ?? null };
  const asks = selected === null ? [] : [{ kind: 'preview-break', id: selected } as const];
  return to(state, { open: { ...open, preview } }, ...asks);
}

/** Shows what a break changes, if it is still the one under the cursor. */
export function takePreview(state: WalkState, id: string, shown: BreakPreview | Problem): WalkState {
  const { open } = state;
  if (open?.kind !== 'breaks' || open.preview?.of !== id) return state;
  return { ...state, open: { ...open, preview: { of: id, shown: isProblem(shown) ? null : shown } } };
}

/** Goes back to the correct request, with its answer if it was sent. */
function unbroken(state: WalkState): WalkState {
  return state.unbroken === null ? state : { ...withWalk(state, state.unbroken), unbroken: null };
}

const withWalk = (state: WalkState, walk: EditedWalk): WalkState => ({
  ...state,
  walk,
  sending: sendingOf(state, walk.facts),
});

/** Shows the walk of the broken request, or why it cannot be broken in this way. */
export function takeBroken(state: WalkState, made: EditedWalk | Problem): WalkState {
  if (isProblem(made)) return { ...state, notice: printable(made.says) };
  return { ...withWalk(state, made), unbroken: state.unbroken ?? state.walk };
}

/** After an edit, breaks the edited request in the same way. */
export function breakAgain(before: WalkState, after: WalkState): WalkNext {
  const ids = breaksOn(before);
  if (ids.length === 0 || after.walk === before.walk) return to(after);
  return to(after, { unbroken: null }, { kind: 'break', ids });
}
