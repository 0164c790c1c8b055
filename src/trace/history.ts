/** The states for undo and redo. Everything typed into one field without interruption is one step. */

export interface History<State extends object> {
  /** The states before the current state, oldest first; at most `HISTORY_LIMIT`. */
  readonly past: readonly State[];
  readonly present: State;
  /** The states that were undone; the first one is redone next. */
  readonly future: readonly State[];
  /** The field that is being edited; `null` if the next change begins a new step. */
  readonly field: string | null;
}

/** The maximum number of steps that can be undone. */
export const HISTORY_LIMIT = 500;

export function beginHistory<State extends object>(present: State): History<State> {
  return { past: [], present, future: [], field: null };
}

/**
 * Adds a state and discards the states that could be redone. If the same field is still being edited, the change
 * belongs to the same step.
 */
export function push<State extends object>(
  history: History<State>,
  present: State,
  field: string | null,
): History<State> {
  const isTypedOn = field !== null && field === history.field;
  const past = isTypedOn ? history.past : [...history.past, history.present].slice(-HISTORY_LIMIT);
  return { past, present, future: [], field };
}

/** Ends a step, so that the next change begins a new step, even in the same field. */
export function endStep<State extends object>(history: History<State>): History<State> {
  return { ...history, field: null };
}

/** Goes back to the previous state. Returns the same history if there is no such state. */
export function undo<State extends object>(history: History<State>): History<State> {
  const { past, present, future } = history;
  const [before] = past.slice(-1);
  if (before === undefined) return history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], field: null };
}

/** Discards the states that could be redone. */
export const withoutFuture = <State extends object>(history: History<State>): History<State> => ({
  ...history,
  future: [],
});

/** Goes forward to the state that was undone last. Returns the same history if there is no such state. */
export function redo<State extends object>(history: History<State>): History<State> {
  const { past, present, future } = history;
  const [next, ...later] = future;
  if (next === undefined) return history;
  return { past: [...past, present], present: next, future: later, field: null };
}
