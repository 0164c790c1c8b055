/** What is wrong with the origins of the values of a trace, in words: nothing, where the program is right. */

import { ingredientsOf, type Source } from '../../../src/bytes/origin.ts';
import type { Value } from '../../../src/trace/trace.ts';
import { inputWords } from '../../../src/views/input-words.ts';

/** Only earlier values may be referred to, and the payload, whose length is told. Every copy is what it says. */
export function wrongOrigins(values: readonly Value[], payloadLength: number): string[] {
  const earlier = new Map<string, string>();
  return values.flatMap((value) => {
    const wrong = [...gaps(value), ...wrongSpans(value, earlier, payloadLength)];
    if (earlier.has(value.id)) wrong.push(`${value.id} stands in the trace twice`);
    earlier.set(value.id, value.bytes.octets);
    return wrong;
  });
}

function gaps({ id, bytes }: Value): string[] {
  if (bytes.spans === null) return [`${id} has no spans`];
  const ends = [0, ...bytes.spans.map((span) => span.end)];
  const starts = [...bytes.spans.map((span) => span.start), bytes.octets.length];
  const empty = bytes.spans.filter((span) => span.end <= span.start).map((span) => `${id}: nothing at ${span.start}`);
  return [...empty, ...starts.flatMap((start, at) => (start === ends[at] ? [] : [`${id}: ${ends[at]} to ${start}`]))];
}

function wrongSpans({ id, bytes }: Value, earlier: ReadonlyMap<string, string>, payloadLength: number): string[] {
  const outside = (source: Source) => {
    if (source.kind !== 'copy') return [];
    const length = source.value === 'payload' ? payloadLength : earlier.get(source.value)?.length;
    if (length === undefined) return [`refers to ${source.value}, which is not earlier`];
    const isInside = source.start >= 0 && source.start <= source.end && source.end <= length;
    return isInside ? [] : [`refers to bytes outside ${source.value}`];
  };
  return (bytes.spans ?? []).flatMap(({ start, end, origin }) => {
    const wrong = ingredientsOf(origin).flatMap(({ source }) => outside(source));
    if (origin.kind === 'derived') {
      if (origin.by.length === 0) wrong.push('is derived by nothing');
      const last = origin.by.at(-1);
      if (origin.from.some(({ by }) => by.at(-1) !== last)) wrong.push('has an ingredient with another end');
    }
    if (origin.kind === 'copy') {
      const quoted = earlier.get(origin.value)?.slice(origin.start, origin.end);
      if (quoted !== bytes.octets.slice(start, end)) wrong.push(`is no copy of ${origin.value}`);
    }
    return wrong.map((what) => `${id} ${start}-${end} ${what}`);
  });
}

/** Spans that say that they were given, and were not; `given` has what was, by the name of its source. */
export function wrongQuotations(values: readonly Value[], given: ReadonlyMap<string, string>): string[] {
  return values.flatMap(({ id, bytes }) =>
    (bytes.spans ?? []).flatMap(({ start, end, origin }) => {
      if (origin.kind !== 'given') return [];
      const quoted = given.get(inputWords(origin.input))?.slice(origin.start, origin.end);
      return quoted === bytes.octets.slice(start, end)
        ? []
        : [`${id} ${start}-${end} is not from ${inputWords(origin.input)}`];
    }),
  );
}
