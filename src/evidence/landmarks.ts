/** Finds landmarks: places in a piece where something new begins, such as a head, a label, or an answer. */

export interface Landmarks {
  /** Returns the next landmark after a place, or the length of the piece. */
  readonly after: (at: number) => number;
  /** Returns the last landmark at or before a place, or 0. */
  readonly before: (at: number) => number;
}

/** Sorts places, and finds the neighbors of an offset by binary search. */
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
