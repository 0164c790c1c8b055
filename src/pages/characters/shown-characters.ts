/**
 * Which characters can be written to a terminal as they are: visible ones whose width all terminals agree on, whether
 * they count code points (`wcwidth`) or clusters (https://www.unicode.org/reports/tr29/).
 */
import { UNSETTLED } from './unsettled-widths.ts';

/**
 * `base` takes cells of its own. `mark` takes none: it belongs to the base before it. `leading`, `vowel` and `trailing`
 * are the letters of a decomposed Korean syllable (NFD, as macOS writes file names), which share two cells. `unseen` is
 * everything else.
 */
export type CharacterKind = 'base' | 'mark' | 'leading' | 'vowel' | 'trailing' | 'unseen';

/** Returns the kind of a character. */
export function kindOf(codePoint: number): CharacterKind {
  if (codePoint < 0x7f) return codePoint < 0x20 ? 'unseen' : 'base';
  if (codePoint >= HANGUL_JAMO.first && codePoint <= HANGUL_JAMO.last) return kindOfJamo(codePoint);
  const character = String.fromCodePoint(codePoint);
  if (UNSEEN.test(character) || JOINING.test(character) || UNSETTLED.test(character)) return 'unseen';
  return MARK.test(character) ? 'mark' : 'base';
}

const HANGUL_JAMO = { first: 0x1100, last: 0x11ff };

/** Classifies the letters of modern Korean (Unicode, section 3.12); the width of old ones depends on the terminal. */
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
 * Letters and marks that form one cluster with the letter beside them, so terminals that count clusters give both the
 * cells of one: Thai and Lao AM, half-width voiced sound marks, Grapheme_Cluster_Break=Prepend, and
 * Indic_Conjunct_Break=Linker. Unicode 17.
 */
const JOINING =
  /[\u0e33\u0eb3\uff9e\uff9f\u0d4e\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1bab\ua9c0\uaaf6\u{10a3f}\u{11133}\u{113d0}\u{1193e}\u{11a47}\u{11a99}\u{11f42}]/u;
