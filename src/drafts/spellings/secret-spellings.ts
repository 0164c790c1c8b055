/** Changes a secret in the ways that URLs, files, shells, and templates do. */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { percentDecode, percentEncode } from '../../bytes/text-operations.ts';
import { afterWhiteSpace, beforeWhiteSpace } from '../../bytes/white-space.ts';

export const encoded = (secret: string): Octets => percentEncode(plain(secret as Octets)).octets;
export const decoded = (secret: string): Octets => percentDecode(plain(secret as Octets)).octets;
/** Converts the hexadecimal digits of percent-encoding to lowercase. */
export const inLowerCase = (secret: string) => secret.replace(/%[0-9A-F]{2}/g, (triplet) => triplet.toLowerCase());

/** Truncates the secret before and after the first and the last occurrence of each given character. */
export const cutAt =
  (characters: string) =>
  (secret: string): string[] =>
    [...characters]
      .filter((one) => secret.includes(one))
      .flatMap((one) => {
        const first = secret.indexOf(one);
        const last = secret.lastIndexOf(one);
        return [secret.slice(0, first), secret.slice(0, last), secret.slice(first + 1), secret.slice(last + 1)];
      });

/** Quotation marks. The last four are curly quotes in UTF-8. */
export const QUOTES = ['"', "'", '`', '\xe2\x80\x9c', '\xe2\x80\x9d', '\xe2\x80\x98', '\xe2\x80\x99'];

/**
 * Removes the quotation marks around the secret, and either keeps or removes the white space outside them. Returns an
 * empty list if there are no quotation marks.
 */
export function unquoted(secret: string): string[] {
  const start = afterWhiteSpace(secret);
  const end = beforeWhiteSpace(secret);
  const mark = QUOTES.find((quote) => secret.startsWith(quote, start));
  if (mark === undefined || end - start < 2 * mark.length || !secret.slice(0, end).endsWith(mark)) return [];
  const inner = secret.slice(start + mark.length, end - mark.length);
  return [inner, secret.slice(0, start) + inner + secret.slice(end)];
}

const HTML: Readonly<Record<string, readonly string[]>> = {
  '/': ['&#x2F;', '&#47;'],
  '+': ['&#43;', '&#x2B;', '&plus;'],
  '=': ['&#x3D;', '&#61;'],
};
/** Escapes special characters with each of their HTML spellings. */
export const escapedInHtml = (secret: string): string[] =>
  [0, 1, 2].map((row) => secret.replace(/[/+=]/g, (character) => HTML[character]?.[row] ?? character));
