/**
 * Finds the bytes of a value that changed. Text is compared line by line, and each line part by part: a comma or an
 * ampersand ends a part, as in the Authorization header and in a query. In each part, everything from the first
 * difference to the last counts as changed. An empty range marks the place in a line where bytes were only removed.
 */
import type { Octets } from '../bytes/octets.ts';
import { commonEnds } from './common-ends.ts';
import { joinRanges } from './masks/ranges.ts';
import type { Range } from './ranges.ts';

/**
 * Returns the ranges of `after` that differ from `before`, in order. The list is empty if only whole lines were removed.
 * Values that are `whole` have no lines, such as keys. Takes linear time. A range can begin or end inside a multibyte
 * character.
 */
export function changedRanges(before: Octets, after: Octets, compared: 'lines' | 'whole'): Range[] {
  if (before === after) return [];
  return joinRanges(compared === 'whole' ? between(before, after, 0) : changedInLines(before, after));
}

/**
 * Returns the range between the common beginning and the common end of the two texts, if they differ. `at` is the
 * offset of `after` within the value.
 */
function between(before: string, after: string, at: number): Range[] {
  if (before === after) return [];
  const { start, end } = commonEnds(before, after);
  return [{ start: at + start, end: at + after.length - end }];
}

function changedInLines(before: Octets, after: Octets): Range[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const kept = keptLines(old, now);
  const ranges: Range[] = [];
  let at = 0;
  let [line, oldLine] = [0, 0];
  for (const [keptOld, keptNow] of [...kept, [old.length, now.length] as const]) {
    const gap = now.slice(line, keptNow);
    ranges.push(...changedInGap(old.slice(oldLine, keptOld), gap, at));
    at += lengthOf(gap) + (now[keptNow]?.length ?? 0);
    [oldLine, line] = [keptOld + 1, keptNow + 1];
  }
  return ranges;
}

const linesOf = (octets: Octets): string[] => octets.split(/(?<=\n)/);

const lengthOf = (lines: readonly string[]) => lines.reduce((sum, { length }) => sum + length, 0);

/**
 * Returns pairs of indexes of equal lines, both in ascending order. These are the lines at the common beginning and end
 * and, between them, lines that are unique in both texts, as long as their order is the same.
 */
function keptLines(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const { start: first, end: last } = commonEnds(old, now);
  const places = placesOfUnique(old, first, old.length - last);
  const unique = placesOfUnique(now, first, now.length - last);
  const kept = Array.from({ length: first }, (_, index) => [index, index] as const);
  let latest = first - 1;
  for (const [line, place] of unique) {
    const oldPlace = places.get(line) ?? -1;
    if (oldPlace <= latest) continue;
    kept.push([oldPlace, place]);
    latest = oldPlace;
  }
  const ending = Array.from(
    { length: last },
    (_, index) => [old.length - last + index, now.length - last + index] as const,
  );
  return [...kept, ...ending];
}

function placesOfUnique(lines: readonly string[], start: number, end: number): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (let index = start; index < end; index++) {
    const line = lines[index] ?? '';
    if (places.has(line)) repeated.add(line);
    else places.set(line, index);
  }
  for (const line of repeated) places.delete(line);
  return places;
}

/**
 * Compares replaced lines one by one if there are equally many, and otherwise as a whole. If no line is left, no line
 * differs.
 */
function changedInGap(old: readonly string[], now: readonly string[], at: number): Range[] {
  if (now.length === 0) return [];
  if (old.length !== now.length) return between(old.join(''), now.join(''), at);
  let start = at;
  return now.flatMap((line, index) => {
    const ranges = changedInLine(old[index] ?? '', line, start);
    start += line.length;
    return ranges;
  });
}

/** Compares the parts of two lines one by one if there are equally many, and otherwise the lines as a whole. */
function changedInLine(old: string, now: string, at: number): Range[] {
  const [oldParts, parts] = [partsOf(old), partsOf(now)];
  if (oldParts.length !== parts.length) return between(old, now, at);
  let start = at;
  return parts.flatMap((part, index) => {
    const ranges = between(oldParts[index] ?? '', part, start);
    start += part.length;
    return ranges;
  });
}

const partsOf = (line: string): string[] => line.split(/(?<=[,&])/);

/**
 * Returns the ranges as they are marked in `after`. A mark needs a byte, so an empty range becomes the bytes on both sides
 * of the removed bytes, as far as they are in the same line.
 */
export const markedRanges = (ranges: readonly Range[], after: Octets): readonly Range[] =>
  ranges.map(({ start, end }) => {
    if (start < end) return { start, end };
    const isInLine = start > 0 && after[start - 1] !== '\n';
    return { start: isInLine ? start - 1 : start, end: Math.min(start + 1, after.length) };
  });
