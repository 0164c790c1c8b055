/**
 * Follows a range of bytes forward to everything that is made from it: the way of an input through the texts, their
 * hashes, and the keys to the signature.
 */

import { ingredientsOf, type Source, type Span } from '../../bytes/origin.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import type { Range } from '../../trace/ranges.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { isPlace, type Place } from '../map/place.ts';
import type { Places } from '../map/places.ts';
import { onlyTag, tagsIn } from '../map/tags.ts';

/** The bytes that a way goes through. */
export interface Way {
  /** Returns whether the way goes through any of these bytes. */
  readonly goesThrough: (range: ByteRange) => boolean;
}

/** Returns the way that begins at the given ranges, which belong to the way too. */
export function wayFrom({ values }: Pick<RedactedTrace, 'values'>, ...from: readonly ByteRange[]): Way {
  const reached = new Map<string, Range[]>();
  for (const range of from) reached.set(range.value, [...(reached.get(range.value) ?? []), range]);
  // A value is derived only from earlier values, so each of them is looked at once.
  for (const { id, bytes } of values) {
    const own = (bytes.spans ?? []).flatMap((span) => reachedIn(span, reached));
    if (own.length > 0) reached.set(id, [...(reached.get(id) ?? []), ...own]);
  }
  return {
    goesThrough: (range) => (reached.get(range.value) ?? []).some((own) => overlaps(own, range)),
  };
}

/** Returns the bytes of a span that come from bytes that the way has reached. */
function reachedIn({ start, end, origin }: Span, reached: ReadonlyMap<string, readonly Range[]>): Range[] {
  if (origin.kind !== 'copy')
    return ingredientsOf(origin).some(({ source }) => isReached(source, reached)) ? [{ start, end }] : [];
  return (reached.get(origin.value) ?? [])
    .filter((range) => overlaps(range, origin))
    .map((range) => ({
      start: start + Math.max(range.start - origin.start, 0),
      end: start + Math.min(range.end, origin.end) - origin.start,
    }));
}

const isReached = (source: Source, reached: ReadonlyMap<string, readonly Range[]>): boolean =>
  source.kind === 'copy' && (reached.get(source.value) ?? []).some((range) => overlaps(range, source));

const overlaps = (one: Range, other: Range): boolean =>
  (one.start < other.end && other.start < one.end) || (isEmpty(one) && isEmpty(other) && one.start === other.start);

const isEmpty = ({ start, end }: Range) => start === end;

/** Returns where the way of a line begins: at the only input of its value, or at the line itself. */
export function sourcesOfLine(places: Places, line: ByteRange): readonly ByteRange[] {
  const tag = onlyTag(tagsIn(places, line));
  return tag !== null && isPlace(tag) ? rangesOfPlace(places, tag) : [line];
}

/**
 * Returns all bytes of a place. A header of a request that is verified is in the list of signed headers too, from which
 * the server takes its name.
 */
export function rangesOfPlace(places: Places, place: Place): readonly ByteRange[] {
  const others = places
    .runsOf(place.value)
    .filter(({ tag }) => isPlace(tag) && tag.letter === place.letter && tag.name === place.name)
    .map(({ start, end }) => ({ value: place.value, start, end }));
  return [place, ...others];
}
