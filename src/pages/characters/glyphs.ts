/**
 * Converts bytes to visible characters, each with its width in cells and its range of bytes. Invisible characters,
 * and those whose width differs between terminals, become escapes. No glyph can act as a terminal command.
 *
 * Characters of ambiguous width (UAX 11) are narrow, as in any locale that is not East Asian.
 */
import { eastAsianWidth } from 'get-east-asian-width';
import { type Octets, octetAt, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { characterStart, codePointAt, utf8Length } from '../../bytes/utf8.ts';
import { UNSETTLED } from './unsettled-widths.ts';

/** A unit of drawing, of cursor movement, and of cutting. */
export interface Glyph {
  readonly text: string;
  /** In cells; the same in every terminal. */
  readonly width: number;
  readonly start: number;
  /** The offset after the last byte, in bytes of the value. */
  readonly end: number;
  /** `escaped` is written as an escape: `\n`, `\\`, `\xff` for a byte, `\u{200b}` for a character. */
  readonly kind: 'plain' | 'escaped';
}

/**
 * `characters` reads UTF-8. `bytes` reads ASCII and writes any other byte as `\xNN`. `words` is for this program's own
 * sentences, where a backslash is not doubled.
 */
export type GlyphForm = 'characters' | 'bytes' | 'words';

/** The width of the widest glyph, `\u{10ffff}`, in cells. */
export const WIDEST_GLYPH = 10;

/**
 * The number of bytes before and after a part of a value that decide its glyphs. Code that reads a part of a file
 * must read these bytes too. No glyph is longer.
 */
export const GLYPH_CONTEXT = 32;

/** The most marks on one base: as many as a Hebrew letter has with vowel and accents. */
const MOST_MARKS = 4;
/** The most characters of a glyph: the three letters of a Korean syllable, and its marks. */
const MOST_CHARACTERS = 3 + MOST_MARKS;

/**
 * Yields the glyphs of a value in order; together, their ranges cover all bytes. Reads nothing after the requested
 * glyph. If `start` is inside a glyph, the rest of that glyph is read as if it were alone (see `glyphStart`).
 */
export function* glyphs(octets: Octets, form: GlyphForm, start = 0): Generator<Glyph, void> {
  for (let at = start; at < octets.length; ) {
    const glyph = glyphAt(octets, form, at);
    yield glyph;
    at = glyph.end;
  }
}

/** Returns the glyphs of a text; `start` and `end` refer to the bytes of its UTF-8. */
export function glyphsOfText(text: string, form: GlyphForm): Glyph[] {
  return [...glyphs(octetsFromText(text), form)];
}

/** Returns the start of the glyph that contains a byte. Reads at most `GLYPH_CONTEXT` bytes before and after it. */
export function glyphStart(octets: Octets, form: GlyphForm, offset: number): number {
  if (form === 'bytes') return offset;
  let at = certainStart(octets, offset);
  for (let glyph = glyphAt(octets, form, at); glyph.end <= offset; glyph = glyphAt(octets, form, at)) at = glyph.end;
  return at;
}

/**
 * Returns a position at or before the offset where a glyph begins. The number of marks on a base is limited, so the
 * search never goes back to the beginning of the value.
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
  return plain(octets, at, form === 'bytes' ? end : marksEnd(octets, end), eastAsianWidth(codePoint));
}

const BACKSLASH = 0x5c;

/** Returns the end of the Korean syllable that begins at `start`; `start` itself if no vowel follows. */
function syllableEnd(octets: Octets, start: number): number {
  const vowel = endOf(octets, start + JAMO_LENGTH, 'vowel');
  if (vowel === null) return start;
  return endOf(octets, vowel, 'trailing') ?? vowel;
}

/** The length of a letter in UTF-8. */
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

/** Returns the end of the character at an offset; `null` if it is of another kind. */
function endOf(octets: Octets, at: number, kind: 'mark' | 'vowel' | 'trailing'): number | null {
  // Shortcut: nearly every character is followed by ASCII, which is none of these.
  if (at >= octets.length || octetAt(octets, at) < 0x80) return null;
  const codePoint = codePointAt(octets, at);
  return codePoint !== null && kindOf(codePoint) === kind ? at + utf8Length(codePoint) : null;
}

function plain(octets: Octets, start: number, end: number, width: number): Glyph {
  const slice = sliceOctets(octets, start, end);
  return { text: end - start === 1 ? slice : textOf(slice), width, start, end, kind: 'plain' };
}

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

/** Writes a byte as an escape: `\n`, `\\`, `\xff`. */
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

/**
 * `base` has a width of its own. `mark` has none and belongs to the base before it. `leading`, `vowel`, and
 * `trailing` are the letters of a decomposed Korean syllable (NFD, as macOS writes file names), which share two
 * cells. `unseen` is everything else.
 */
type CharacterKind = 'base' | 'mark' | 'leading' | 'vowel' | 'trailing' | 'unseen';

function kindOf(codePoint: number): CharacterKind {
  if (codePoint < 0x7f) return codePoint < 0x20 ? 'unseen' : 'base';
  if (codePoint >= HANGUL_JAMO.first && codePoint <= HANGUL_JAMO.last) return kindOfJamo(codePoint);
  const character = String.fromCodePoint(codePoint);
  if (UNSEEN.test(character) || JOINING.test(character) || UNSETTLED.test(character)) return 'unseen';
  return MARK.test(character) ? 'mark' : 'base';
}

const HANGUL_JAMO = { first: 0x1100, last: 0x11ff };

/**
 * Classifies the letters of modern Korean (Unicode, section 3.12); the width of old letters depends on the terminal.
 */
function kindOfJamo(codePoint: number): CharacterKind {
  if (codePoint <= 0x1112) return 'leading';
  if (codePoint >= 0x1161 && codePoint <= 0x1175) return 'vowel';
  return codePoint >= 0x11a8 && codePoint <= 0x11c2 ? 'trailing' : 'unseen';
}

/**
 * Control, format, surrogate, private-use and unassigned characters; separators; variation selectors, joiners and
 * fillers; spacing marks, which take a cell in some terminals only; two symbols without ink; and the two replacement
 * characters: on the screen, U+FFFD would look like a fault of this program.
 */
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Mc}\u2800\u{1d159}\ufffc\ufffd]/u;

const MARK = /\p{M}/u;

/**
 * Letters and marks that form one cluster with a neighboring letter, so terminals that count clusters give both the
 * cells of one: Thai and Lao AM, half-width voiced sound marks, Grapheme_Cluster_Break=Prepend, and
 * Indic_Conjunct_Break=Linker. Unicode 17.
 */
const JOINING =
  /[\u0e33\u0eb3\uff9e\uff9f\u0d4e\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1bab\ua9c0\uaaf6\u{10a3f}\u{11133}\u{113d0}\u{1193e}\u{11a47}\u{11a99}\u{11f42}]/u;
