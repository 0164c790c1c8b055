/** What stands in the cells of a screen: characters that know which bytes they show. */
import type { Octets } from '../../bytes/octets.ts';
import type { BytesShown } from '../../pages/bytes/shown-bytes.ts';
import { glyphs, glyphsOfText } from '../../pages/characters/glyphs.ts';
import { written } from '../../pages/characters/visible.ts';
import type { Meaning, Run, ShownBytes } from '../../pages/page.ts';
import type { ByteRange } from '../../trace/provenance.ts';

/** One character as people count them: a letter, an escape such as `\x00`, two hexadecimal digits. */
export interface Glyph {
  readonly text: string;
  /** In cells. */
  readonly width: number;
  readonly meaning: Meaning;
  /** The bytes that it shows; `null` for words. */
  readonly at: ByteRange | null;
  /** The address that it is a part of. */
  readonly opens?: string;
}

/** What gives the bytes of an id: of a value, or of what goes over the wire. */
export type BytesOf = (id: string) => BytesShown | null;

/** Words of our own: a backslash in them stands for itself. */
export function wordGlyphs(text: string, meaning: Meaning): Glyph[] {
  return ASCII.test(text)
    ? [...text].map((character) => ({ text: character, width: 1, meaning, at: null }))
    : glyphsOfText(text, 'words').map((glyph) => ({ text: glyph.text, width: glyph.width, meaning, at: null }));
}

const ASCII = /^[ -~]*$/;

export function glyphsOfRun(run: Run, bytesOf: BytesOf): Glyph[] {
  const { shows, meaning } = run;
  const found = shows && bytesOf(shows.value);
  if (!shows || !found) return glyphsOfWords([run]);
  return shows.as === 'text' && meaning !== 'masked'
    ? textGlyphs(shows, found, meaning)
    : byteGlyphs(shows, found, meaning);
}

/** Runs that show no bytes. */
export function glyphsOfWords(runs: readonly Run[]): Glyph[] {
  return runs.flatMap(({ text, meaning, opens }) => {
    const glyphs = wordGlyphs(text, meaning);
    return opens === undefined ? glyphs : glyphs.map((glyph) => ({ ...glyph, opens }));
  });
}

/** Characters; of one that is not whole in this range, the bytes. */
function textGlyphs({ value, start, end }: ShownBytes, { stored }: BytesShown, meaning: Meaning): Glyph[] {
  return Array.from(glyphs(stored.read(start, end), 'characters'), (glyph) => ({
    text: glyph.text,
    width: glyph.width,
    meaning,
    at: { value, start: start + glyph.start, end: start + glyph.end },
  }));
}

function byteGlyphs({ value, start, end, as }: ShownBytes, { stored }: BytesShown, meaning: Meaning): Glyph[] {
  const octets = stored.read(start, end);
  return Array.from({ length: end - start }, (_, index) => {
    const at = start + index;
    const text = written(octets.charAt(index) as Octets, as, meaning === 'masked');
    return { text, width: text.length, meaning, at: { value, start: at, end: at + 1 } };
  });
}

/** `words` breaks at spaces where it can; `bytes` breaks anywhere, since a space may be a byte. */
export type Breaking = 'words' | 'bytes';

/** At least one row; each at most `width` cells wide, unless one glyph alone is wider. */
export function wrapGlyphs(glyphs: readonly Glyph[], width: number, breaking: Breaking): Glyph[][] {
  const rows: Glyph[][] = [];
  let start = 0;
  while (start < glyphs.length) {
    const fitting = fitsUpTo(glyphs, start, width);
    const end = fitting < glyphs.length && breaking === 'words' ? breakBefore(glyphs, start, fitting) : fitting;
    rows.push(glyphs.slice(start, end));
    start = end;
    if (breaking === 'words') while (glyphs[start]?.text === ' ') start++;
  }
  return rows.length === 0 ? [[]] : rows;
}

/** The first glyph that does not fit, at least the next one. */
function fitsUpTo(glyphs: readonly Glyph[], start: number, width: number): number {
  let used = 0;
  for (let at = start; at < glyphs.length; at++) {
    used += glyphs[at]?.width ?? 0;
    if (used > width) return Math.max(at, start + 1);
  }
  return glyphs.length;
}

function breakBefore(glyphs: readonly Glyph[], start: number, end: number): number {
  for (let at = end; at > start; at--) if (glyphs[at]?.text === ' ') return at;
  return end;
}

export const widthOf = (glyphs: readonly Glyph[]): number => glyphs.reduce((sum, { width }) => sum + width, 0);
