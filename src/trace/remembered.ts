/**
 * Returns a function that remembers what it last made of each object. It makes something new only if another argument
 * is not the same as the last time, so a key costs only what it changes.
 */
export function remembered<Of extends object, Rest extends readonly unknown[], Made>(
  make: (of: Of, ...rest: Rest) => Made,
): (of: Of, ...rest: Rest) => Made {
  const known = new WeakMap<Of, { readonly rest: Rest; readonly made: Made }>();
  return (of, ...rest) => {
    const last = known.get(of);
    if (last?.rest.every((one, index) => Object.is(one, rest[index]))) return last.made;
    const made = make(of, ...rest);
    known.set(of, { rest, made });
    return made;
  };
}

/** Returns a function that keeps what it made of the `most` keys that it was last asked for. */
export function latest<Key, Made>(most: number, make: (key: Key) => Made): (key: Key) => Made {
  const known = new Map<Key, { readonly made: Made }>();
  return (key) => {
    const found = known.get(key) ?? { made: make(key) };
    // The newest key is the last one.
    known.delete(key);
    known.set(key, found);
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return found.made;
  };
}
