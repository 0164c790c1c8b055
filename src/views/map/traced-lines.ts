/**
 * Shows bytes outside of a walk as a walk shows them: with the letters of the places that they come from, their hues, and
 * the ends of the lines.
 */

import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { lineRanges, type Range } from '../../trace/ranges.ts';
import type { TracedValue } from '../../trace/redact.ts';
import { remembered } from '../../trace/remembered.ts';
import { dividedLine } from '../bytes/divided-line.ts';
import { asCharacters, visible, written } from '../characters/visible.ts';
import { aside, type Line, type LineGutter, line, type Run } from '../page.ts';
import { isPlace, type Tag } from './place.ts';
import { placesOf } from './places.ts';
import { letterOfLine, tagsIn } from './tags.ts';

/**
 * What is before a line besides its letters: its number in its text, counted from `first`; the offset of its first byte;
 * or nothing, where the text only describes bytes. Such a text has no ends of lines that can be shown.
 */
export type Numbering =
  | { readonly by: 'line'; readonly first: number }
  | { readonly by: 'offset' }
  | { readonly by: 'nothing' };

const FROM_ONE: Numbering = { by: 'line', first: 1 };

/**
 * Shows bytes `start` to `end` (exclusive) of a value, line by line. A text of one line has no number. A long line of a
 * message, or by itself, is divided where its parts begin, as in a walk. The bytes in `changed` are marked, as after an edit.
 */
export function tracedLines(
  traced: TracedValue,
  numbering: Numbering = FROM_ONE,
  range: Range = { start: 0, end: traced.value.bytes.octets.length },
  changed: readonly Range[] = [],
): Line[] {
  const ranges = rangesIn(traced, range);
  return ranges.flatMap((own, index): Line[] => {
    const number = ranges.length === 1 ? null : numberOf(numbering, own, index);
    const isNumbered = numbering.by === 'line' && number !== null;
    const parts = isNumbered || numbering.by === 'nothing' ? [own] : partsOf(traced, own);
    return parts.map((part, at) => ({
      ...line(isNumbered ? `line ${number}` : '', runsInRange(traced, part, numbering, changed)),
      gutter: {
        number: at === 0 ? number : null,
        isOffset: numbering.by === 'offset',
        isAlone: !isNumbered,
        end: numbering.by === 'nothing' ? '' : visible(endOf(traced, part)),
        ...(changed.some((one) => one.start < part.end && one.end > part.start) && { isChanged: true }),
        ...letterOfRange(traced, part, at === 0 ? number : null),
      },
      note: '',
    }));
  });
}

function numberOf(numbering: Numbering, { start }: Range, index: number): number | null {
  switch (numbering.by) {
    case 'nothing':
      return null;
    case 'offset':
      return start;
    case 'line':
      return numbering.first + index;
  }
}

const partsOf = ({ value: { bytes, form } }: TracedValue, range: Range): Range[] =>
  form === 'octets' ? [range] : dividedLine(bytes.octets, range);

const rangesIn = ({ value: { bytes, form } }: TracedValue, range: Range): Range[] =>
  form === 'octets' ? [range] : lineRanges(bytes.octets, range);

const letterOfRange = (
  { trace, value }: TracedValue,
  range: Range,
  number: number | null,
): Pick<LineGutter, 'letter'> => {
  const letter = letterOfLine(tagsIn(placesIn(trace), { value: value.id, ...range }), number)?.text;
  return letter === undefined ? {} : { letter };
};

/** Returns the number and the letters of a line of a text; `index` is counted from 0. */
export function gutterOf(traced: TracedValue | null, index: number): LineGutter {
  const range = traced && rangesIn(traced, { start: 0, end: traced.value.bytes.octets.length })[index];
  return { number: index + 1, ...(traced && range && letterOfRange(traced, range, index + 1)) };
}

const LINE_END = /\r?\n$/;
const endOf = ({ value: { bytes, form } }: TracedValue, { start, end }: Range): Octets =>
  (form === 'octets' ? '' : (LINE_END.exec(sliceOctets(bytes.octets, start, end))?.[0] ?? '')) as Octets;

/** The most bytes of a line that are shown. The walk shows all of them. */
const MOST_BYTES = 600;

/** Returns the bytes of a line without its end, each in the hue of its place. */
function runsInRange(traced: TracedValue, { start, end: whole }: Range, { by }: Numbering, changed: readonly Range[]) {
  const { trace, value } = traced;
  const end = whole - endOf(traced, { start, end: whole }).length;
  const last = Math.min(end, start + MOST_BYTES);
  const shown = placesIn(trace)
    .runsOf(value.id)
    .flatMap((run) => dividedAt(changed, { start: Math.max(run.start, start), end: Math.min(run.end, last) }, run.tag))
    .map(({ start: from, end: to, tag, isDifferent }): Run => {
      const bytes = sliceOctets(value.bytes.octets, from, to);
      const text = by === 'nothing' ? asCharacters(bytes) : written(bytes, value.form === 'octets' ? 'digits' : 'text');
      return { text, meaning: 'copied', hue: isPlace(tag) ? tag.hue : null, ...(isDifferent && { isDifferent }) };
    });
  // A line that has only its end is a line, too.
  const all = shown.length === 0 ? [{ text: '', meaning: 'copied' as const }] : shown;
  return last < end ? [...all, aside(`… (${end - start} bytes)`)] : all;
}

/** Divides a range where changed bytes begin and end. */
function dividedAt(changed: readonly Range[], { start, end }: Range, tag: Tag) {
  if (start >= end) return [];
  const ends = changed.flatMap((one) => [one.start, one.end]).filter((at) => at > start && at < end);
  const borders = [...new Set([start, ...ends, end])].sort((one, other) => one - other);
  return borders.slice(0, -1).map((from, index) => {
    const isDifferent = changed.some((one) => one.start <= from && from < one.end);
    return { start: from, end: borders[index + 1] ?? end, tag, isDifferent };
  });
}

/** Returns the places of a trace, which are found only once. */
const placesIn = remembered(placesOf);
