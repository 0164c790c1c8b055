/**
 * Limits the Markdown of lessons. The library that reads it takes much longer for longer texts, and fails if they are
 * nested too deeply.
 */

/** The maximum number of characters. The longest text of the course has a quarter of them. */
const MOST_CHARACTERS = 8_192;
/** The maximum number of quotations and lists inside one another. */
const MOST_NESTED = 8;
/** Matches the marks of quotations and lists at the beginning of a line (CommonMark 0.31.2, sections 5.1 and 5.2). */
const MARKS = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])[ \t]))+/gm;
const MARK = />|[*+-]|\d+[.)]/g;

/** Returns why a text is too much to be read, without a period at the end; `null` if it can be read. */
export function overLimits(text: string): string | null {
  if (text.length > MOST_CHARACTERS) return `The text has ${text.length} characters, more than ${MOST_CHARACTERS}`;
  const nested = Math.max(0, ...(text.match(MARKS) ?? []).map((marks) => marks.match(MARK)?.length ?? 0));
  if (nested <= MOST_NESTED) return null;
  return `A line is inside ${nested} quotations and lists, more than ${MOST_NESTED}`;
}
