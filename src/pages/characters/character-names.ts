/**
 * Names of characters: of those that a person cannot see or takes for another its own after Unicode 16, of every other its
 * general category and script in words (https://www.unicode.org/reports/tr44/#General_Category_Values).
 */

import { byteInWords, c1InWords, nameOfByte } from '../../bytes/byte-names.ts';
import type { Octets } from '../../bytes/octets.ts';
import { octetAt } from '../../bytes/octets.ts';
import { codePointAt, utf8Length } from '../../bytes/utf8.ts';
import { COMBINING_MARKS } from './combining-marks.ts';
import { CONFUSABLE } from './confusable-characters.ts';
import type { Glyph } from './glyphs.ts';

/** `U+200B zero width space`; `U+0430, lowercase letter (Cyrillic)`; `U+E000, private use`. Any number up to 0x10ffff. */
export function nameOfCharacter(codePoint: number): string {
  const number = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = ownName(codePoint);
  return name === null ? `${number}, ${categoryInWords(String.fromCodePoint(codePoint))}` : `${number} ${name}`;
}

/** The names of the characters in a glyph of the value, and of a byte that is no character: `0xff, never in UTF-8`. */
export function namesInGlyph(octets: Octets, { start, end }: Glyph): string[] {
  const names: string[] = [];
  for (let at = start; at < end; ) {
    const codePoint = codePointAt(octets, at);
    names.push(codePoint === null ? strayByte(octetAt(octets, at)) : nameOfCharacter(codePoint));
    at += codePoint === null ? 1 : utf8Length(codePoint);
  }
  return names;
}

const strayByte = (octet: number) => `0x${octet.toString(16)}, ${byteInWords(octet)}`;

function ownName(codePoint: number): string | null {
  if (codePoint < 0x80) return nameOfByte(codePoint).name;
  if (codePoint < 0xa0) return c1InWords(codePoint);
  return CONFUSABLE.get(codePoint) ?? combiningName(codePoint) ?? nameByRange(codePoint);
}

function combiningName(codePoint: number): string | null {
  for (const [first, names] of COMBINING_MARKS) {
    const name = names[codePoint - first];
    if (name !== undefined) return `combining ${name}`;
  }
  return null;
}

/** Characters whose names count them, or repeat another character. */
function nameByRange(codePoint: number): string | null {
  if (isIn(codePoint, 0xfe00, 0xfe0f)) return `variation selector-${codePoint - 0xfe00 + 1}`;
  if (isIn(codePoint, 0xe0100, 0xe01ef)) return `variation selector-${codePoint - 0xe0100 + 17}`;
  if (isIn(codePoint, 0xff01, 0xff5e)) return `fullwidth ${nameOfByte(codePoint - 0xff01 + 0x21).name}`;
  if (isIn(codePoint, 0xe0020, 0xe007e)) return `tag ${nameOfByte(codePoint - 0xe0000).name}`;
  if (isIn(codePoint, 0x1f1e6, 0x1f1ff)) {
    return `regional indicator symbol letter ${String.fromCodePoint(codePoint - 0x1f1e6 + 0x41)}`;
  }
  return null;
}

const isIn = (codePoint: number, first: number, last: number) => codePoint >= first && codePoint <= last;

function categoryInWords(character: string): string {
  const category = CATEGORIES.find(([pattern]) => pattern.test(character))?.[1] ?? 'not assigned';
  const script = SCRIPTS.find(([pattern]) => pattern.test(character))?.[1];
  return script === undefined ? category : `${category} (${script})`;
}

/** The first that fits. */
const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/\p{Emoji_Presentation}/u, 'emoji'],
  [/\p{Lu}/u, 'uppercase letter'],
  [/\p{Ll}/u, 'lowercase letter'],
  [/\p{Lt}/u, 'titlecase letter'],
  [/\p{Lm}/u, 'modifier letter'],
  [/\p{Lo}/u, 'letter'],
  [/\p{Mn}/u, 'combining mark'],
  [/\p{Mc}/u, 'spacing combining mark'],
  [/\p{Me}/u, 'enclosing combining mark'],
  [/\p{Nd}/u, 'decimal digit'],
  [/\p{Nl}/u, 'letter used as a number'],
  [/\p{No}/u, 'number'],
  [/\p{Pc}/u, 'connecting punctuation'],
  [/\p{Pd}/u, 'dash'],
  [/\p{Ps}/u, 'opening punctuation'],
  [/\p{Pe}/u, 'closing punctuation'],
  [/\p{Pi}/u, 'opening quotation mark'],
  [/\p{Pf}/u, 'closing quotation mark'],
  [/\p{P}/u, 'punctuation'],
  [/\p{Sm}/u, 'mathematical symbol'],
  [/\p{Sc}/u, 'currency symbol'],
  [/\p{Sk}/u, 'modifier symbol'],
  [/\p{S}/u, 'symbol'],
  [/\p{Zs}/u, 'space'],
  [/\p{Cc}/u, 'control character'],
  [/\p{Cf}/u, 'format character'],
  [/\p{Cs}/u, 'surrogate'],
  [/\p{Co}/u, 'private use'],
  [/\p{Noncharacter_Code_Point}/u, 'not a character, now or ever'],
];

/** Scripts that are common, or whose letters look like Latin ones (https://www.unicode.org/reports/tr24/). */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Latin}/u, 'Latin'],
  [/\p{Script=Greek}/u, 'Greek'],
  [/\p{Script=Cyrillic}/u, 'Cyrillic'],
  [/\p{Script=Han}/u, 'Han'],
  [/\p{Script=Hiragana}/u, 'Hiragana'],
  [/\p{Script=Katakana}/u, 'Katakana'],
  [/\p{Script=Hangul}/u, 'Hangul'],
  [/\p{Script=Arabic}/u, 'Arabic'],
  [/\p{Script=Hebrew}/u, 'Hebrew'],
  [/\p{Script=Devanagari}/u, 'Devanagari'],
  [/\p{Script=Bengali}/u, 'Bengali'],
  [/\p{Script=Tamil}/u, 'Tamil'],
  [/\p{Script=Telugu}/u, 'Telugu'],
  [/\p{Script=Thai}/u, 'Thai'],
  [/\p{Script=Armenian}/u, 'Armenian'],
  [/\p{Script=Georgian}/u, 'Georgian'],
  [/\p{Script=Ethiopic}/u, 'Ethiopic'],
  [/\p{Script=Cherokee}/u, 'Cherokee'],
  [/\p{Script=Coptic}/u, 'Coptic'],
  [/\p{Script=Lisu}/u, 'Lisu'],
];
