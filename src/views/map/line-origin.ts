import type { ByteRange, Position } from '../../trace/provenance.ts';
import { mostOf, type Places, type Tag } from './places.ts';

/** The origin that the letter before a line names, and the first byte of the line that has this origin. */
export interface LineOrigin {
  readonly tag: Exclude<Tag, 'fixed' | 'unknown'>;
  readonly first: Position;
}

/**
 * Finds the origin of a line for a byte that a rule adds to it, such as a byte of the name in
 * `x-amz-date:20130524T000000Z`. `line` contains the bytes of the line. Returns `null` if the byte has an origin of its
 * own, or if a rule adds most of the line.
 */
export function lineOrigin(places: Places, { value, byte }: Position, line: ByteRange | null): LineOrigin | null {
  if (!line || line.value !== value) return null;
  const runs = places.runsOf(value).filter(({ start, end }) => start < line.end && end > line.start);
  const own = runs.find(({ start, end }) => start <= byte && byte < end);
  if (own?.tag !== 'fixed' || byte < line.start || byte >= line.end) return null;
  const counts = new Map<Tag, number>();
  for (const { tag, start, end } of runs)
    counts.set(tag, (counts.get(tag) ?? 0) + Math.min(end, line.end) - Math.max(start, line.start));
  const tag = mostOf(counts);
  const first = runs.find((run) => run.tag === tag);
  if (!first || tag === null || tag === 'fixed' || tag === 'unknown') return null;
  return { tag, first: { value, byte: Math.max(first.start, line.start) } };
}
