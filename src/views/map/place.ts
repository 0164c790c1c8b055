/** Defines the places that bytes come from, and the tags of bytes. */

import type { InputId } from '../../bytes/input.ts';
import { sourcesOf } from '../../bytes/origin.ts';
import { type ByteRange, spansIn } from '../../trace/provenance.ts';
import type { Range } from '../../trace/ranges.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { FIXED_LETTER, hueOf, MIXED_LETTER, NAMES, type PlaceKind, type RowLetter } from './letters.ts';

/** A part of the request, or another input. */
export interface Place extends ByteRange {
  /** The fixed letter of this kind of place, such as `M`, or `N1` for the first header without its own letter. */
  readonly letter: string;
  /** The number of the hue, from 0 to 3. The hue depends only on the letter. */
  readonly hue: number;
  /** The name in a sentence, such as "the path of the URL". */
  readonly name: string;
  /** The input in which the place was given; `null` if there is no such input. */
  readonly input: InputId | null;
}

/**
 * The origin of bytes. `mixed` means that the bytes come from more than one place, as in a hash. `fixed` means that a
 * rule adds the bytes. `unknown` means that the bytes have no known place, such as bytes between the parts of a
 * request.
 */
export type Tag = Place | 'mixed' | 'fixed' | 'unknown';

/** Bytes of a value, all with the same tag. */
export interface TagRun extends Range {
  readonly tag: Tag;
}

export const isPlace = (tag: Tag): tag is Place => typeof tag === 'object';

/** Returns the letter of a tag; `null` for bytes whose place is unknown. */
export function letterOfTag(tag: Tag): RowLetter | null {
  if (isPlace(tag)) return { text: tag.letter, hue: tag.hue };
  if (tag === 'unknown') return null;
  return { text: tag === 'mixed' ? MIXED_LETTER : FIXED_LETTER, hue: null };
}

/** Creates the place of bytes of a value. A kind without numbers is its own letter. */
export function placeIn(
  value: RedactedValue,
  { start, end }: Range,
  { kind, name, letter = kind }: { readonly kind: PlaceKind; readonly name: string; readonly letter?: string },
): Place {
  const range = { start, end };
  return { value: value.id, ...range, letter, hue: hueOf(kind), name, input: inputIn(value, range) };
}

/** Returns the name of an input in a sentence, such as "the access key ID". AWS always capitalizes "Region". */
export const nameOfInput = ({ id, name }: Pick<RedactedValue, 'id' | 'name'>): string =>
  `the ${NAMES[id] ?? (/^Region\b/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1))}`;

/**
 * Returns the first input that bytes `start` to `end` (exclusive) come from. Returns `null` if there is no such input.
 */
function inputIn({ bytes }: RedactedValue, range: Range): InputId | null {
  const given = spansIn(bytes, range)
    .flatMap(({ origin }) => sourcesOf(origin))
    .find((source) => source.kind === 'given');
  return given ? given.input.id : null;
}
