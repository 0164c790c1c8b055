/** Folds lines that do not fit, so that what matters stays in sight. */

/** Lines `start` to `end` (exclusive) in one row: a line by itself, or several that are folded. */
export interface Fold {
  readonly start: number;
  readonly end: number;
}

/**
 * Chooses what is shown of `count` lines in at most `most` rows: those that must be shown, and as many others as fit,
 * the nearest ones first. The runs of the rest are folded into a row each, which may take more rows than `most`.
 */
export function folded(count: number, most: number, must: ReadonlySet<number>): Fold[] {
  const shown = new Set([...must].filter((index) => index >= 0 && index < count));
  const others = Array.from({ length: count }, (_, index) => index).filter((index) => !shown.has(index));
  if (count <= most) for (const index of others) shown.add(index);
  for (;;) {
    const next = others.find((index) => !shown.has(index) && (shown.has(index - 1) || shown.has(index + 1)));
    if (next === undefined || foldsOf(count, new Set([...shown, next])).length > most) return foldsOf(count, shown);
    shown.add(next);
  }
}

function foldsOf(count: number, shown: ReadonlySet<number>): Fold[] {
  const folds: Fold[] = [];
  for (let start = 0; start < count; ) {
    let end = start + 1;
    if (!shown.has(start)) while (end < count && !shown.has(end)) end += 1;
    folds.push({ start, end });
    start = end;
  }
  return folds;
}
