/**
 * Finds texts in every way in which they can be written. Servers quote secrets in XML, JSON, URLs, and pairs of
 * hexadecimal digits; policies and Basic authentication contain them in base64; pages break them into rows and elements.
 * Each of these ways can be inside another.
 */
import { withoutBackslashes, withoutEntities, withoutPercents } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Range } from '../ranges.ts';
import { encodedReadings } from './encodings.ts';
import { joinRanges } from './ranges.ts';
import { type Reading, rewrittenReading } from './reading.ts';
import type { TextFinder } from './text-finder.ts';

/** The maximum number of encodings inside each other. A server quotes a policy as hexadecimal digits of base64. */
const MOST_ENCODINGS = 3;
/** The maximum number of layers of escapes, such as JSON in JSON, or a URL in a URL. */
const MOST_LAYERS = 5;

/**
 * Creates a finder that also finds what `find` finds in readings of a text. Its ranges are those of the text. `find`
 * looks for texts of at least `shortest` octets.
 */
export function readingFinder(find: TextFinder, shortest: number): TextFinder {
  const inRows = (text: Octets, encodings: number): Range[] => {
    const joins = JOINS.filter(({ sign }) => text.search(sign) >= 0);
    const inJoined = joins.flatMap(({ leftOut }) => {
      const joined = rewrittenReading(text, leftOut, () => '');
      return mapped(joined, inEscapes(joined.octets, encodings));
    });
    return [...inEscapes(text, encodings), ...inJoined];
  };
  const inEscapes = (text: Octets, encodings: number, layers = MOST_LAYERS): Range[] => {
    const found = [...find(text), ...inEncodings(text, encodings)];
    const kinds = layers === 0 ? [] : ESCAPES.filter(({ pattern }) => text.search(pattern) >= 0);
    if (kinds.length === 0) return found;
    const all = rewrittenReading(text, ANY_ESCAPE, withoutEscape);
    return [
      ...found,
      // What looks like an escape of one kind can belong to a text that was escaped in another.
      ...(kinds.length === 1 ? [] : kinds.flatMap((kind) => inEscapesOf(kind, text, layers))),
      ...mapped(all, inEscapes(all.octets, encodings, layers - 1)),
    ];
  };
  const inEscapesOf = (kind: EscapeKind, text: Octets, layers: number): Range[] => {
    if (layers === 0 || text.search(kind.pattern) < 0) return [];
    const reading = rewrittenReading(text, kind.pattern, kind.decoded);
    return mapped(reading, [...find(reading.octets), ...inEscapesOf(kind, reading.octets, layers - 1)]);
  };
  const inEncodings = (text: Octets, encodings: number): Range[] => {
    if (encodings === 0) return [];
    return encodedReadings(text, shortest).flatMap((reading) => mapped(reading, inRows(reading.octets, encodings - 1)));
  };
  return (octets) => joinRanges(inRows(octets, MOST_ENCODINGS));
}

const mapped = ({ inText }: Reading, ranges: readonly Range[]): Range[] =>
  ranges.length === 0 ? [] : inText(joinRanges(ranges));

/** Matches the end of a row with the indentation of the next row. */
const ROW_END = /\r?\n[ \t]{0,256}(?=[^\t-\r ])/g;
/** Matches a tag of HTML or XML. */
const TAG = /<[^<>]{1,512}>/g;

/** What is left out to join the parts of a text, if the text has any of it: the ends of rows, or also tags. */
const JOINS = [
  { sign: ROW_END, leftOut: ROW_END },
  { sign: TAG, leftOut: new RegExp(`${ROW_END.source}|${TAG.source}`, 'g') },
] as const;

interface EscapeKind {
  readonly pattern: RegExp;
  readonly decoded: (escaped: Octets) => Octets;
}

/** The escapes of URLs, of XML and HTML, and of JSON and strings of programming languages. */
const ESCAPES: readonly EscapeKind[] = [
  { pattern: /%[0-9a-f]{2}/gi, decoded: withoutPercents },
  { pattern: /&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});/gi, decoded: withoutEntities },
  {
    pattern: /\\(?:u(?:d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|[0-9a-f]{4})|x[0-9a-f]{2}|[\0-\xff])/gi,
    decoded: withoutBackslashes,
  },
];

const ANY_ESCAPE = new RegExp(ESCAPES.map(({ pattern }) => pattern.source).join('|'), 'gi');

/** Decodes one escape of any kind. */
const withoutEscape = (escaped: Octets): Octets =>
  ESCAPES.reduce((octets, { decoded }) => (octets === escaped ? decoded(octets) : octets), escaped);

/** Returns a text, and what it is after each removal of its escapes. */
export function withoutEscapes(text: Octets): Octets[] {
  const layers: Octets[] = [text];
  for (let last = text; layers.length <= MOST_LAYERS && last.search(ANY_ESCAPE) >= 0; layers.push(last)) {
    last = last.replace(ANY_ESCAPE, (found) => withoutEscape(found as Octets)) as Octets;
  }
  return layers;
}
