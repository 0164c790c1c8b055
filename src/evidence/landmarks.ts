/**
 * Finds landmarks, which are places in a piece where something new begins, such as a head, a label, or a server's
 * response.
 */

export interface Landmarks {
  /** Returns the first landmark after an offset, or the length of the piece if there is no such landmark. */
  readonly after: (at: number) => number;
  /** Returns the last landmark at or before an offset, or 0 if there is no such landmark. */
  readonly before: (at: number) => number;
}

/** Sorts the places. Lookups use binary search. */
export function landmarksOf(places: readonly { readonly start: number }[], length: number): Landmarks {
  const sorted = places.map(({ start }) => start).sort((one, other) => one - other);
  const countUpTo = (at: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? length) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    after: (at) => sorted[countUpTo(at)] ?? length,
    before: (at) => sorted[countUpTo(at) - 1] ?? 0,
  };
}
