/**
 * Lays out what both sides have of a refused request as two columns that are joined where they agree and broken where
 * they differ. In a narrow window, the columns are one below the other, and the joins are at the right edge.
 */

import { type Comparison, isBreak } from '../../views/diagnosis/comparison.ts';
import type { Room } from '../wrapping.ts';
import { compactRail } from './compact.ts';
import type { RailRow } from './rail-lines.ts';
import { wideRail } from './wide.ts';

/** The fewest cells for two columns, without the gutter. */
const WIDE = 112;

/**
 * Lays out a comparison. `width` is in cells, without the gutter. Where the rows would be more than `height`, runs of
 * lines that are the same on both sides are folded; the rows can then still be more.
 */
export const foldedRail = (comparison: Comparison, room: Room): RailRow[] =>
  room.width >= WIDE ? wideRail(comparison, room) : compactRail(comparison, room);

/**
 * Lays out a comparison in at most `height` rows, unless a line that differs needs more. What does not fit is left out:
 * first what follows, then all lines but the first one that differs.
 */
export function railRows(comparison: Comparison, room: Room): RailRow[] {
  const first = comparison.lines.filter(isBreak).slice(0, 1);
  const forms = [comparison, { ...comparison, results: [] }].map((form) => foldedRail(form, room));
  const fitting = forms.find(({ length }) => length <= room.height);
  return fitting ?? (first.length === 0 ? [] : foldedRail({ ...comparison, lines: first, results: [] }, room));
}
