/** Defines the reading of a text: what the text says if it is decoded, and where that is written in the text. */
import type { Octets } from '../../bytes/octets.ts';
import type { Range } from '../ranges.ts';

export interface Reading {
  readonly octets: Octets;
  /**
   * Returns where the octets in these ranges of the reading are written in the text. The ranges are in order, and do
   * not overlap. What is between two octets, such as a tag, is left out.
   */
  readonly inText: (ranges: readonly Range[]) => Range[];
}

/** A part of a reading, and where its octets `from` to `to` are written in the text. */
export interface ReadingPart {
  readonly length: number;
  readonly written: (from: number, to: number) => Range;
}

/** Returns where ranges are written. The parts are all parts of the reading, in order. */
export function rangesInParts(parts: Iterable<ReadingPart>, ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  let [next, at] = [0, 0];
  for (const { length, written } of parts) {
    const end = at + length;
    for (let range = ranges[next]; range && range.start < end; range = ranges[next]) {
      const from = Math.max(range.start, at);
      const to = Math.min(range.end, end);
      if (from < to) found.push(written(from - at, to - at));
      if (range.end > end) break;
      next++;
    }
    at = end;
  }
  return found;
}

/** Reads each match of a pattern as something else. The rest of the text stays as it is. */
export function rewrittenReading(text: Octets, pattern: RegExp, read: (match: Octets) => string): Reading {
  return {
    octets: text.replace(pattern, (match) => read(match as Octets)) as Octets,
    inText: (ranges) => rangesInParts(rewrittenParts(text, pattern, read), ranges),
  };
}

function* rewrittenParts(text: Octets, pattern: RegExp, read: (match: Octets) => string): Generator<ReadingPart> {
  const copied = (start: number, end: number): ReadingPart => ({
    length: end - start,
    written: (from, to) => ({ start: start + from, end: start + to }),
  });
  let done = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    const end = index + match.length;
    yield copied(done, index);
    yield { length: read(match as Octets).length, written: () => ({ start: index, end }) };
    done = end;
  }
  yield copied(done, text.length);
}
