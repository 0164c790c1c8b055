/**
 * Reads JSON (RFC 8259) strictly, without comments or trailing commas. The scanner of jsonc-parser finds the tokens.
 * The text has one character per byte, so its offsets are byte offsets. The parser of jsonc-parser is not used because
 * it is recursive and overflows on text with millions of brackets.
 */
import { createScanner, type JSONScanner } from 'jsonc-parser';
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
const SPECIAL_IN_STRING = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})|["\\\x00-\x1f]/g;

/**
 * Reads one value from byte `start` to the end of the text, without recursion, and passes its parts to `sink`. Returns
 * the first error, or `null` if the text is valid JSON that is nested no deeper than `deepest` levels.
 */
export function scanJson(octets: Octets, start: number, deepest: number, sink?: JsonSink): JsonFault | null {
  const scanner = createScanner(octets);
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (let at = endOf(SPACE, octets, start); at < octets.length; at = endOf(SPACE, octets, scanner.getPosition())) {
    scanner.setPosition(at);
    scanner.scan();
    const mark = octets.charAt(at);
    const inside = open.at(-1);
    if (mark === '}' || mark === ']') {
      if (!expected.endsWith('end') || inside !== (mark === '}' ? '{' : '[')) return faultAt(at);
      open.pop();
      sink?.end(at + 1);
      expected = 'comma-or-end';
    } else if (expected === 'comma-or-end') {
      if (mark !== ',' || inside === undefined) return faultAt(at);
      expected = inside === '{' ? 'name' : 'value';
    } else if (expected === 'colon') {
      if (mark !== ':') return faultAt(at);
      expected = 'value';
    } else if (expected === 'name' || expected === 'name-or-end') {
      if (mark !== '"') return faultAt(at);
      const wrong = faultInToken(octets, scanner);
      if (wrong !== null) return faultAt(wrong);
      sink?.name(scanner.getTokenValue());
      expected = 'colon';
    } else if (mark === '{' || mark === '[') {
      if (open.length === deepest) return { at, reason: 'depth' };
      open.push(mark);
      sink?.begin(mark, at);
      expected = mark === '{' ? 'name-or-end' : 'value-or-end';
    } else {
      const wrong = faultInToken(octets, scanner);
      if (wrong !== null) return faultAt(wrong);
      sink?.scalar(mark === '"' ? mark : scanner.getTokenValue(), at, scanner.getPosition());
      expected = 'comma-or-end';
    }
  }
  return expected === 'comma-or-end' && open.length === 0 ? null : faultAt(octets.length);
}

const faultAt = (at: number): JsonFault => ({ at, reason: 'syntax' });

/**
 * Returns the offset of the first invalid byte in the last token, or `null` if the token is a valid string, number, or
 * literal.
 */
function faultInToken(octets: Octets, scanner: JSONScanner): number | null {
  const start = scanner.getTokenOffset();
  if (octets.charAt(start) !== '"') {
    const end = endOf(NUMBER_OR_WORD, octets, start);
    return end === scanner.getPosition() ? null : end;
  }
  if (scanner.getTokenError() === 0) return null;
  // Valid escapes are longer than one byte, so the first match that is one byte long is the error.
  const special = octets.slice(start + 1).matchAll(SPECIAL_IN_STRING);
  for (const { 0: found, index } of special) if (found.length === 1) return start + 1 + index;
  return octets.length;
}

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
