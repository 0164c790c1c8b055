/** Finds the tags of the bytes of a value, and the letters that the tags have before a line. */
import type { ByteRange, Position } from '../../trace/provenance.ts';
import type { RowLetter } from './letters.ts';
import { isPlace, letterOfTag, type Places, type Tag } from './places.ts';

/** The number of bytes, or of glyphs, of each tag, in their order. */
type TagCounts = Map<Tag, number>;

/** Returns the tag of a byte. The runs of a value cover all of it, in order. */
export function tagAt(places: Places, { value, byte }: Position): Tag {
  const runs = places.runsOf(value);
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.end ?? 0) > byte) high = middle;
    else low = middle + 1;
  }
  return runs[low]?.tag ?? 'unknown';
}

/** Counts the bytes of each tag in a range. */
export function tagsIn(places: Places, { value, start, end }: ByteRange): TagCounts {
  const counts: TagCounts = new Map();
  for (const run of places.runsOf(value)) {
    const shared = Math.min(run.end, end) - Math.max(run.start, start);
    if (shared > 0) counts.set(run.tag, (counts.get(run.tag) ?? 0) + shared);
  }
  return counts;
}

/** Returns the tag with the highest count, or the first of several such tags; `null` if nothing was counted. */
export function mostOf(counts: TagCounts): Tag | null {
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most ? most[0] : null;
}

/** The most letters before a line with a number. */
const MOST_LETTERS = 3;

/**
 * Returns the letter of most of a line. If a rule adds most of the bytes between multiple inputs, as in a scope, returns
 * the letters of those inputs, up to `most` letters. Returns `null` if the line has no bytes of known places.
 */
export function letterOfLine(counts: TagCounts, most = MOST_LETTERS): RowLetter | null {
  const tag = mostOf(counts);
  if (tag === null) return null;
  const several = [...counts.keys()].filter(isPlace).map(({ letter }) => letter);
  const text = several.join('');
  const areShown = tag === 'fixed' && several.length > 1 && text.length <= most;
  return areShown ? { text, hue: null } : letterOfTag(tag);
}

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
export function lineOrigin(places: Places, position: Position, line: ByteRange | null): LineOrigin | null {
  const { value, byte } = position;
  const isIn = line?.value === value && line.start <= byte && byte < line.end;
  if (!isIn || tagAt(places, position) !== 'fixed') return null;
  const tag = mostOf(tagsIn(places, line));
  const first = places.runsOf(value).find((run) => run.tag === tag && run.end > line.start);
  if (!first || tag === null || tag === 'fixed' || tag === 'unknown') return null;
  return { tag, first: { value, byte: Math.max(first.start, line.start) } };
}
