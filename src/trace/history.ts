/** Implements undo and redo. Typing in one field is one step. */

export interface History<State extends object> {
  /** The oldest first; at most `HISTORY_LIMIT`. */
  readonly past: readonly State[];
  readonly present: State;
  /** The undone states, the next one first. */
  readonly future: readonly State[];
  /** The field that is being edited; `null` if the next change begins a new step. */
  readonly field: string | null;
}

/** The most steps that can be undone. */
export const HISTORY_LIMIT = 500;

export function beginHistory<State extends object>(present: State): History<State> {
  return { past: [], present, future: [], field: null };
}

/** Adds a state, after which nothing can be redone. Another change of the same field belongs to the same step. */
export function push<State extends object>(
  history: History<State>,
  present: State,
  field: string | null,
): History<State> {
  const isTypedOn = field !== null && field === history.field;
  const past = isTypedOn ? history.past : [...history.past, history.present].slice(-HISTORY_LIMIT);
  return { past, present, future: [], field };
}

/** Ends a step: typing again, even in the same field, begins another one. */
export function endStep<State extends object>(history: History<State>): History<State> {
  return { ...history, field: null };
}

/** Returns to the previous state; returns the same history if there is none. */
export function undo<State extends object>(history: History<State>): History<State> {
  const { past, present, future } = history;
  const [before] = past.slice(-1);
  if (before === undefined) return history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], field: null };
}

/** Returns to the last undone state; returns the same history if there is none. */
export function redo<State extends object>(history: History<State>): History<State> {
  const { past, present, future } = history;
  const [next, ...later] = future;
  if (next === undefined) return history;
  return { past: [...past, present], present: next, future: later, field: null };
}
