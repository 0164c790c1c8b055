/**
 * Decides how the ends of lines are shown, for every page that shows a text line by line. An LF is left out, because it
 * ends every line of a text that is signed. If a line of the texts that are shown together ends with CR LF, all of their
 * lines keep their whole ends: half of an end would look like a byte of the line.
 */
import type { Octets } from '../../bytes/octets.ts';
import type { LinePair } from './line-difference.ts';

/** Divides texts that are shown together into lines. A text that ends with LF has one more line, which is empty. */
export function shownLines(...texts: readonly Octets[]): Octets[][] {
  const all = texts.map((text) => ended(text.split('\n') as Octets[]));
  const hasEnds = all.flat().some(isCrLf);
  return all.map((lines) => lines.map((line) => (hasEnds ? line : withoutEnd(line))));
}

/** A line from each side, as it is shown; `null` if a side does not have it. */
export type ShownPair = Readonly<Record<keyof LinePair, Octets | null>>;

/** Returns the lines of two texts that were paired. */
export function shownPairs(pairs: readonly LinePair[]): ShownPair[] {
  const whole = wholePairs(pairs);
  if (whole.some(({ server, client }) => [server, client].some((line) => line !== null && isCrLf(line)))) return whole;
  const shown = (line: Octets | null) => line && withoutEnd(line);
  return whole.map(({ server, client }) => ({ server: shown(server), client: shown(client) }));
}

/** Returns the lines of two texts that were paired, with their ends. */
export function wholePairs(pairs: readonly LinePair[]): ShownPair[] {
  const sides = (['server', 'client'] as const).map((side) => {
    const lines = ended(pairs.flatMap((pair) => pair[side]?.octets ?? []));
    return pairs.map((pair) => (pair[side] === null ? null : (lines.shift() ?? null)));
  });
  return pairs.map((_pair, at) => ({ server: sides[0]?.[at] ?? null, client: sides[1]?.[at] ?? null }));
}

/** Adds the LF that ends each line of a text except the last one. */
const ended = (lines: readonly Octets[]): Octets[] =>
  lines.map((line, at) => (at < lines.length - 1 ? (`${line}\n` as Octets) : line));

const isCrLf = (line: Octets): boolean => line.endsWith('\r\n');
const withoutEnd = (line: Octets): Octets => (line.endsWith('\n') ? (line.slice(0, -1) as Octets) : line);
