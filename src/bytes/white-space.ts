/**
 * White space among octets: that of ASCII. What JavaScript has for text takes 0xA0 for a space too, which is a byte of
 * the UTF-8 of "à" and of many other letters (https://www.rfc-editor.org/rfc/rfc20).
 */
/** Tab, line feed, vertical tab, form feed, carriage return, space: as they stand between the brackets of a pattern. */
export const WHITE_SPACE = '\\t-\\r ';

const NEXT = new RegExp(`[${WHITE_SPACE}]`);
const RUN = new RegExp(`[${WHITE_SPACE}]*`, 'y');

const isWhiteSpace = (octet: string): boolean => octet === ' ' || (octet >= '\t' && octet <= '\r');

/** The first byte from `start` on that is no white space; the length, where there is none. */
export function afterWhiteSpace(octets: string, start = 0): number {
  RUN.lastIndex = start;
  return RUN.test(octets) ? RUN.lastIndex : start;
}

/** Where white space stands first; -1 where there is none. */
export const findWhiteSpace = (octets: string): number => octets.search(NEXT);

/** Where the white space at the end begins; the length, where there is none. */
export function beforeWhiteSpace(octets: string): number {
  let end = octets.length;
  while (end > 0 && isWhiteSpace(octets.charAt(end - 1))) end--;
  return end;
}

/** Without white space at both ends. */
export function trimmed<Text extends string>(octets: Text): Text {
  const end = beforeWhiteSpace(octets);
  return octets.slice(Math.min(afterWhiteSpace(octets), end), end) as Text;
}
