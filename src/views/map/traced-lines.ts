/**
 * Shows bytes outside of a walk as a walk shows them: with the letters of the places that they come from, their hues, and
 * the ends of the lines.
 */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { asCharacters, visible, written } from '../characters/visible.ts';
import { aside, type Line, type LineGutter, line, type Run } from '../page.ts';
import { lineRanges } from '../value-blocks.ts';
import { isPlace } from './place.ts';
import { type Places, placesOf } from './places.ts';
import { letterOfLine, tagsIn } from './tags.ts';

/** A value, in the trace in which it was computed. */
export interface TracedValue {
  readonly trace: RedactedTrace;
  readonly value: RedactedValue;
}

/**
 * What is before a line besides its letters: its number in its text, counted from `first`; the offset of its first byte;
 * or nothing, where the text only describes bytes. Such a text has no ends of lines that can be shown.
 */
export type Numbering =
  | { readonly by: 'line'; readonly first: number }
  | { readonly by: 'offset' }
  | { readonly by: 'nothing' };

const FROM_ONE: Numbering = { by: 'line', first: 1 };

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Shows bytes `start` to `end` (exclusive) of a value, line by line. A text of one line has no number. */
export function tracedLines(
  traced: TracedValue,
  numbering: Numbering = FROM_ONE,
  range: Range = { start: 0, end: traced.value.bytes.octets.length },
): Line[] {
  const ranges = rangesIn(traced, range);
  return ranges.map((own, index): Line => {
    const number =
      numbering.by === 'nothing' || ranges.length === 1
        ? null
        : numbering.by === 'offset'
          ? own.start
          : numbering.first + index;
    const label = numbering.by === 'line' && number !== null ? `line ${number}` : '';
    const end = numbering.by === 'nothing' ? '' : visible(endOf(traced, own));
    const written = numbering.by === 'nothing' ? 'as-words' : 'as-bytes';
    const gutter = {
      number,
      isOffset: numbering.by === 'offset',
      isAlone: label === '',
      end,
      ...letterOfRange(traced, own),
    };
    return { ...line(label, runsInRange(traced, own, written)), gutter, note: '' };
  });
}

function rangesIn({ value: { bytes, form } }: TracedValue, { start, end }: Range): Range[] {
  if (form === 'octets') return [{ start, end }];
  return lineRanges(sliceOctets(bytes.octets, start, end)).map(([from, to]) => ({
    start: start + from,
    end: start + to,
  }));
}

const letterOfRange = ({ trace, value }: TracedValue, range: Range): Pick<LineGutter, 'letter'> => {
  const letter = letterOfLine(tagsIn(placesIn(trace), { value: value.id, ...range }))?.text;
  return letter === undefined ? {} : { letter };
};

/** Returns the number and the letters of a line of a text; `index` is counted from 0. */
export function gutterOf(traced: TracedValue | null, index: number): LineGutter {
  const range = traced && rangesIn(traced, { start: 0, end: traced.value.bytes.octets.length })[index];
  return { number: index + 1, ...(traced && range && letterOfRange(traced, range)) };
}

const LINE_END = /\r?\n$/;
const endOf = ({ value: { bytes, form } }: TracedValue, { start, end }: Range): Octets =>
  (form === 'octets' ? '' : (LINE_END.exec(sliceOctets(bytes.octets, start, end))?.[0] ?? '')) as Octets;

/** The most bytes of a line that are shown. The walk shows all of them. */
const MOST_BYTES = 600;

/** Returns the bytes of a line without its end, each in the hue of its place. */
function runsInRange(traced: TracedValue, { start, end: whole }: Range, form: 'as-words' | 'as-bytes'): Run[] {
  const { trace, value } = traced;
  const end = whole - endOf(traced, { start, end: whole }).length;
  const last = Math.min(end, start + MOST_BYTES);
  const shown = placesIn(trace)
    .runsOf(value.id)
    .flatMap((run): Run[] => {
      const [from, to] = [Math.max(run.start, start), Math.min(run.end, last)];
      if (from >= to) return [];
      const bytes = sliceOctets(value.bytes.octets, from, to);
      const text =
        form === 'as-words' ? asCharacters(bytes) : written(bytes, value.form === 'octets' ? 'digits' : 'text');
      return [{ text, meaning: 'copied', hue: isPlace(run.tag) ? run.tag.hue : null }];
    });
  // A line that has only its end is a line, too.
  const all = shown.length === 0 ? [{ text: '', meaning: 'copied' as const }] : shown;
  return last < end ? [...all, aside(`… (${end - start} bytes)`)] : all;
}

const PLACES = new WeakMap<RedactedTrace, Places>();

/** Returns the places of a trace, which are found only once. */
function placesIn(trace: RedactedTrace): Places {
  const places = PLACES.get(trace) ?? placesOf(trace);
  PLACES.set(trace, places);
  return places;
}
