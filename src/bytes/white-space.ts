/**
 * Finds ASCII white space in octets (https://www.rfc-editor.org/rfc/rfc20). JavaScript's own functions also treat 0xA0
 * as a space, but in UTF-8, 0xA0 is one byte of "à" and of many other letters.
 */

/**
 * Tab, line feed, vertical tab, form feed, carriage return, and space, in the syntax of a regular expression's
 * character class.
 */
export const WHITE_SPACE = '\\t-\\r ';

const NEXT = new RegExp(`[${WHITE_SPACE}]`);
const RUN = new RegExp(`[${WHITE_SPACE}]*`, 'y');

const isWhiteSpace = (octet: string): boolean => octet === ' ' || (octet >= '\t' && octet <= '\r');

/**
 * Returns the offset of the first byte at or after `start` that is not white space, or the length if there is no such
 * byte.
 */
export function afterWhiteSpace(octets: string, start = 0): number {
  RUN.lastIndex = start;
  return RUN.test(octets) ? RUN.lastIndex : start;
}

/** Returns the offset of the first white space, or -1 if there is no white space. */
export const findWhiteSpace = (octets: string): number => octets.search(NEXT);

/** Returns the offset where trailing white space begins, or the length if there is no trailing white space. */
export function beforeWhiteSpace(octets: string): number {
  let end = octets.length;
  while (end > 0 && isWhiteSpace(octets.charAt(end - 1))) end--;
  return end;
}

/** Removes white space from both ends. */
export function trimmed<Text extends string>(octets: Text): Text {
  const end = beforeWhiteSpace(octets);
  return octets.slice(Math.min(afterWhiteSpace(octets), end), end) as Text;
}
