/** Defines the glyphs of rows, each with its meaning and the bytes that it shows. */
import type { Octets } from '../bytes/octets.ts';
import type { ByteRange } from '../trace/provenance.ts';
import type { BytesShown } from '../views/bytes/shown-bytes.ts';
import { type Glyph, glyphs, glyphsOfText } from '../views/characters/glyphs.ts';
import { written } from '../views/characters/visible.ts';
import type { Meaning, Run, ShownBytes } from '../views/page.ts';

/** A unit that readers see as a single character: a letter, an escape such as `\x00`, or two hexadecimal digits. */
export interface ShownGlyph extends Pick<Glyph, 'text' | 'width'> {
  readonly meaning: Meaning;
  /** The bytes that the glyph shows; `null` for words. */
  readonly at: ByteRange | null;
  readonly opens?: string;
  /** The hue of the place that the glyph is from, if `at` does not determine it. */
  readonly hue?: number | null;
  /** Set if the glyph belongs to a piece that differs from another line, and is underlined. */
  readonly isDifferent?: boolean;
  /** Set if the caret of a field is on the glyph, before its text. */
  readonly isCaret?: boolean;
}

export type GlyphRow = readonly ShownGlyph[];

/** Items `start` to `end` (exclusive) of a row, of a text, or of a list. */
export interface IndexRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns the bytes of a value or a message, given its ID. Returns `null` if the text of the run is to be shown
 * instead.
 */
export type BytesOf = (id: string) => BytesShown | null;

/** Returns the glyphs of this program's own words, in which a backslash is an ordinary character. */
export function wordGlyphs(text: string, meaning: Meaning): ShownGlyph[] {
  return ASCII.test(text)
    ? [...text].map((character) => ({ text: character, width: 1, meaning, at: null }))
    : glyphsOfText(text, 'words').map((glyph) => ({ text: glyph.text, width: glyph.width, meaning, at: null }));
}

/** Returns the glyphs of words that are only beside what matters, unless they have another meaning. */
export const says = (text: string, meaning: Meaning = 'aside'): ShownGlyph[] => wordGlyphs(text, meaning);

const ASCII = /^[ -~]*$/;

/** Returns the glyphs of runs that show no bytes. */
export function glyphsOfWords(runs: readonly Run[]): ShownGlyph[] {
  return runs.flatMap(({ text, meaning, opens, isDifferent, hue = null }) => {
    const own = wordGlyphs(text, meaning);
    if (opens === undefined && hue === null && !isDifferent) return own;
    const more = { hue, ...(opens !== undefined && { opens }), ...(isDifferent && { isDifferent }) };
    return own.map((glyph) => ({ ...glyph, ...more }));
  });
}

export function glyphsOfRuns(runs: readonly Run[], bytesOf: BytesOf): ShownGlyph[] {
  return runs.flatMap((run) => {
    const { shows, meaning, hue = null } = run;
    const found = shows && bytesOf(shows.value);
    if (!shows || !found) return glyphsOfWords([run]);
    const own =
      shows.as === 'text' && meaning !== 'masked'
        ? characterGlyphs(shows.value, found.stored.read(shows.start, shows.end), shows.start, meaning)
        : byteGlyphs(shows, found, meaning);
    return hue === null ? own : own.map((glyph) => ({ ...glyph, hue }));
  });
}

/**
 * Returns the characters of bytes as glyphs. `start` is the position of the first byte in the value. Each byte of an
 * incomplete character becomes a separate glyph.
 */
export function characterGlyphs(value: string, octets: Octets, start: number, meaning: Meaning): ShownGlyph[] {
  return Array.from(glyphs(octets, 'characters'), (glyph) => ({
    text: glyph.text,
    width: glyph.width,
    meaning,
    at: { value, start: start + glyph.start, end: start + glyph.end },
  }));
}

/** The character that is shown for each byte of a secret. */
const MASKED_CHARACTER = '•';

function byteGlyphs({ value, start, end, as }: ShownBytes, { stored }: BytesShown, meaning: Meaning): ShownGlyph[] {
  const octets = stored.read(start, end);
  return Array.from({ length: end - start }, (_, index) => {
    const at = start + index;
    const text = as === 'text' ? MASKED_CHARACTER : written(octets.charAt(index) as Octets, as, meaning === 'masked');
    return { text, width: text.length, meaning, at: { value, start: at, end: at + 1 } };
  });
}

/** Is in the place of what has no room. */
export const ELLIPSIS: GlyphRow = wordGlyphs('…', 'aside');

/** Adds spaces to glyphs up to `width` cells. */
export const padded = (glyphs: GlyphRow, width: number): GlyphRow => [
  ...glyphs,
  ...says(' '.repeat(Math.max(width - widthOf(glyphs), 0)), 'words'),
];

/** Returns the width of glyphs in cells. */
export const widthOf = (of: readonly Pick<Glyph, 'width'>[]): number => of.reduce((sum, { width }) => sum + width, 0);

/**
 * Returns the range of bytes that the glyphs show. If the glyphs show more than one value, the range is in the first
 * value. Returns `null` if the glyphs show no bytes.
 */
export function rangeOf(of: readonly ShownGlyph[]): ByteRange | null {
  const shown = of.flatMap(({ at }) => (at ? [at] : []));
  const [first] = shown;
  if (!first) return null;
  return rangeWithin(of, first.value);
}

/** Returns the range of bytes of one value that the glyphs show; `null` if they show none of it. */
export function rangeWithin(of: readonly ShownGlyph[], value: string): ByteRange | null {
  const own = of.flatMap(({ at }) => (at?.value === value ? [at] : []));
  const [first] = own;
  if (!first) return null;
  return { ...first, start: Math.min(...own.map(({ start }) => start)), end: Math.max(...own.map(({ end }) => end)) };
}

interface Spoken {
  readonly text: string;
  /** Set if the text shows bytes, which are read aloud unchanged. */
  readonly at?: unknown;
  readonly shows?: unknown;
}

/**
 * Matches lines, bars, and the arrows before results and before the current place, which are only visual. A screen reader
 * would read the name of each of these characters aloud.
 */
const DRAWN = /[\u2500-\u257f\u25ae\u25af\u25b8]+|^\u2193 ?/g;

/** Joins texts for a screen reader, without the spaces that only separate them visually. */
export const spokenText = (parts: readonly Spoken[]): string =>
  parts
    .map(({ text, at, shows }) => (at || shows ? text : text.replace(DRAWN, ' ')))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();
