/** Reads the octets that a text contains as hexadecimal digits, as base64, or as decimal numbers. */
import type { Octets } from '../../bytes/octets.ts';
import { type Reading, type ReadingPart, rangesInParts } from './reading.ts';
import { SHORTEST_SECRET } from './shortest-secret.ts';

/** A way to write octets. A text can contain many runs of it, which have nothing to do with each other. */
interface Encoding {
  /** Matches runs of at least `SHORTEST_SECRET` octets. */
  readonly run: RegExp;
  /** The minimum number of characters for each octet. */
  readonly width: number;
  /** The number of digits with which an octet can begin, because a run does not show where its first octet begins. */
  readonly places: number;
  readonly decoded: (run: string, place: number) => Octets;
  /** Returns where octets `from` to `to` of a run are written in it. */
  readonly written: (run: string, place: number) => ReadingPart['written'];
}

const HEX: Encoding = {
  run: new RegExp(`[\\da-f](?:[ :,-]?[\\da-f]){${SHORTEST_SECRET * 2 - 1},}`, 'gi'),
  width: 2,
  places: 2,
  decoded: (run, place) => octetsOf(run.replace(/[ :,-]/g, '').slice(place), 'hex'),
  written: (run, place) => {
    const digits = [...run.matchAll(/[^ :,-]/g)].map(({ index }) => index);
    return packed(place, 4, (digit) => digits[digit] ?? run.length);
  },
};

const BASE64: Encoding = {
  // URLs have an alphabet of their own for the last two values (RFC 4648, section 5).
  run: new RegExp(`[A-Za-z\\d+/_-]{${Math.ceil((SHORTEST_SECRET * 8) / 6)},}`, 'g'),
  width: 8 / 6,
  places: 4,
  decoded: (run, place) => octetsOf(run.slice(place), 'base64'),
  written: (_run, place) => packed(place, 6, (digit) => digit),
};

/** The numbers of a list of bytes. */
const DECIMAL: Encoding = {
  run: new RegExp(`(?<!\\d)\\d{1,3}(?:[ ,]{1,16}\\d{1,3}){${SHORTEST_SECRET - 1},}(?!\\d)`, 'g'),
  width: 2,
  places: 1,
  decoded: (run) =>
    numbersIn(run)
      .map(({ 0: digits }) => String.fromCharCode(Number(digits) % 0x100))
      .join('') as Octets,
  written: (run) => {
    const numbers = numbersIn(run).map(({ 0: digits, index }) => ({ start: index, end: index + digits.length }));
    return (from, to) => ({ start: numbers[from]?.start ?? 0, end: numbers[to - 1]?.end ?? run.length });
  },
};

const numbersIn = (run: string) => [...run.matchAll(/\d+/g)];

const octetsOf = (run: string, encoding: 'hex' | 'base64'): Octets =>
  Buffer.from(run, encoding).toString('latin1') as Octets;

/** Returns where octets are written, from the first digit that belongs to no earlier octet. */
function packed(place: number, bits: number, digitAt: (digit: number) => number): ReadingPart['written'] {
  const before = (octet: number) => place + Math.ceil((octet * 8) / bits);
  return (from, to) => ({ start: digitAt(before(from)), end: digitAt(before(to) - 1) + 1 });
}

/**
 * Returns the readings of the runs in a text that are long enough for `shortest` octets: one for each encoding, and for
 * each place in which octets can begin.
 */
export function encodedReadings(text: Octets, shortest: number): Reading[] {
  return [HEX, BASE64, DECIMAL].flatMap((encoding) => {
    const runs = [...text.matchAll(encoding.run)].filter(({ 0: run }) => run.length >= shortest * encoding.width);
    if (runs.length === 0) return [];
    return Array.from({ length: encoding.places }, (_, place) => readingOfRuns(runs, encoding, place));
  });
}

/** Separates what runs say. */
const BETWEEN_RUNS = '\0';

function readingOfRuns(runs: readonly RegExpExecArray[], { decoded, written }: Encoding, place: number): Reading {
  const said = runs.map(({ 0: run }) => decoded(run, place));
  function* parts(): Generator<ReadingPart> {
    for (const [index, { 0: run, index: at }] of runs.entries()) {
      let inRun: ReadingPart['written'] | null = null;
      yield {
        length: (said[index]?.length ?? 0) + BETWEEN_RUNS.length,
        written: (from, to) => {
          inRun ??= written(run, place);
          const { start, end } = inRun(from, to);
          return { start: at + start, end: at + end };
        },
      };
    }
  }
  return { octets: said.join(BETWEEN_RUNS) as Octets, inText: (ranges) => rangesInParts(parts(), ranges) };
}
