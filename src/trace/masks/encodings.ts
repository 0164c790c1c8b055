/** Reads the octets that a text contains as hexadecimal digits, as base64, or as decimal numbers. */
import { octetsFromBase64 } from '../../bytes/base64.ts';
import { type Octets, octetsFromHex } from '../../bytes/octets.ts';
import { type Reading, type ReadingPart, rangesInParts } from './reading.ts';
import { SHORTEST_SECRET } from './shortest-secret.ts';

/** A way to write octets. A text can contain many runs of it, which have nothing to do with each other. */
interface Encoding {
  readonly runs: (text: Octets) => Run[];
  /** The minimum number of characters for each octet. */
  readonly width: number;
  /** The number of digits with which an octet can begin, because a run does not show where its first octet begins. */
  readonly places: number;
  readonly decoded: (run: string, place: number) => Octets;
  /** Returns where octets `from` to `to` of a run are written in it. */
  readonly written: (run: string, place: number) => ReadingPart['written'];
}

/** A part of a text, and where it begins. */
interface Run {
  readonly text: string;
  readonly at: number;
}

/**
 * Returns the runs of a text. The first pattern matches the beginning of a run, which most words do not have, and the other
 * one what goes on after it. A pattern of a whole run would need a stack that grows with the run, and V8 throws where that
 * is too large.
 */
function runsIn(text: Octets, beginning: RegExp, more: RegExp): Run[] {
  const runs: Run[] = [];
  beginning.lastIndex = 0;
  for (let match = beginning.exec(text); match; match = beginning.exec(text)) {
    more.lastIndex = beginning.lastIndex;
    while (more.test(text)) beginning.lastIndex = more.lastIndex;
    const run = text.slice(match.index, beginning.lastIndex);
    if (run.length >= SHORTEST_SECRET) runs.push({ text: run, at: match.index });
  }
  return runs;
}

const NOTHING = /(?!)/y;

const HEX: Encoding = {
  runs: (text) => runsIn(text, /[\da-f](?:[ :,-]?[\da-f]){4}/gi, /[ :,-]?[\da-f]+/iy),
  width: 2,
  places: 2,
  decoded: (run, place) => octetsFromHex(run.replace(/[ :,-]/g, '').slice(place)),
  written: (run, place) => {
    const digits = [...run.matchAll(/[^ :,-]/g)].map(({ index }) => index);
    return packed(place, 4, (digit) => digits[digit] ?? run.length);
  },
};

const BASE64: Encoding = {
  // URLs have an alphabet of their own for the last two values (RFC 4648, section 5).
  runs: (text) => runsIn(text, /[A-Za-z\d+/_-]+/g, NOTHING),
  width: 8 / 6,
  places: 4,
  decoded: (run, place) => octetsFromBase64(run.slice(place)),
  written: (_run, place) => packed(place, 6, (digit) => digit),
};

/** The numbers of a list of bytes. */
const DECIMAL: Encoding = {
  runs: (text) => runsIn(text, /(?<!\d)\d{1,3}[ ,]{1,16}\d{1,3}(?!\d)/g, /[ ,]{1,16}\d{1,3}(?!\d)/y),
  width: 2,
  places: 1,
  decoded: (run) => {
    let octets = '';
    for (const { 0: digits } of run.matchAll(/\d+/g)) octets += String.fromCharCode(Number(digits) % 0x100);
    return octets as Octets;
  },
  written: (run) => {
    const numbers = [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
      start: index,
      end: index + digits.length,
    }));
    return (from, to) => ({ start: numbers[from]?.start ?? 0, end: numbers[to - 1]?.end ?? run.length });
  },
};

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
    const runs = encoding.runs(text).filter((run) => run.text.length >= shortest * encoding.width);
    if (runs.length === 0) return [];
    return Array.from({ length: encoding.places }, (_, place) => readingOfRuns(runs, encoding, place));
  });
}

/** Separates what runs say. */
const BETWEEN_RUNS = '\0';

function readingOfRuns(runs: readonly Run[], { decoded, written }: Encoding, place: number): Reading {
  const said = runs.map((run) => decoded(run.text, place));
  function* parts(): Generator<ReadingPart> {
    for (const [index, { text: run, at }] of runs.entries()) {
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
