/**
 * Which characters a terminal can be given as they are: those that are seen, and of which all terminals agree how many
 * cells they take, code point by code point (`wcwidth`) as well as cluster by cluster (https://www.unicode.org/reports/tr29/).
 */
import { eastAsianWidth } from 'get-east-asian-width';
import { isUnsettled } from './unsettled-widths.ts';

/**
 * `base` takes cells of its own. `mark` takes none: it stands on the base before it. `leading`, `vowel` and `trailing` are
 * the letters of a Korean syllable that was taken apart (NFD, as macOS writes file names); the three share two cells.
 * `unseen` is everything else.
 */
export type CharacterKind = 'base' | 'mark' | 'leading' | 'vowel' | 'trailing' | 'unseen';

/** In cells; for kind `base` and `leading`. Characters of ambiguous width (UAX 11) are narrow, as in any non-Asian locale. */
export function cellsOf(codePoint: number): 1 | 2 {
  return codePoint > LAST_OF_LATIN && eastAsianWidth(codePoint) === 2 ? 2 : 1;
}

const LAST_OF_LATIN = 0x24f;

export function kindOf(codePoint: number): CharacterKind {
  if (codePoint < 0x7f) return codePoint < 0x20 ? 'unseen' : 'base';
  if (codePoint >= HANGUL_JAMO.first && codePoint <= HANGUL_JAMO.last) return kindOfJamo(codePoint);
  const character = String.fromCodePoint(codePoint);
  if (UNSEEN.test(character) || JOINING.test(character) || isUnsettled(codePoint)) return 'unseen';
  return MARK.test(character) ? 'mark' : 'base';
}

const HANGUL_JAMO = { first: 0x1100, last: 0x11ff };

/** The letters of modern Korean (Unicode, section 3.12); terminals draw the old ones in any number of cells. */
function kindOfJamo(codePoint: number): CharacterKind {
  if (codePoint <= 0x1112) return 'leading';
  if (codePoint >= 0x1161 && codePoint <= 0x1175) return 'vowel';
  return codePoint >= 0x11a8 && codePoint <= 0x11c2 ? 'trailing' : 'unseen';
}

/**
 * Control, format, surrogate, private use and not assigned; every separator; what may be left out when it is drawn
 * (variation selectors, joiners, fillers); marks beside a letter, which take a cell in one terminal and none in another;
 * two symbols without ink; and the two that programs write where they could not read: seen on the screen, U+FFFD would
 * be taken for a fault of this program.
 */
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Mc}\u2800\u{1d159}\ufffc\ufffd]/u;

const MARK = /\p{M}/u;

/**
 * Letters and marks that make one cluster with a letter beside them, so that terminals which count clusters give both
 * the cells of one: Thai and Lao AM, half-width voiced sound marks, letters that stand before (Grapheme_Cluster_Break
 * Prepend), and the signs that bind two consonants (Indic_Conjunct_Break Linker). Unicode 17.
 */
const JOINING =
  /[\u0e33\u0eb3\uff9e\uff9f\u0d4e\u{111c2}\u{111c3}\u{113d1}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d\u1039\u17d2\u1a60\u1bab\ua9c0\uaaf6\u{10a3f}\u{11133}\u{113d0}\u{1193e}\u{11a47}\u{11a99}\u{11f42}]/u;
