/** JSON (RFC 8259) whose strings keep their places in the input, which `JSON.parse` does not tell. */
import { type Bytes, derive, join, plain, slice } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, sliceOctets, textFromOctets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import type { Problem } from '../../bytes/problem.ts';
import { inputProblem } from '../pasted/client-request.ts';

/** A value and where it stands; strings are read from there when they are needed. */
export type JsonValue = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonValue> }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'string' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'word'; readonly word: 'true' | 'false' | 'null' }
);

export type JsonString = Extract<JsonValue, { kind: 'string' }>;

/** An object or an array that has not ended. */
type Open =
  | { readonly kind: 'object'; readonly start: number; readonly members: Map<string, JsonValue>; name: string | null }
  | { readonly kind: 'array'; readonly start: number; readonly items: JsonValue[] };

/** Finds a member of an object; `undefined` for another value, or if there is none. */
export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return value?.kind === 'object' ? value.members.get(name) : undefined;
}

const WHITE_SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;

/** Reads one value that is all there is from byte `start` on; without recursion, and nested no deeper than `DEEPEST`. */
export function readJson(octets: Octets, start = 0): JsonValue | Problem {
  const open: Open[] = [];
  let at = skip(octets, start);
  for (;;) {
    const opened = openAt(octets, at);
    let value: JsonValue | null = null;
    if (opened) {
      if (open.length === DEEPEST) return tooDeep(at);
      open.push(opened);
      at = skip(octets, at + 1);
      const closing = opened.kind === 'array' ? ']' : '}';
      if (octets[at] === closing) value = closed(opened, ++at);
      open.length -= value ? 1 : 0;
    } else {
      value = scalarAt(octets, at);
      if (!value) return badJson(octets, at);
      at = value.end;
    }
    // What a value that has ended is part of may end with it.
    while (value) {
      at = skip(octets, at);
      const parent = open.at(-1);
      if (!parent) return at === octets.length ? value : badJson(octets, at);
      if (!take(parent, value)) return badJson(octets, at);
      const mark = octets[at];
      value = null;
      if (mark === (parent.kind === 'array' ? ']' : '}')) {
        open.pop();
        value = closed(parent, ++at);
      } else if (mark === ',') at = skip(octets, at + 1);
      else return badJson(octets, at);
    }
    const named = nameNext(octets, open.at(-1), at);
    if (named === null) return badJson(octets, at);
    at = named;
  }
}

/** A HAR file is nested about ten deep; each open value costs memory (RFC 8259, section 9, lets a reader set a limit). */
const DEEPEST = 512;

const tooDeep = (start: number) =>
  inputProblem(
    'json',
    `The JSON is nested more than ${DEEPEST} deep at byte ${start}.`,
    'Give the file as the browser saved it.',
    { start, end: start + 1 },
    'https://www.rfc-editor.org/rfc/rfc8259#section-9',
  );

/** In an object, reads the name of the next member and its colon; gives where the next value begins. */
function nameNext(octets: Octets, parent: Open | undefined, at: number): number | null {
  if (parent?.kind !== 'object') return at;
  const name = stringAt(octets, at);
  const colon = name ? skip(octets, name.end) : at;
  if (!name || octets[colon] !== ':') return null;
  parent.name = String(JSON.parse(sliceOctets(octets, name.start, name.end)));
  return skip(octets, colon + 1);
}

function openAt(octets: Octets, start: number): Open | null {
  switch (octets[start]) {
    case '{':
      return { kind: 'object', start, members: new Map(), name: null };
    case '[':
      return { kind: 'array', start, items: [] };
    default:
      return null;
  }
}

/** Puts a value into what it is part of. Of several members of one name the last one counts, as in JavaScript. */
function take(parent: Open, value: JsonValue): boolean {
  if (parent.kind === 'array') {
    parent.items.push(value);
    return true;
  }
  if (parent.name === null) return false;
  parent.members.set(parent.name, value);
  parent.name = null;
  return true;
}

function closed(open: Open, end: number): JsonValue {
  const { start } = open;
  return open.kind === 'array'
    ? { kind: 'array', start, end, items: open.items }
    : { kind: 'object', start, end, members: open.members.size === 0 ? NO_MEMBERS : open.members };
}

/** One for all: an empty object then costs no more than an empty array. */
const NO_MEMBERS: ReadonlyMap<string, JsonValue> = new Map();

function scalarAt(octets: Octets, start: number): JsonValue | null {
  if (octets[start] === '"') return stringAt(octets, start);
  const number = matchAt(octets, start, NUMBER);
  if (number !== null) return { kind: 'number', start, end: start + number.length, number: Number(number) };
  const word = matchAt(octets, start, WORD);
  if (word !== 'true' && word !== 'false' && word !== 'null') return null;
  return { kind: 'word', start, end: start + word.length, word };
}

/** A string, its quotation marks with it. */
function stringAt(octets: Octets, start: number): JsonString | null {
  if (octets[start] !== '"') return null;
  const special = /["\\\x00-\x1f]/g;
  special.lastIndex = start + 1;
  for (let match = special.exec(octets); match; match = special.exec(octets)) {
    if (match[0] === '"') return { kind: 'string', start, end: match.index + 1 };
    const found = matchAt(octets, match.index, ESCAPE);
    if (found === null) return null;
    special.lastIndex = match.index + found.length;
  }
  return null;
}

function matchAt(octets: Octets, at: number, pattern: RegExp): string | null {
  pattern.lastIndex = at;
  return pattern.exec(octets)?.[0] ?? null;
}

const skip = (octets: Octets, at: number) => at + (matchAt(octets, at, WHITE_SPACE)?.length ?? 0);

const UNESCAPED: Transform = {
  id: 'json-escape',
  done: 'read as an escape of JSON',
  secrecy: 'keeps',
  see: 'https://www.rfc-editor.org/rfc/rfc8259#section-7',
};
/** Two halves of one character are one escape. */
const ESCAPES = /\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\./g;

/** The bytes that a string of `whole` stands for, as UTF-8; half a pair of UTF-16 is U+FFFD. */
export function bytesOfString(whole: Bytes, { start, end }: JsonString): Bytes {
  const content = slice(whole, start + 1, end - 1);
  if (content.spans === null) return plain(content.octets.replace(ESCAPES, unescaped) as Octets);
  const pieces: Bytes[] = [];
  let at = 0;
  for (const { 0: first, index } of content.octets.matchAll(ESCAPES)) {
    const source = slice(content, index, index + first.length);
    pieces.push(slice(content, at, index), derive(unescaped(first), UNESCAPED, [source]));
    at = index + first.length;
  }
  return join([...pieces, slice(content, at)]);
}

/** The same without provenance: for a string that may be as long as a file. */
export function octetsOfString(whole: Octets, { start, end }: JsonString): Octets {
  const text = textFromOctets(sliceOctets(whole, start, end));
  if (text !== null) return octetsFromText(String(JSON.parse(text)));
  return sliceOctets(whole, start + 1, end - 1).replace(ESCAPES, unescaped) as Octets;
}

/** The byte of `whole` at which byte `at` of what a string of it stands for stands, or the escape that it is made of. */
export function offsetInString(whole: Octets, { start, end }: JsonString, at: number): number {
  // How many bytes longer the string is than what it stands for, up to here.
  let surplus = start + 1;
  for (const { 0: first, index } of sliceOctets(whole, start + 1, end - 1).matchAll(ESCAPES)) {
    const place = start + 1 + index;
    const { length } = unescaped(first);
    if (place - surplus > at) break;
    if (place - surplus + length > at) return place;
    surplus += first.length - length;
  }
  return Math.min(at + surplus, end - 1);
}

const unescaped = (escapes: string): Octets => octetsFromText(String(JSON.parse(`"${escapes}"`)));

function badJson({ length }: Octets, at: number): Problem {
  return inputProblem(
    'json',
    `The JSON cannot be read from byte ${at} on.`,
    at >= length ? 'It ends too early: give the whole file.' : 'Give the file as the browser saved it.',
    { start: Math.min(at, length), end: Math.min(at + 1, length) },
    'https://www.rfc-editor.org/rfc/rfc8259',
  );
}
