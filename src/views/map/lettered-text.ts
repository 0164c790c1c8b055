/** Shows texts that came as bytes as a walk shows them: each line with its letters, its number, and its hue. */

import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { lineRanges, type Range } from '../../trace/ranges.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { runsOf } from '../characters/visible.ts';
import { aside, type Line, line } from '../page.ts';
import type { LineWords } from '../value-blocks.ts';
import { type LetteredLine, letteredPairs } from './letters-of-text.ts';

/** Shows a line of a value: the name of a header without a hue, and everything after it in that of the letters. */
export function letteredLine(
  value: RedactedValue,
  { start, end }: Range,
  { letter, named, number }: Omit<LetteredLine, 'part'> & { readonly number: number },
): Line {
  const valueAt = Math.min(start + named, end);
  const hue = letter?.hue ?? null;
  const shown = [...runsOf(value, start, valueAt), ...runsOf(value, valueAt, end).map((run) => ({ ...run, hue }))];
  return {
    ...line('', shown.length === 0 ? aside('(empty)') : shown),
    gutter: { number, ...(letter && { letter: letter.text }) },
  };
}

/** Returns the bytes of a line of a value without its end. */
export function lineOctets({ bytes: { octets } }: RedactedValue, { start, end }: Range): Octets {
  const isEnded = start < end && octets[end - 1] === '\n';
  return sliceOctets(octets, start, isEnded ? end - 1 : end);
}

/** Shows a text. `text` is its ID, and `about` returns the words about each line. */
export function letteredText(
  text: string,
  value: RedactedValue,
  about: (index: number) => LineWords = () => ({}),
): Line[] {
  const ranges = lineRanges(value.bytes.octets);
  const pairs = ranges.map((range) => ({ server: { octets: lineOctets(value, range) }, client: null }));
  return letteredPairs(text, pairs).map((lettered, index) => ({
    ...letteredLine(value, ranges[index] ?? { start: 0, end: 0 }, { ...lettered, number: index + 1 }),
    ...about(index),
  }));
}
