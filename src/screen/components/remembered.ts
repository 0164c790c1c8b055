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
