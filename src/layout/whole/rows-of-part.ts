/** Chooses the rows of a part: its lines, or folds of lines that do not fit. */

import type { RowLetter } from '../../views/map/letters.ts';
import { type IndexRange, type ShownGlyph, wordGlyphs } from '../shown-glyphs.ts';
import type { DrawnLine, DrawnPart } from './drawn.ts';

/** A row of a part: a line, or a fold, which has the way of its lines. */
export interface PartRow {
  readonly isOnWay: boolean;
  readonly isHere: boolean;
  readonly isChanged: boolean;
  readonly arrives: DrawnLine['arrives'];
  readonly letter: RowLetter | null;
  readonly number: number | null;
  /** The index of the line, or of the first line of a fold, among the lines of all parts. */
  readonly index: number;
  readonly fitted: (width: number) => readonly ShownGlyph[];
}

/**
 * Returns at most `most` rows of a part. The cursor's line and the lines next to it are always shown, and so are lines that
 * arrive different. The lines on the way come next, so that it does not begin at a fold, and then the first and the last
 * lines, whose numbers are given: those are always shown if the ones on the way have no room.
 */
export function rowsOfPart(
  { lines }: Pick<DrawnPart, 'lines'>,
  most: number,
  ends: { first: number; last: number },
): PartRow[] {
  const here = lines.findIndex(({ isHere }) => isHere);
  const always = lines.flatMap(({ arrives }, at) => (arrives || (here >= 0 && Math.abs(at - here) <= 1) ? [at] : []));
  const onWay = lines.flatMap(({ isOnWay }, at) => (isOnWay ? [at] : []));
  const atEnds = lines.flatMap((_, at) => (at < ends.first || at >= lines.length - ends.last ? [at] : []));
  const choices = [
    [...always, ...onWay, ...atEnds],
    [...always, ...onWay],
    [...always, ...atEnds],
  ].map((must) => folded(lines.length, most, new Set(must)));
  const folds = choices.find(({ length }) => length <= most) ?? choices.at(-1) ?? [];
  return folds.flatMap(({ start, end }): PartRow[] => {
    const [line, ...others] = lines.slice(start, end);
    if (!line) return [];
    return [others.length === 0 ? line : foldRow([line, ...others])];
  });
}

function foldRow(lines: readonly [DrawnLine, ...DrawnLine[]]): PartRow {
  const [first] = lines;
  const numbers = lines.flatMap(({ number }) => (number === null ? [] : [number]));
  const isNumbered = numbers.length === lines.length;
  const text = isNumbered ? `${numbers[0]}–${numbers.at(-1)} · ${lines.length} lines` : `${lines.length} more`;
  return {
    isOnWay: lines.some(({ isOnWay }) => isOnWay),
    isHere: false,
    isChanged: lines.some(({ isChanged }) => isChanged),
    arrives: null,
    letter: null,
    number: null,
    index: first.index,
    fitted: () => wordGlyphs(text, 'aside'),
  };
}

/**
 * Chooses what is shown of `count` lines in at most `most` rows: those that must be shown, and as many others as fit,
 * the nearest ones first. The runs of the rest are folded into a row each, which may take more rows than `most`.
 */
export function folded(count: number, most: number, must: ReadonlySet<number>): IndexRange[] {
  const shown = new Set([...must].filter((index) => index >= 0 && index < count));
  const others = Array.from({ length: count }, (_, index) => index).filter((index) => !shown.has(index));
  if (count <= most) for (const index of others) shown.add(index);
  for (;;) {
    const next = others.find((index) => !shown.has(index) && (shown.has(index - 1) || shown.has(index + 1)));
    if (next === undefined || foldsOf(count, new Set([...shown, next])).length > most) return foldsOf(count, shown);
    shown.add(next);
  }
}

function foldsOf(count: number, shown: ReadonlySet<number>): IndexRange[] {
  const folds: IndexRange[] = [];
  for (let start = 0; start < count; ) {
    let end = start + 1;
    if (!shown.has(start)) while (end < count && !shown.has(end)) end += 1;
    folds.push({ start, end });
    start = end;
  }
  return folds;
}
