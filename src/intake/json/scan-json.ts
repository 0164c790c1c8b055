/**
 * Reads JSON (RFC 8259) strictly, without comments or trailing commas, and without recursion, so text with millions of
 * brackets does not overflow the stack. The text has one character per byte, so its offsets are byte offsets.
 */
import type { Octets } from '../../bytes/octets.ts';

/** Receives the contents of a JSON text, in order. */
export interface JsonSink {
  readonly begin: (bracket: '{' | '[', start: number) => void;
  /**
   * Receives the name of a member. Its escapes are decoded, and each byte above 127 remains a character with the same
   * code.
   */
  readonly name: (name: string) => void;
  /** Receives a string, a number, or a literal such as `true`, as written, with its offsets. */
  readonly scalar: (written: string, start: number, end: number) => void;
  readonly end: (end: number) => void;
}

/** The offset of the first unexpected byte, or the length of the text if the text ends too early. */
export interface JsonFault {
  readonly at: number;
  readonly reason: 'syntax' | 'depth';
}

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end';

const SPACE = /[ \t\r\n]*/y;
const NUMBER_OR_WORD = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)?/y;
/** Matches a run of ordinary bytes or of escapes of the same length, which the engine reads without keeping places to go back to. */
const STRING_PART = /[^"\\\x00-\x1f]+|(?:\\["\\/bfnrt])+|(?:\\u[0-9A-Fa-f]{4})+/y;

/**
 * Reads one value from byte `start` to the end of the text, without recursion, and passes its parts to `sink`. Returns
 * the first error, or `null` if the text is valid JSON that is nested no deeper than `deepest` levels.
 */
export function scanJson(octets: Octets, start: number, deepest: number, sink?: JsonSink): JsonFault | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let next = start;
  for (let at = endOf(SPACE, octets, next); at < octets.length; at = endOf(SPACE, octets, next)) {
    const mark = octets.charAt(at);
    const inside = open.at(-1);
    next = at + 1;
    if (mark === '}' || mark === ']') {
      if (!expected.endsWith('end') || inside !== (mark === '}' ? '{' : '[')) return faultAt(at);
      open.pop();
      sink?.end(next);
      expected = 'comma-or-end';
    } else if (expected === 'comma-or-end') {
      if (mark !== ',' || inside === undefined) return faultAt(at);
      expected = inside === '{' ? 'name' : 'value';
    } else if (expected === 'colon') {
      if (mark !== ':') return faultAt(at);
      expected = 'value';
    } else if (expected === 'name' || expected === 'name-or-end') {
      if (mark !== '"') return faultAt(at);
      const close = endOfContent(octets, next);
      if (octets.charAt(close) !== '"') return faultAt(close);
      sink?.name(nameWritten(octets.slice(next, close)));
      next = close + 1;
      expected = 'colon';
    } else if (mark === '{' || mark === '[') {
      if (open.length === deepest) return { at, reason: 'depth' };
      open.push(mark);
      sink?.begin(mark, at);
      expected = mark === '{' ? 'name-or-end' : 'value-or-end';
    } else if (mark === '"') {
      const close = endOfContent(octets, next);
      if (octets.charAt(close) !== '"') return faultAt(close);
      next = close + 1;
      sink?.scalar(mark, at, next);
      expected = 'comma-or-end';
    } else {
      next = endOf(NUMBER_OR_WORD, octets, at);
      if (next === at) return faultAt(at);
      sink?.scalar(octets.slice(at, next), at, next);
      expected = 'comma-or-end';
    }
  }
  return expected === 'comma-or-end' && open.length === 0 ? null : faultAt(octets.length);
}

const faultAt = (at: number): JsonFault => ({ at, reason: 'syntax' });

/** Returns the offset of the first byte at or after `start` that cannot be part of the content of a string. */
function endOfContent(octets: Octets, start: number): number {
  let at = start;
  for (let end = endOf(STRING_PART, octets, at); end > at; end = endOf(STRING_PART, octets, at)) at = end;
  return at;
}

const nameWritten = (content: string): string => (content.includes('\\') ? JSON.parse(`"${content}"`) : content);

function endOf(pattern: RegExp, octets: Octets, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(octets) ? pattern.lastIndex : at;
}

/**
 * Returns the offset of the first byte that makes the text invalid JSON. Returns the length of the text if the text
 * ends too early, and `null` if the text is valid at any depth. This function is for text that `JSON.parse` rejects,
 * because the error messages of `JSON.parse` quote the text, which may contain secrets.
 */
export const faultInJson = (octets: Octets): number | null => scanJson(octets, 0, Number.POSITIVE_INFINITY)?.at ?? null;
