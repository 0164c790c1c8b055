/** Finds what two texts, or two lists of lines, have in common at their beginnings and ends. */

/** Returns how many characters or items are the same at the beginning, which is where the first one differs. */
export function commonStart(one: string | readonly string[], other: string | readonly string[]): number {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  return start;
}

/**
 * Returns how many characters or items are the same at the beginning and, after these, how many of the others are the same
 * at the end. Takes linear time.
 */
export function commonEnds(
  one: string | readonly string[],
  other: string | readonly string[],
): { readonly start: number; readonly end: number } {
  const start = commonStart(one, other);
  const shorter = Math.min(one.length, other.length);
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  return { start, end };
}
