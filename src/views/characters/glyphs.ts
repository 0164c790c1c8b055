/**
 * Converts bytes to visible characters, each with its width in cells and its range of bytes. Invisible characters, and
 * characters whose width differs between terminals, become escapes. No glyph can act as a terminal command.
 *
 * Characters of ambiguous width (UAX 11) are narrow, as in any locale that is not East Asian.
 */
import { eastAsianWidth } from 'get-east-asian-width';
import { type Octets, octetAt, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { characterStart, codePointAt, utf8Length } from '../../bytes/utf8.ts';
import { UNSETTLED } from './unsettled-widths.ts';

/** A visible unit that is never split. Text is drawn and cut by glyph, and the cursor moves by glyph. */
export interface Glyph {
  readonly text: string;
  /** The width in cells, which is the same in every terminal. */
  readonly width: number;
  readonly start: number;
  /** The offset after the last byte of the glyph, relative to the start of the value. */
  readonly end: number;
  /**
   * Whether the glyph is written as an escape, such as `\n`, `\\`, `\xff` for a byte, or `\u{200b}` for a character.
   */
  readonly kind: 'plain' | 'escaped';
}

/**
 * How bytes are read. `characters` reads UTF-8. `bytes` reads ASCII and writes any other byte as `\xNN`. `words` is for
 * this program's own sentences, in which a backslash is not doubled.
 */
export type GlyphForm = 'characters' | 'bytes' | 'words';

/** The width of the widest glyph, `\u{10ffff}`, in cells. */
export const WIDEST_GLYPH = 10;

/**
 * The number of bytes before and after part of a value that can affect its glyphs. Code that reads part of a file must
 * also read these bytes. No glyph is longer than this number of bytes.
 */
export const GLYPH_CONTEXT = 32;

/** The maximum number of marks on one base. A Hebrew letter with a vowel and accents can have this many. */
const MOST_MARKS = 4;
/** The maximum number of characters in a glyph: the three letters of a Korean syllable, plus their marks. */
const MOST_CHARACTERS = 3 + MOST_MARKS;

/**
 * Yields the glyphs of a value in order. Together, their ranges cover all bytes from `start`. Glyphs after the last
 * requested glyph are not read. If `start` is inside a glyph, the rest of that glyph is read as if it were alone (see
 * `glyphStart`).
 */
export function* glyphs(octets: Octets, form: GlyphForm, start = 0): Generator<Glyph, void> {
  for (let at = start; at < octets.length; ) {
    const glyph = glyphAt(octets, form, at);
    yield glyph;
    at = glyph.end;
  }
}

/** Returns the glyphs of a text. Their `start` and `end` are offsets into its UTF-8 bytes. */
export function glyphsOfText(text: string, form: GlyphForm): Glyph[] {
  return [...glyphs(octetsFromText(text), form)];
}

/**
 * Returns the start of the glyph that contains a given byte. Reads at most `GLYPH_CONTEXT` bytes before and after the
 * byte.
 */
export function glyphStart(octets: Octets, form: GlyphForm, offset: number): number {
  if (form === 'bytes') return offset;
  let at = certainStart(octets, offset);
  for (let glyph = glyphAt(octets, form, at); glyph.end <= offset; glyph = glyphAt(octets, form, at)) at = glyph.end;
  return at;
}

/**
 * Returns an offset, at or before the given offset, where a glyph is certain to begin. The number of marks on a base is
 * limited, so the search does not have to go back to the beginning of the value.
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
  // Nearly every byte is such a character, and needs no table of Unicode.
  if (octet >= 0x20 && octet < 0x7f && octet !== BACKSLASH && isBeforeAscii(octets, at)) {
    return { text: octets.charAt(at), width: 1, start: at, end: at + 1, kind: 'plain' };
  }
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

/** Returns whether ASCII follows a byte, or nothing: then no mark does. */
const isBeforeAscii = (octets: Octets, at: number): boolean =>
  at + 1 >= octets.length || octetAt(octets, at + 1) < 0x80;

/** Returns the end of the Korean syllable that begins at `start`. Returns `start` if no vowel follows. */
function syllableEnd(octets: Octets, start: number): number {
  const vowel = endOf(octets, start + JAMO_LENGTH, 'vowel');
  if (vowel === null) return start;
  return endOf(octets, vowel, 'trailing') ?? vowel;
}

/** The length of a Korean letter in UTF-8, in bytes. */
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

/** Returns the end of the character at an offset. Returns `null` if the character is not of this kind. */
function endOf(octets: Octets, at: number, kind: 'mark' | 'vowel' | 'trailing'): number | null {
  // This check is a shortcut. Nearly every character is followed by an ASCII character, which is never of these kinds.
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

/** Writes a byte as an escape, such as `\n`, `\\`, or `\xff`. */
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
 * The role of a character in a glyph. A `base` has its own width. A `mark` has no width and belongs to the base before
 * it. `leading`, `vowel`, and `trailing` are the letters of a decomposed Korean syllable, which share two cells (NFD,
 * the form that macOS uses in file names). Everything else is `unseen` and is escaped.
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
 * Classifies the letters of modern Korean (Unicode, section 3.12). Old letters are not included because their width
 * depends on the terminal.
 */
function kindOfJamo(codePoint: number): CharacterKind {
  if (codePoint <= 0x1112) return 'leading';
  if (codePoint >= 0x1161 && codePoint <= 0x1175) return 'vowel';
  return codePoint >= 0x11a8 && codePoint <= 0x11c2 ? 'trailing' : 'unseen';
}

/**
 * Matches characters that are escaped. Most are control, format, surrogate, private-use, and unassigned characters,
 * separators, variation selectors, joiners, and fillers. Spacing marks are included because only some terminals give
 * them a cell, and two symbols are included because they are blank. The two replacement characters are included because
 * U+FFFD on the screen would look like a fault of this program.
 */
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Mc}\u2800\u{1d159}\ufffc\ufffd]/u;

const MARK = /\p{M}/u;

/**
 * Letters and marks that form one cluster with a neighboring letter. Terminals that count clusters give both letters
 * together the cells of one. The list consists of Thai and Lao AM, half-width voiced sound marks,
 * Grapheme_Cluster_Break=Prepend, and Indic_Conjunct_Break=Linker, as of Unicode 17.
 */
const JOINING =
  /[\u0e33\u0eb3\uff9e\uff9f\u0d4e\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1bab\ua9c0\uaaf6\u{10a3f}\u{11133}\u{113d0}\u{1193e}\u{11a47}\u{11a99}\u{11f42}]/u;
