/** Finds the names that a misspelled word most likely means. */

/** The maximum number of suggestions. Users would not read a longer list. */
const MOST = 3;
/** The maximum fraction of a word's letters that may be wrong. */
const WRONG = 0.4;
/** Longer words are not compared, because the cost is quadratic in the length. */
const LONGEST = 100;

/**
 * Returns up to three names, the nearest first: names that contain the word, with exact matches first, or else the
 * names with the fewest letters to change. Returns an empty list if no name is similar.
 */
export function nearestNames(word: string, names: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  if (wanted === '' || wanted.length > LONGEST) return [];
  const ofWord = names.filter((name) => name.split('-').includes(wanted));
  if (ofWord.length > 0) return ofWord.slice(0, MOST);
  const containing = names.filter((name) => name.includes(wanted));
  if (containing.length > 0) return containing.slice(0, MOST);
  const most = Math.max(1, Math.floor(wanted.length * WRONG));
  return names
    .map((name) => ({ name, changes: changesBetween(wanted, name) }))
    .filter(({ changes }) => changes <= most)
    .sort((one, other) => one.changes - other.changes)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Counts the letters to add, remove, replace, or swap with the next one (optimal string alignment). */
function changesBetween(one: string, other: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, wanted] of [...other].entries()) {
      const isSwapped = at > 0 && letter === other[at - 1] && one[index - 1] === wanted;
      const changes = [
        (row[at] ?? 0) + (letter === wanted ? 0 : 1),
        (row[at + 1] ?? 0) + 1,
        (next[at] ?? 0) + 1,
        isSwapped ? (before[at - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      ];
      next.push(Math.min(...changes));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
