/**
 * Reads JSON (RFC 8259) strictly: no comments, no trailing commas. jsonc-parser's scanner finds the tokens in a string
 * with one character per byte, which makes its offsets byte offsets. Its parser is not used, because it is recursive
 * and overflows on a text with millions of brackets.
 */
import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Octets } from '../../bytes/octets.ts';

/** Receives the contents of a text in order. */
export interface JsonSink {
  readonly begin: (bracket: '{' | '[', start: number) => void;
  /**
   * Receives the name of a member with its escapes decoded; its bytes above 127 remain characters with the same number.
   */
  readonly name: (name: string) => void;
  /** Receives a string, a number, or a word as written, from `start` to `end`. */
  readonly scalar: (written: string, start: number, end: number) => void;
  readonly end: (end: number) => void;
}

/** The first unexpected byte, or the length of the text if it ends too early. */
export interface JsonFault {
  readonly at: number;
  readonly reason: 'syntax' | 'depth';
}

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end';

const SPACE = /[ \t\r\n]*/y;
const NUMBER_OR_WORD = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)?/y;
const SPECIAL_IN_STRING = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})|["\\\x00-\x1f]/g;

/**
 * Reads one value from byte `start` to the end of the text, without recursion, and passes its parts to the sink.
 * Returns the first fault, or `null` for JSON that is nested no deeper than `deepest`.
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

/** Finds the first wrong byte of the last scanned token; returns `null` if it is a string, a number, or a word. */
function faultInToken(octets: Octets, scanner: JSONScanner): number | null {
  const start = scanner.getTokenOffset();
  if (octets.charAt(start) !== '"') {
    const end = endOf(NUMBER_OR_WORD, octets, start);
    return end === scanner.getPosition() ? null : end;
  }
  if (scanner.getTokenError() === 0) return null;
  // All other special sequences in a string are longer than one byte, except the mark that ends it.
  const special = octets.slice(start + 1).matchAll(SPECIAL_IN_STRING);
  for (const { 0: found, index } of special) if (found.length === 1) return start + 1 + index;
  return octets.length;
}

function endOf(pattern: RegExp, octets: Octets, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(octets) ? pattern.lastIndex : at;
}

/**
 * Finds the first byte that makes a text invalid JSON: the length of the text if it ends too early, `null` for JSON of
 * any depth. Used for texts that `JSON.parse` refuses, because its message quotes them and they may contain secrets.
 */
export const faultInJson = (octets: Octets): number | null => scanJson(octets, 0, Number.POSITIVE_INFINITY)?.at ?? null;
