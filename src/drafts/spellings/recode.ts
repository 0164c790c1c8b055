/**
 * Writes non-ASCII text in the encodings that languages, libraries, and servers wrongly use for header values and
 * bodies (https://www.rfc-editor.org/rfc/rfc9110#section-5.5).
 */

import { base64FromOctets, octetsFromBase64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { percentDecode, percentEncode, percentEncodeIllegal } from '../../bytes/text-operations.ts';

/** Writes text in another encoding. Returns `null` if the text cannot be written in that encoding. */
export type Recoding = (octets: Octets) => Octets | null;

const NOT_ASCII = /[^\x00-\x7f]/;
const EACH_NOT_ASCII = /[^\x00-\x7f]/gu;

export const isBeyondAscii = (octets: string): boolean => NOT_ASCII.test(octets);

const ofText =
  (write: (text: string) => string | null): Recoding =>
  (octets) => {
    const text = textFromOctets(octets);
    return text === null ? null : (write(text) as Octets | null);
  };

/** Writes one byte for each character, and a question mark for each character that Latin-1 lacks. */
export const asLatin1 = ofText((text) => text.replace(/[^\x00-\xff]/gu, '?'));
/** Treats UTF-8 bytes as Latin-1 and encodes them in UTF-8 again. */
export const asUtf8Twice: Recoding = (octets) => octetsFromText(octets);
/** Works like `asUtf8Twice`, but treats the bytes as Windows-1252. */
export const asUtf8ByWindows: Recoding = (octets) =>
  octetsFromText([...octets].map((octet) => WINDOWS_1252[octet.charCodeAt(0) - 0x80] ?? octet).join(''));
/** Reverses `asUtf8Twice`. */
export const asUtf8Once = ofText((text) => (/[^\x00-\xff]/.test(text) ? null : text));
export const asQuestionMarks = ofText((text) => text.replace(EACH_NOT_ASCII, '?'));
export const asQuestionMarksByBytes: Recoding = (octets) => octets.replace(/[^\x00-\x7f]/g, '?') as Octets;
/** Replaces each non-ASCII byte with U+FFFD, like a program that decodes UTF-8 as if it were ASCII. */
export const asReplacements: Recoding = (octets) => octets.replace(/[^\x00-\x7f]/g, octetsFromText('\ufffd')) as Octets;
export const withoutThem: Recoding = (octets) => octets.replace(/[^\x00-\x7f]/g, '') as Octets;
export const asDecomposed = ofText((text) => octetsFromText(text.normalize('NFD')));
export const asComposed = ofText((text) => octetsFromText(text.normalize('NFC')));

/** Writes an encoded word (https://www.rfc-editor.org/rfc/rfc2047#section-2). */
export const asBase64Word: Recoding = (octets) => `=?UTF-8?B?${base64FromOctets(octets)}?=` as Octets;
export const asQuotedWord: Recoding = (octets) =>
  `=?UTF-8?Q?${octets.replace(/[^!*+\-/0-9A-Za-z]/g, (octet) => (octet === ' ' ? '_' : `=${hex(octet)}`))}?=` as Octets;
export const ofEncodedWord: Recoding = (octets) => {
  const [, kind, text] = /^=\?utf-8\?([bq])\?([^?]*)\?=$/i.exec(octets) ?? [];
  if (kind === undefined || text === undefined) return null;
  if (kind.toLowerCase() === 'b') return octetsFromBase64(text);
  return text
    .replaceAll('_', ' ')
    .replace(/=([0-9A-Fa-f]{2})/g, (_whole, digits) => String.fromCharCode(Number.parseInt(digits, 16))) as Octets;
};

export const percentEncoded: Recoding = (octets) => percentEncode(plain(octets)).octets;
/** Percent-encodes only characters that a URL cannot contain. */
export const percentEncodedWhereNeeded: Recoding = (octets) => percentEncodeIllegal(plain(octets)).octets;
export const percentDecoded: Recoding = (octets) => percentDecode(plain(octets)).octets;

const hex = (octet: string) => octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');

/** The Windows-1252 characters for the bytes 0x80 to 0x9F (https://encoding.spec.whatwg.org/#windows-1252). */
const WINDOWS_1252 = [
  ...'\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f',
  ...'\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178',
];
