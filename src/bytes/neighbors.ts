/** Joins neighbors in a list. */

/** Returns the items in their order. `join` makes one item of two neighbors, or `null` if they stay apart. */
export function joinNeighbors<Item>(items: Iterable<Item>, join: (last: Item, next: Item) => Item | null): Item[] {
  const separate: Item[] = [];
  for (const next of items) {
    const last = separate.at(-1);
    const both = last === undefined ? null : join(last, next);
    if (both === null) separate.push(next);
    else separate[separate.length - 1] = both;
  }
  return separate;
}
