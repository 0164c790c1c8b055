/** Finds what two texts, or two lists of lines, have in common at their beginnings and ends. */

/**
 * Returns how many characters or items are the same at the beginning and, after these, how many of the others are the same
 * at the end. Takes linear time.
 */
export function commonEnds(
  one: string | readonly string[],
  other: string | readonly string[],
): { readonly start: number; readonly end: number } {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  return { start, end };
}
