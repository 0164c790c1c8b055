/** Bytes and text for tests of glyphs: what a person may send, and how the bytes are read back from what is shown. */
import fc from 'fast-check';
import { type Octets, octetsFromArray, octetsFromText } from '../../../src/bytes/octets.ts';
import { octetsOf } from '../octets-of.ts';

/** Text that a screen can stumble over. */
export const HARD_STRINGS: Readonly<Record<string, string>> = {
  'plain ASCII': 'photos/2024/cat.jpg',
  Chinese: '照片/猫.jpg',
  'Japanese, taken apart as macOS does': 'か\u3099ハ\u309a',
  'half-width Katakana with a sound mark': 'ｶﾞ',
  Korean: '사진',
  'Korean, taken apart as macOS does': '\u1109\u1161\u110c\u1175\u11ab',
  'Korean letters that make no syllable': '\u1100\u1100\u1161\u11a8\u11a8\u1161\uac00\u11a8',
  'an accent of its own': 'cafe\u0301',
  'a mark without a base': '\u0301a\n\u0301',
  'more marks than a base can bear': `Z${'\u0301\u0323\u0300'.repeat(9)}!`,
  'a mark after a backslash': '\\\u0301',
  Hebrew: 'תמונה-שָׁלוֹם',
  Arabic: 'صورة/قِطّ',
  'Persian with a non-joiner': 'می\u200cخواهم',
  Devanagari: 'हिन्दी/क्षत्रिय',
  Thai: 'น้ำ/กำ',
  emoji: '😀/🥱/🚀',
  'an emoji of Unicode 14': '🫠',
  'a family, joined': '👨\u200d👩\u200d👧',
  'a heart in colour': '❤\ufe0f',
  'a skin colour': '👍🏽',
  'a flag': '🇩🇪🇫🇷🇩',
  'a flag made of tags': '🏴\u{e0067}\u{e0062}\u{e007f}',
  'a keycap': '1\ufe0f\u20e3 1\u20e3',
  'a hand that tmux gives two cells': '☝',
  'signs that turn the direction': 'a\u202eb\u2066c\u200f',
  'spaces of all kinds': '\u00a0\u2003\u202f\u3000\u200b\ufeff',
  'line and paragraph separators': '\u2028\u2029\u0085',
  'private use and not assigned': '\ue000\u0378\u{10ffff}',
  'fillers and blanks': '\u3164\u115f\u2800\u034f\ufffd',
  'full-width letters': 'ＡＢＣ／',
  'commands to the terminal': '\x1b[31m\x1b]8;;http://a\x07\x9b2J\r\n\t\x7f',
};

/** One character of each sort that decides where a glyph ends, and some that do not. */
const CHARACTER = fc.oneof(
  fc.constantFrom('\u0301', '\u0323', '\u05b0', '\u3099', '\u{1e8d0}'),
  fc.constantFrom('\u1100', '\u1161', '\u11a8', '\uac00', '\u1112', '\u1175'),
  fc.constantFrom('a', '\\', ' ', '\n', '中', '😀', '\u200d', '\ufe0f', '🇩', '🏽', '\u093f', '\u094d', 'क', '\u0e33'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const PIECE = fc.oneof(
  CHARACTER.map((character) => octetsFromText(character)),
  CHARACTER.map((character) => octetsFromText(character).slice(0, -1)),
  fc.uint8Array({ maxLength: 3 }).map(octetsFromArray),
  fc.constantFrom('\xc0\x80', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\xe0\x80\x80').map(octetsOf),
);

/** Any bytes, most of them UTF-8 that is hard to show. */
export const octetsArbitrary: fc.Arbitrary<Octets> = fc
  .array(PIECE, { maxLength: 30 })
  .map((pieces) => octetsOf(pieces.join('')));

const ESCAPE = /\\(?:\\|n|r|t|x([0-9a-f]{2})|u\{([0-9a-f]+)\})/g;
const ONE_LETTER: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r', '\\t': '\t' };

/** The bytes that a text of glyphs stands for. */
export function bytesShown(text: string): Octets {
  const octetsMeant = (found: string, byte?: string, character?: string): string => {
    if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
    if (character !== undefined) return octetsFromText(String.fromCodePoint(Number.parseInt(character, 16)));
    return ONE_LETTER[found] ?? '';
  };
  let bytes = '';
  let at = 0;
  for (const match of text.matchAll(ESCAPE)) {
    bytes += octetsFromText(text.slice(at, match.index)) + octetsMeant(match[0], match[1], match[2]);
    at = match.index + match[0].length;
  }
  return octetsOf(bytes + octetsFromText(text.slice(at)));
}
