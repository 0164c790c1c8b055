/** Where a text stops being JSON (RFC 8259): for the person who wrote it, after `JSON.parse` has refused it. */
import type { Octets } from '../../bytes/octets.ts';

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end';

/** The white space of JSON; words and numbers; what stands in a string without a backslash; what a backslash can begin. */
const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const UNESCAPED = /[^"\\\x00-\x1f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The offset of the first byte that cannot stand where it stands, the length of the whole where more had to come,
 * `null` where it is JSON. Nothing of the text is quoted: it may hold secrets.
 */
export function faultInJson(octets: Octets): number | null {
  // Kept here and not by recursion: nesting is as deep as somebody likes.
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = behind(SPACE, octets, 0);
  while (at < octets.length) {
    const character = octets.charAt(at);
    const role: Role | null = roleOf(character, expected, open.at(-1));
    if (role === null) return at;
    const end = role === 'word' ? endOfWord(octets, at, expected) : { end: at + 1 };
    if ('fault' in end) return end.fault;
    if (role === 'begin') open.push(character);
    if (role === 'end') open.pop();
    expected = expectedAfter(role, character, expected, open.at(-1));
    at = behind(SPACE, octets, end.end);
  }
  return expected === 'comma-or-end' && open.length === 0 ? null : octets.length;
}

/** What a character does: it begins or ends an object or a list, stands between two things, or begins a word. */
type Role = 'begin' | 'end' | 'between' | 'word';

/** `null` for a character that cannot stand here; `inside` is what was begun last and has not ended. */
function roleOf(character: string, expected: Expected, inside: string | undefined): Role | null {
  switch (expected) {
    case 'colon':
      return character === ':' ? 'between' : null;
    case 'comma-or-end':
      if (inside === undefined) return null;
      if (character === ',') return 'between';
      return character === ENDS[inside] ? 'end' : null;
    case 'name-or-end':
    case 'value-or-end':
      if (inside !== undefined && character === ENDS[inside]) return 'end';
      return expected === 'name-or-end' ? 'word' : roleOf(character, 'value', inside);
    case 'name':
      return 'word';
    case 'value':
      return character in ENDS ? 'begin' : 'word';
  }
}

const ENDS: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

function expectedAfter(role: Role, character: string, before: Expected, inside: string | undefined): Expected {
  switch (role) {
    case 'begin':
      return character === '{' ? 'name-or-end' : 'value-or-end';
    case 'end':
      return 'comma-or-end';
    case 'between':
      return character === ',' && inside === '{' ? 'name' : 'value';
    case 'word':
      return before === 'name' || before === 'name-or-end' ? 'colon' : 'comma-or-end';
  }
}

type WordEnd = { readonly end: number } | { readonly fault: number };

/** A string, or where a value may stand a number, true, false or null. */
function endOfWord(octets: Octets, at: number, expected: Expected): WordEnd {
  if (octets.charAt(at) === '"') return endOfString(octets, at);
  const end = expected === 'value' || expected === 'value-or-end' ? behind(SCALAR, octets, at) : at;
  return end === at ? { fault: at } : { end };
}

/** Where the string that begins here ends, its quotation marks included, or the byte that cannot be in it. */
function endOfString(octets: Octets, start: number): WordEnd {
  let at = behind(UNESCAPED, octets, start + 1);
  while (octets.charAt(at) === '\\') {
    const end = behind(ESCAPE, octets, at);
    if (end === at) return { fault: at };
    at = behind(UNESCAPED, octets, end);
  }
  return octets.charAt(at) === '"' ? { end: at + 1 } : { fault: at };
}

/** The offset behind what matches here; the same offset where nothing does. */
function behind(pattern: RegExp, octets: Octets, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(octets) ? pattern.lastIndex : at;
}
