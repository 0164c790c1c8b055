/**
 * Bytes as characters that people see, each with its width in cells and its place in the bytes: what cannot be seen, and
 * what terminals do not agree about, is written as what it is. No glyph reaches a terminal as a command.
 */
import { type Octets, octetAt, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { characterStart, codePointAt, utf8Length } from '../../bytes/utf8.ts';
import { cellsOf, kindOf } from './shown-characters.ts';

/** What is drawn, moved over and cut as one. */
export interface Glyph {
  readonly text: string;
  /** In cells; the same in every terminal. */
  readonly width: number;
  /** The first byte in the value. */
  readonly start: number;
  /** Behind the last byte in the value. */
  readonly end: number;
  /** `escaped` is written otherwise than it is: `\n`, `\\`, `\xff` for a byte, `\u{200b}` for a character. */
  readonly kind: 'plain' | 'escaped';
}

/**
 * `characters` reads UTF-8. `bytes` reads ASCII and writes each other byte as `\xNN`. `words` is for text of our own, in
 * which a backslash stands for itself: what it shows is for reading, not to be told apart from what was typed.
 */
export type GlyphForm = 'characters' | 'bytes' | 'words';

/** No glyph is wider, in cells: `\u{10ffff}`. */
export const WIDEST_GLYPH = 10;

/**
 * So many bytes before and behind a part of a value decide what its glyphs are: who reads a part of a file reads these
 * too. No glyph is longer.
 */
export const GLYPH_CONTEXT = 32;

/** How many marks may stand on one base: as many as a Hebrew letter has with vowel and accents. */
const MOST_MARKS = 4;
/** How many characters a glyph may have: three letters of a Korean syllable and the marks. */
const MOST_CHARACTERS = 3 + MOST_MARKS;

/**
 * The glyphs of a value, one behind the other; their ranges tile the bytes. Lazy: nothing is read beyond the glyph that
 * was asked for. From `start` in the middle of a glyph, the rest of it is read as if it were alone: see `glyphStart`.
 */
export function* glyphs(octets: Octets, form: GlyphForm, start = 0): Generator<Glyph, void> {
  for (let at = start; at < octets.length; ) {
    const glyph = glyphAt(octets, form, at);
    yield glyph;
    at = glyph.end;
  }
}

/** The glyphs of a text: of its UTF-8, to whose bytes `start` and `end` refer. */
export function glyphsOfText(text: string, form: GlyphForm): Glyph[] {
  return [...glyphs(octetsFromText(text), form)];
}

/** Where the glyph begins that holds a byte. Reads no more than `GLYPH_CONTEXT` bytes before it, and as many behind. */
export function glyphStart(octets: Octets, form: GlyphForm, offset: number): number {
  if (form === 'bytes') return offset;
  let at = certainStart(octets, offset);
  for (let glyph = glyphAt(octets, form, at); glyph.end <= offset; glyph = glyphAt(octets, form, at)) at = glyph.end;
  return at;
}

/**
 * A place at or before the offset where a glyph begins. After as many marks as fit on one base, the next one stands
 * alone, whatever there is before them: nobody has to go back to the beginning of a value.
 */
function certainStart(octets: Octets, offset: number): number {
  const first = characterStart(octets, offset);
  let at = first;
  for (let count = 0; count <= MOST_CHARACTERS; count++) {
    if (at === 0 || !followsAnother(codePointAt(octets, at))) return at;
    at = characterStart(octets, at - 1);
  }
  return first;
}

function followsAnother(codePoint: number | null): boolean {
  if (codePoint === null) return false;
  const kind = kindOf(codePoint);
  return kind === 'mark' || kind === 'vowel' || kind === 'trailing';
}

/** The glyph that begins at an offset. */
function glyphAt(octets: Octets, form: GlyphForm, at: number): Glyph {
  const octet = octetAt(octets, at);
  if (octet >= 0x80 && form === 'bytes') return escapedByte(octet, at);
  const codePoint = codePointAt(octets, at);
  if (codePoint === null) return escapedByte(octet, at);
  if (codePoint === BACKSLASH && form !== 'words') return escapedByte(octet, at);
  const kind = kindOf(codePoint);
  if (kind !== 'base' && kind !== 'leading') return escapedCharacter(codePoint, at);
  const end = kind === 'base' ? at + utf8Length(codePoint) : syllableEnd(octets, at);
  if (end === at) return escapedCharacter(codePoint, at);
  return plain(octets, at, form === 'bytes' ? end : marksEnd(octets, end), cellsOf(codePoint));
}

const BACKSLASH = 0x5c;

/** Behind the vowel and the trailing letter of the syllable that begins here; `start` where there is no vowel. */
function syllableEnd(octets: Octets, start: number): number {
  const vowel = endOf(octets, start + JAMO_LENGTH, 'vowel');
  if (vowel === null) return start;
  return endOf(octets, vowel, 'trailing') ?? vowel;
}

/** In bytes of UTF-8. */
const JAMO_LENGTH = 3;

function marksEnd(octets: Octets, start: number): number {
  let end = start;
  for (let count = 0; count < MOST_MARKS; count++) {
    const next = endOf(octets, end, 'mark');
    if (next === null) return end;
    end = next;
  }
  return end;
}

/** Behind the character at an offset, or `null` where there is none of that kind. */
function endOf(octets: Octets, at: number, kind: 'mark' | 'vowel' | 'trailing'): number | null {
  // Nearly every character is followed by ASCII, which is none of these.
  if (at >= octets.length || octetAt(octets, at) < 0x80) return null;
  const codePoint = codePointAt(octets, at);
  return codePoint !== null && kindOf(codePoint) === kind ? at + utf8Length(codePoint) : null;
}

function plain(octets: Octets, start: number, end: number, width: number): Glyph {
  const slice = sliceOctets(octets, start, end);
  return { text: end - start === 1 ? slice : textOf(slice), width, start, end, kind: 'plain' };
}

/** The caller knows that these are characters of UTF-8. */
function textOf(octets: Octets): string {
  let text = '';
  for (let at = 0; at < octets.length; ) {
    const codePoint = codePointAt(octets, at) ?? 0;
    text += String.fromCodePoint(codePoint);
    at += utf8Length(codePoint);
  }
  return text;
}

const NAMED: ReadonlyMap<number, string> = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [BACKSLASH, '\\\\'],
]);

/** Writes a byte that cannot be seen, or is a backslash: `\n`, `\\`, `\xff`. */
export function escapeOfByte(octet: number): string {
  return NAMED.get(octet) ?? `\\x${octet.toString(16).padStart(2, '0')}`;
}

const escapedByte = (octet: number, at: number): Glyph => escaped(escapeOfByte(octet), at, at + 1);

function escapedCharacter(codePoint: number, at: number): Glyph {
  if (codePoint < 0x80) return escapedByte(codePoint, at);
  return escaped(`\\u{${codePoint.toString(16)}}`, at, at + utf8Length(codePoint));
}

const escaped = (text: string, start: number, end: number): Glyph => ({
  text,
  width: text.length,
  start,
  end,
  kind: 'escaped',
});
