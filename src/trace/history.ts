/** Undo and redo: states one after the other, typing in one field being one step. */

export interface History<State extends object> {
  /** The oldest first; at most `HISTORY_LIMIT`. */
  readonly past: readonly State[];
  readonly present: State;
  /** What was undone, the nearest first. */
  readonly future: readonly State[];
  /** The field that is being typed in; `null` where the next change begins a step of its own. */
  readonly field: string | null;
}

/** How many steps can be undone; older ones are forgotten. */
export const HISTORY_LIMIT = 500;

export function beginHistory<State extends object>(present: State): History<State> {
  return { past: [], present, future: [], field: null };
}

/** A new state, after which nothing can be redone. A change of the field that was changed last belongs to its step. */
export function push<State extends object>(
  history: History<State>,
  present: State,
  field: string | null,
): History<State> {
  const isTypedOn = field !== null && field === history.field;
  const past = isTypedOn ? history.past : [...history.past, history.present].slice(-HISTORY_LIMIT);
  return { past, present, future: [], field };
}

/** Ends a step: what is typed now, also in the same field, is another one. */
export function endStep<State extends object>(history: History<State>): History<State> {
  return { ...history, field: null };
}

/** The state before; the same history where there is none. */
export function undo<State extends object>(history: History<State>): History<State> {
  const { past, present, future } = history;
  const [before] = past.slice(-1);
  if (before === undefined) return history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], field: null };
}

/** What was undone last; the same history where there is nothing. */
export function redo<State extends object>(history: History<State>): History<State> {
  const { past, present, future } = history;
  const [next, ...later] = future;
  if (next === undefined) return history;
  return { past: [...past, present], present: next, future: later, field: null };
}
