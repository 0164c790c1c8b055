/** Joins and splits lists of words, and joins neighbors in a list. */

/** Joins words for a sentence as "a", "a and b", or "a, b, and c". */
export function joined(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 3 ? words.join(` ${conjunction} `) : `${words.slice(0, -1).join(', ')}, ${conjunction} ${last}`;
}

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

/** Returns a count with what is counted, such as `1 byte` or `10 bytes`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Splits a list at spaces and line ends. A long list of names is easier to read and to change as words. */
export const words = (list: string): readonly string[] => list.split(/[ \n]+/).filter((word) => word !== '');
