/** Finds the tags of the bytes of a value, and the letters that the tags have before a line. */
import type { ByteRange, Position } from '../../trace/provenance.ts';
import { lastFrom } from '../../trace/ranges.ts';
import { headersAsOne, hueOfLetter, type RowLetter } from './letters.ts';
import { letterOfTag, type Place, type Tag } from './place.ts';
import type { Places } from './places.ts';

/** Returns the tag of a byte. The runs of a value cover all of it, in order. */
export function tagAt(places: Places, { value, byte }: Position): Tag {
  const run = lastFrom(places.runsOf(value), byte);
  return run && byte < run.end ? run.tag : 'unknown';
}

/** Returns the tags of the bytes in a range, in their order. */
export const tagsIn = (places: Places, { value, start, end }: ByteRange): Tag[] =>
  places
    .runsOf(value)
    .filter((run) => run.start < end && run.end > start)
    .map(({ tag }) => tag);

/** Returns the tags of the value in a line: those of its bytes, without what a rule adds, such as its name. */
const tagsOfValue = (tags: Iterable<Tag>): (Place | 'mixed')[] =>
  [...new Set(tags)].filter((tag) => tag !== 'fixed' && tag !== 'unknown');

/** Returns the only tag of the value in a line with these tags; `null` if it has several, or none. */
export function onlyTag(tags: Iterable<Tag>): Place | 'mixed' | null {
  const all = tagsOfValue(tags);
  const [only] = all;
  return only !== undefined && new Set(all.map(letterText)).size === 1 ? only : null;
}

/** The cells before a line for its letters and its number, with a space between them. */
export const GUTTER_ROOM = 6;
/** The fewest cells for letters. A number that then has no room is shortened. */
const LEAST_LETTERS = 2;
/** What is in the place of the letters that have no room. */
const MORE_LETTERS = '…';

/**
 * Returns the letters of a line with these tags: those of its value, in the order of the bytes. Several headers without
 * their own letter have one. A line that is all from a rule has the letter of a rule, and one whose bytes have no known
 * place has `null`. `number` is before the line, too, unless it is `null`; letters that then have no room are left out for `…`.
 */
export function letterOfLine(tags: Iterable<Tag>, number: number | null): RowLetter | null {
  const all = [...tags];
  const digits = number === null ? '' : String(number);
  const room = Math.max(GUTTER_ROOM - 1 - digits.length, LEAST_LETTERS);
  const [first, ...others] = inRoom(headersAsOne([...new Set(tagsOfValue(all).map(letterText))]), room);
  if (first === undefined) return all.includes('fixed') ? letterOfTag('fixed') : null;
  return { text: [first, ...others].join(''), hue: others.length === 0 ? hueOfLetter(first) : null };
}

/** Returns as many letters as have room, in cells, with a mark for those that are left out. */
function inRoom(letters: readonly string[], room: number): readonly string[] {
  if (letters.join('').length <= room) return letters;
  const fits = letters.filter((_letter, at) => letters.slice(0, at + 1).join('').length < room);
  // The number of a header has no room in two cells.
  return [...(fits.length > 0 ? fits : [letters[0]?.charAt(0) ?? '']), MORE_LETTERS];
}

const letterText = (tag: Place | 'mixed'): string => letterOfTag(tag)?.text ?? '';

/** The origin that the letter before a line names, and the first byte of the line that has this origin. */
export interface LineOrigin {
  readonly tag: Exclude<Tag, 'fixed' | 'unknown'>;
  readonly first: Position;
}

/**
 * Finds the origin of a line for a byte that a rule adds to it, such as a byte of the name in
 * `x-amz-date:20130524T000000Z`. `line` contains the bytes of the line. Returns `null` if the byte has an origin of its
 * own, or if the value of the line does not have exactly one.
 */
export function lineOrigin(places: Places, position: Position, line: ByteRange | null): LineOrigin | null {
  const { value, byte } = position;
  const isIn = line?.value === value && line.start <= byte && byte < line.end;
  if (!isIn || tagAt(places, position) !== 'fixed') return null;
  const tag = onlyTag(tagsIn(places, line));
  const first = places.runsOf(value).find((run) => run.tag === tag && run.end > line.start);
  return first && tag !== null ? { tag, first: { value, byte: Math.max(first.start, line.start) } } : null;
}
