/** Decodes the escapes of strings, XML, and URLs, one layer at a time. */
import { type Octets, octetsFromText } from './octets.ts';

const ENTITY = /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6}));/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/** Decodes one layer of HTML or XML entities. Characters above U+007F become UTF-8. */
export function withoutEntities(octets: Octets): Octets {
  return octets.replace(ENTITY, (whole, name: string | undefined, decimal: string | undefined, hex: string) =>
    name === undefined
      ? characterOr(whole, Number.parseInt(decimal ?? hex, decimal ? 10 : 16))
      : (NAMED[name] ?? whole),
  ) as Octets;
}

/** Returns a character in UTF-8, or `whole` if the code point is not valid. */
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

/**
 * Decodes one layer of backslash escapes from JSON (RFC 8259, section 7), JavaScript, Go, or Python strings. `\xC3`
 * becomes the byte C3.
 */
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

/** Decodes one layer of percent-encoding (RFC 3986, section 2.1). */
export function withoutPercents(octets: Octets): Octets {
  return octets.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  ) as Octets;
}

const MOST_LAYERS = 3;

/** Decodes all layers of percent-encoding that people make: a path that was encoded twice, in the query of a URL. */
export function withoutAnyPercents(octets: Octets): Octets {
  let text = octets;
  for (let layer = 0; layer < MOST_LAYERS && text.includes('%'); layer++) text = withoutPercents(text);
  return text;
}
