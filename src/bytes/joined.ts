/** Joins words for a sentence as "a", "a and b", or "a, b, and c". */
export function joined(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 3 ? words.join(` ${conjunction} `) : `${words.slice(0, -1).join(', ')}, ${conjunction} ${last}`;
}
