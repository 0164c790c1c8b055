/** Where in a piece something begins that is none of what stands before it. */

export interface Landmarks {
  /** The next one behind a place; the length of the piece where there is none. */
  readonly after: (at: number) => number;
  /** The last one at a place or before it; 0 where there is none. */
  readonly before: (at: number) => number;
}

export function landmarksOf(places: readonly { readonly start: number }[], length: number): Landmarks {
  const sorted = places.map(({ start }) => start).sort((one, other) => one - other);
  /** How many of them stand at a place or before it. */
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
