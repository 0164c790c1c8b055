/**
 * Names characters. A character that is invisible or looks like another character is called by its Unicode name. Any
 * other character is described by its general category and script
 * (https://www.unicode.org/reports/tr44/#General_Category_Values).
 */
import { c1InWords, nameOfByte } from '../../bytes/byte-names.ts';
import { words } from '../../bytes/joined.ts';
import { type Octets, octetAt } from '../../bytes/octets.ts';
import { characterStart, codePointAt } from '../../bytes/utf8.ts';
import { glyphsOfText } from './glyphs.ts';
import { byteName } from './visible.ts';

/** Names a byte. If the byte is part of a multibyte character, names that character too. */
export function byteInCharacter(octets: Octets, at: number): string {
  const octet = octetAt(octets, at);
  const codePoint = octet < 0x80 ? null : codePointAt(octets, characterStart(octets, at));
  return codePoint === null ? byteName(octet) : `${byteName(octet)} in ${characterInWords(codePoint)}`;
}

/**
 * Names a character, such as `"é" U+00E9, lowercase letter (Latin)`. The character itself is omitted if it is
 * invisible.
 */
function characterInWords(codePoint: number): string {
  const [glyph] = glyphsOfText(String.fromCodePoint(codePoint), 'words');
  const itself = glyph?.kind === 'plain' ? `"${glyph.text}" ` : '';
  return itself + nameOfCharacter(codePoint);
}

/**
 * Names a character, such as `U+200B zero width space`, `U+0430, lowercase letter (Cyrillic)`, or `U+E000, private
 * use`.
 */
export function nameOfCharacter(codePoint: number): string {
  const number = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = ownName(codePoint);
  return name === null ? `${number}, ${categoryInWords(String.fromCodePoint(codePoint))}` : `${number} ${name}`;
}

function ownName(codePoint: number): string | null {
  if (codePoint < 0x80) return nameOfByte(codePoint).name;
  if (codePoint < 0xa0) return c1InWords(codePoint);
  if (codePoint >= 0xff01 && codePoint <= 0xff5e) return `fullwidth ${nameOfByte(codePoint - 0xff01 + 0x21).name}`;
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return `variation selector-${codePoint - 0xfe00 + 1}`;
  return CONFUSABLE.get(codePoint) ?? null;
}

/**
 * Characters that get into requests, keys, and pasted text by mistake: invisible characters, look-alikes of ASCII
 * punctuation, and the accents that macOS separates from letters in file names. Source: Unicode 16, UnicodeData.txt
 * (https://www.unicode.org/Public/16.0.0/ucd/UnicodeData.txt).
 */
const CONFUSABLE: ReadonlyMap<number, string> = new Map([
  [0x00a0, 'no-break space'],
  [0x00ad, 'soft hyphen'],
  [0x00b4, 'acute accent'],
  [0x00b7, 'middle dot'],
  [0x02bc, 'modifier letter apostrophe'],
  [0x0300, 'combining grave accent'],
  [0x0301, 'combining acute accent'],
  [0x0302, 'combining circumflex accent'],
  [0x0303, 'combining tilde'],
  [0x0308, 'combining diaeresis'],
  [0x030a, 'combining ring above'],
  [0x0327, 'combining cedilla'],
  [0x2007, 'figure space'],
  [0x2009, 'thin space'],
  [0x200b, 'zero width space'],
  [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2010, 'hyphen'],
  [0x2011, 'non-breaking hyphen'],
  [0x2012, 'figure dash'],
  [0x2013, 'en dash'],
  [0x2014, 'em dash'],
  [0x2015, 'horizontal bar'],
  [0x2018, 'left single quotation mark'],
  [0x2019, 'right single quotation mark'],
  [0x201a, 'single low-9 quotation mark'],
  [0x201c, 'left double quotation mark'],
  [0x201d, 'right double quotation mark'],
  [0x201e, 'double low-9 quotation mark'],
  [0x2024, 'one dot leader'],
  [0x2026, 'horizontal ellipsis'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x202f, 'narrow no-break space'],
  [0x2032, 'prime'],
  [0x2044, 'fraction slash'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0x2212, 'minus sign'],
  [0x2215, 'division slash'],
  [0x2236, 'ratio'],
  [0x3000, 'ideographic space'],
  // This is a Unicode alias. The character's formal name is "zero width no-break space".
  [0xfeff, 'byte order mark'],
  [0xfffd, 'replacement character'],
]);

function categoryInWords(character: string): string {
  const [, category = 'not assigned'] = Object.entries(PROPERTIES).find(([name]) => isIn(name, character)) ?? [];
  const script = SCRIPTS.find((name) => isIn(`Script=${name}`, character));
  return script === undefined ? category : `${category} (${script})`;
}

/** Returns whether a character has a property. The pattern is made here: a start needs none of these. */
const isIn = (property: string, character: string) => new RegExp(`\\p{${property}}`, 'u').test(character);

/** The general categories in order of precedence. The first match applies. */
const PROPERTIES: Readonly<Record<string, string>> = {
  Emoji_Presentation: 'emoji',
  Lu: 'uppercase letter',
  Ll: 'lowercase letter',
  Lt: 'titlecase letter',
  Lm: 'modifier letter',
  Lo: 'letter',
  Mc: 'spacing combining mark',
  M: 'combining mark',
  Nd: 'decimal digit',
  N: 'number',
  Pc: 'connecting punctuation',
  Pd: 'dash',
  P: 'punctuation',
  Sm: 'mathematical symbol',
  Sc: 'currency symbol',
  S: 'symbol',
  Zs: 'space',
  Cc: 'control character',
  Cf: 'format character',
  Cs: 'surrogate',
  Co: 'private use',
  Noncharacter_Code_Point: 'not a character, now or ever',
};

/** Scripts that are common, or whose letters resemble Latin letters (https://www.unicode.org/reports/tr24/). */
const SCRIPTS = words(`
  Latin Greek Cyrillic Han Hiragana Katakana Hangul Arabic Hebrew Devanagari Bengali Tamil Telugu Thai Armenian
  Georgian Ethiopic Cherokee Coptic Lisu
`);
