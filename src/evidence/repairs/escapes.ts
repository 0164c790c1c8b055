/** Ways in which logs, pages and other documents write a text into themselves, undone. One row a way. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';

/** A text as it was before something wrote it otherwise, and sentences on what had been done to it. */
export interface Repaired {
  readonly octets: Octets;
  readonly repairs: readonly string[];
}

interface Escape {
  /** Finds what only a text in this writing has. */
  readonly sign: RegExp;
  readonly undo: (octets: Octets) => Octets;
  readonly says: string;
}

const ENTITY = /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6}));/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/** Entities of HTML and XML, once; characters above U+007F become their UTF-8. */
export function withoutEntities(octets: Octets): Octets {
  return octets.replace(ENTITY, (whole, name: string | undefined, decimal: string | undefined, hex: string) =>
    name === undefined
      ? characterOr(whole, Number.parseInt(decimal ?? hex, decimal ? 10 : 16))
      : (NAMED[name] ?? whole),
  ) as Octets;
}

/** The UTF-8 of a character; `whole` where there is none of this number. */
function characterOr(whole: string, codePoint: number): string {
  const isCharacter = codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return isCharacter ? octetsFromText(String.fromCodePoint(codePoint)) : whole;
}

const BACKSLASH = new RegExp(
  [
    String.raw`\\(?:`,
    String.raw`u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})`,
    '|u([0-9a-f]{4})',
    '|x([0-9a-f]{2})',
    String.raw`|([\s\S])`,
    ')',
  ].join(''),
  'gi',
);
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '\n': '' };

/** Backslashes as in strings of JSON (RFC 8259, section 7), JavaScript, Go and Python, once; `\xC3` is that byte. */
export function withoutBackslashes(octets: Octets): Octets {
  return octets.replace(
    BACKSLASH,
    (whole, high?: string, low?: string, unit?: string, byte?: string, letter?: string) => {
      if (high !== undefined && low !== undefined) {
        return octetsFromText(String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)));
      }
      if (unit !== undefined) return characterOr(whole, Number.parseInt(unit, 16));
      if (byte !== undefined) return String.fromCharCode(Number.parseInt(byte, 16));
      return letter === undefined ? whole : (LETTERS[letter] ?? letter);
    },
  ) as Octets;
}

/** Percent-encoding (RFC 3986, section 2.1), once. */
export function withoutPercents(octets: Octets): Octets {
  return octets.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  ) as Octets;
}

/** How the bracket of a tag is written; the sign of a way is that the first one is written so. */
export const BRACKET = String.raw`<|&(?:amp;)*(?:lt|#60|#[xX]3[cC]);|(?<!\\)\\{1,32}(?:u003[cC]|x3[cC])|%(?:25)*3[cC]`;

/** A line end in so many layers of them. */
const LINE_END = String.raw`(?:\\{1,32}r)?\\{1,32}n`;

/** The first that fits is undone, then all of them are tried again. */
const ESCAPES: readonly Escape[] = [
  {
    sign: /^(?:&(?:amp;)*(?:lt|#60|#x3c);)/i,
    undo: withoutEntities,
    says: 'It was written with the entities of HTML, and was decoded.',
  },
  { sign: /^%(?:25)*3c/i, undo: withoutPercents, says: 'It was percent-encoded, and was decoded.' },
  {
    sign: /^\\{1,32}(?:u003c|x3c)/i,
    undo: withoutBackslashes,
    says: 'It was written with the backslashes of a JSON string, and was decoded.',
  },
  {
    // An attribute or a message in quotation marks, or one of the two texts with its first line end.
    sign: new RegExp(
      `^<[^\\n]{0,200}?=\\\\"|>${LINE_END}[ \\t]*<|AWS4-[A-Z0-9-]{1,40}${LINE_END}|>[A-Z]{3,10}${LINE_END}/`,
    ),
    undo: withoutBackslashes,
    says: 'It was written with the backslashes of a string, and was decoded.',
  },
];

/** More than anybody has seen. */
const MOST_LAYERS = 6;

/** A document that begins with its first tag, in whatever writing, as the server sent it. */
export function unescapedDocument(octets: Octets): Repaired {
  const repairs = new Set<string>();
  let plain = octets;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const layered = ESCAPES.find(({ sign }) => sign.test(plain));
    if (!layered) break;
    plain = layered.undo(plain);
    repairs.add(layered.says);
  }
  return { octets: plain, repairs: [...repairs] };
}

const LINE_END_IN_TEXT = new RegExp(
  `^[^\\n]{0,4096}?(?:AWS4-[A-Z0-9-]{1,40}|(?:\\b|(?<=\\\\[rn]))[A-Z]{3,10})${LINE_END}`,
);

/** The same of one of the two texts itself: its first line ends with a backslash and an n. */
export function unescapedText(octets: Octets): Repaired {
  let plain = octets;
  let layer = 0;
  for (; layer < MOST_LAYERS && LINE_END_IN_TEXT.test(plain); layer++) plain = withoutBackslashes(plain);
  return {
    octets: plain,
    repairs: layer === 0 ? [] : ['It was written with the backslashes of a string, and was decoded.'],
  };
}

const SEAM = /(['"])[ \t]*\+?[ \t]*\r?\n[ \t]*[bu]?\1/g;

/** Strings that a program printed in several pieces, each in quotation marks in a line of its own, put together. */
export function withoutSeams(octets: Octets): Repaired {
  const whole = octets.replace(SEAM, '') as Octets;
  return {
    octets: whole,
    repairs: whole === octets ? [] : ['It was printed in pieces, one a line, and was put together.'],
  };
}
