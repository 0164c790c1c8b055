/** Something that tells its listeners of each change. */
export interface Observed {
  /** Calls the listener after each change. Returns a function that unsubscribes the listener. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Keeps listeners, and calls all of them with `notify`. */
export function listeners(): Observed & { readonly notify: () => void } {
  const all = new Set<() => void>();
  return {
    subscribe: (listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
    notify: () => {
      for (const listener of all) listener();
    },
  };
}
