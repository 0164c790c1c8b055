/**
 * Names single bytes. The names of ASCII control characters are from RFC 20
 * (https://www.rfc-editor.org/rfc/rfc20#section-5.2), and the names of 0x80 to 0x9f are from ISO 6429 (ECMA-48, fifth
 * edition: https://ecma-international.org/publications-and-standards/standards/ecma-48/). Printable characters have
 * their Unicode names. Other bytes are named after their role in UTF-8 (RFC 3629, section 4).
 */

interface ByteName {
  /**
   * For example, `line feed`, `small letter a`, or `solidus (slash)`. For a non-ASCII byte, the name is its role in
   * UTF-8.
   */
  readonly name: string;
  /** For example, `LF`, `SP`, or `DEL`; `null` for a printable character. */
  readonly abbreviation: string | null;
  /** The caret notation of an ASCII control character, such as `^J`; `null` for any other byte. */
  readonly caret: string | null;
  /**
   * The meaning of a byte from 0x80 to 0x9f in text that is not UTF-8, which is a control character, such as `NEL, next
   * line`; `null` for any other byte.
   */
  readonly alone: string | null;
}

/** Returns the names of a byte, 0 to 255. */
export function nameOfByte(octet: number): ByteName {
  if (octet > 0x7f) return { name: partInUtf8(octet), abbreviation: null, caret: null, alone: c1InWords(octet) };
  const [abbreviation, name] = (octet === 0x7f ? 'DEL delete' : (C0[octet] ?? '')).split(/ (.*)/);
  if (name === undefined) return { name: nameOfSign(octet), abbreviation: null, caret: null, alone: null };
  const caret = octet === 0x20 ? null : `^${String.fromCharCode(octet ^ 0x40)}`;
  return { name, abbreviation: abbreviation ?? null, caret, alone: null };
}

/**
 * Describes a byte in a few words, such as `LF, line feed (^J)` or `continuation byte of UTF-8; alone NEL, next line`.
 */
export function byteInWords(octet: number): string {
  const { name, abbreviation, caret, alone } = nameOfByte(octet);
  const named = abbreviation === null ? name : `${abbreviation}, ${name}`;
  if (caret !== null) return `${named} (${caret})`;
  return alone === null ? named : `${named}; alone ${alone}`;
}

/** The abbreviations and names of 0x00 to 0x20, in order. */
const C0: readonly string[] = [
  'NUL null',
  'SOH start of heading',
  'STX start of text',
  'ETX end of text',
  'EOT end of transmission',
  'ENQ enquiry',
  'ACK acknowledge',
  'BEL bell',
  'BS backspace',
  'HT horizontal tabulation',
  'LF line feed',
  'VT vertical tabulation',
  'FF form feed',
  'CR carriage return',
  'SO shift out',
  'SI shift in',
  'DLE data link escape',
  'DC1 device control 1',
  'DC2 device control 2',
  'DC3 device control 3',
  'DC4 device control 4',
  'NAK negative acknowledge',
  'SYN synchronous idle',
  'ETB end of transmission block',
  'CAN cancel',
  'EM end of medium',
  'SUB substitute',
  'ESC escape',
  'FS file separator',
  'GS group separator',
  'RS record separator',
  'US unit separator',
  'SP space',
];

/** The names of 0x80 to 0x9f, in order; `null` for a code that ISO 6429 does not assign. */
const C1: readonly (string | null)[] = [
  null,
  null,
  'BPH, break permitted here',
  'NBH, no break here',
  // The fourth edition defines this name; the fifth edition withdrew it.
  'IND, index',
  'NEL, next line',
  'SSA, start of selected area',
  'ESA, end of selected area',
  'HTS, character tabulation set',
  'HTJ, character tabulation with justification',
  'VTS, line tabulation set',
  'PLD, partial line forward',
  'PLU, partial line backward',
  'RI, reverse line feed',
  'SS2, single-shift two',
  'SS3, single-shift three',
  'DCS, device control string',
  'PU1, private use one',
  'PU2, private use two',
  'STS, set transmit state',
  'CCH, cancel character',
  'MW, message waiting',
  'SPA, start of guarded area',
  'EPA, end of guarded area',
  'SOS, start of string',
  null,
  'SCI, single character introducer',
  'CSI, control sequence introducer',
  'ST, string terminator',
  'OSC, operating system command',
  'PM, privacy message',
  'APC, application program command',
];

/**
 * Names the control character with a code from 0x80 to 0x9f, such as `NEL, next line`. Returns `null` if the character
 * has no name.
 */
export function c1InWords(code: number): string | null {
  return C1[code - 0x80] ?? null;
}

function partInUtf8(octet: number): string {
  if (octet < 0xc0) return 'continuation byte of UTF-8';
  if (octet < 0xc2 || octet > 0xf4) return 'never in UTF-8';
  if (octet < 0xe0) return 'first of two bytes of UTF-8';
  return octet < 0xf0 ? 'first of three bytes of UTF-8' : 'first of four bytes of UTF-8';
}

function nameOfSign(octet: number): string {
  const character = String.fromCharCode(octet);
  if (/[0-9]/.test(character)) return `digit ${character}`;
  if (/[A-Z]/.test(character)) return `capital letter ${character}`;
  return SIGNS.get(character) ?? `small letter ${character}`;
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['!', 'exclamation mark'],
  ['"', 'quotation mark'],
  ['#', 'number sign'],
  ['$', 'dollar sign'],
  ['%', 'percent sign'],
  ['&', 'ampersand'],
  ["'", 'apostrophe'],
  ['(', 'left parenthesis'],
  [')', 'right parenthesis'],
  ['*', 'asterisk'],
  ['+', 'plus sign'],
  [',', 'comma'],
  ['-', 'hyphen-minus'],
  ['.', 'full stop'],
  ['/', 'solidus (slash)'],
  [':', 'colon'],
  [';', 'semicolon'],
  ['<', 'less-than sign'],
  ['=', 'equals sign'],
  ['>', 'greater-than sign'],
  ['?', 'question mark'],
  ['@', 'commercial at'],
  ['[', 'left square bracket'],
  ['\\', 'reverse solidus (backslash)'],
  [']', 'right square bracket'],
  ['^', 'circumflex accent'],
  ['_', 'low line (underscore)'],
  ['`', 'grave accent'],
  ['{', 'left curly bracket'],
  ['|', 'vertical line'],
  ['}', 'right curly bracket'],
  ['~', 'tilde'],
]);
