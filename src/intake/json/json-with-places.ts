/** Reads JSON (RFC 8259) and keeps the position of each value in the input, which `JSON.parse` does not provide. */
import { type Bytes, derive, join, plain, slice } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, sliceOctets, textFromOctets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import type { Problem } from '../../bytes/problem.ts';
import { inputProblem } from '../pasted/client-request.ts';
import { type JsonFault, scanJson } from './scan-json.ts';

/** A value and its position. Strings are decoded only when needed. */
export type JsonValue = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonValue> }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'string' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'word'; readonly word: 'true' | 'false' | 'null' }
);

export type JsonString = Extract<JsonValue, { kind: 'string' }>;

/** Returns a member of an object. Returns `undefined` if there is no such member, or if the value is not an object. */
export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return value?.kind === 'object' ? value.members.get(name) : undefined;
}

/** An object or an array whose end has not been read. `name` is the name of the next member. */
type Open =
  | { readonly kind: 'object'; readonly start: number; readonly members: Map<string, JsonValue>; name: string }
  | { readonly kind: 'array'; readonly start: number; readonly items: JsonValue[] };

/** The maximum nesting depth. A HAR file has about ten levels. RFC 8259, section 9, allows such a limit. */
const DEEPEST = 512;
/** The members of every empty object, shared to save memory. */
const NO_MEMBERS: ReadonlyMap<string, JsonValue> = new Map();

/**
 * Reads one value from byte `start` to the end of the text. Returns a problem if the value is nested more than `deepest`
 * levels deep.
 */
export function readJson(octets: Octets, start = 0, deepest = DEEPEST): JsonValue | Problem {
  const values: JsonValue[] = [];
  const open: Open[] = [{ kind: 'array', start, items: values }];
  const put = (value: JsonValue) => {
    const parent = open.at(-1);
    if (parent?.kind === 'array') parent.items.push(value);
    // If a name is repeated, the last member is used, as in JavaScript.
    else parent?.members.set(parent.name, value);
  };
  const fault = scanJson(octets, start, deepest, {
    begin: (bracket, at) =>
      open.push(
        bracket === '{'
          ? { kind: 'object', start: at, members: new Map(), name: '' }
          : { kind: 'array', start: at, items: [] },
      ),
    name: (name) => {
      const parent = open.at(-1);
      if (parent?.kind === 'object') parent.name = name;
    },
    scalar: (written, at, end) => put(scalar(written, at, end)),
    end: (end) => {
      const ended = open.pop();
      if (ended?.kind === 'array') put({ kind: 'array', start: ended.start, end, items: ended.items });
      else if (ended) {
        const members = ended.members.size === 0 ? NO_MEMBERS : ended.members;
        put({ kind: 'object', start: ended.start, end, members });
      }
    },
  });
  const [value] = values;
  return fault || !value ? badJson(octets, fault ?? { at: start, reason: 'syntax' }) : value;
}

function scalar(written: string, start: number, end: number): JsonValue {
  if (written === '"') return { kind: 'string', start, end };
  if (written === 'true' || written === 'false' || written === 'null')
    return { kind: 'word', start, end, word: written };
  return { kind: 'number', start, end, number: Number(written) };
}

function badJson({ length }: Octets, { at, reason }: JsonFault): Problem {
  const place = { start: Math.min(at, length), end: Math.min(at + 1, length) };
  const fix = 'Give the file as the browser saved it.';
  if (reason === 'depth') {
    const says = `The JSON is nested more than ${DEEPEST} deep at byte ${at}.`;
    return inputProblem('json', says, fix, place, 'https://www.rfc-editor.org/rfc/rfc8259#section-9');
  }
  return inputProblem(
    'json',
    `The JSON cannot be read from byte ${at} on.`,
    at >= length ? 'It ends too early: give the whole file.' : fix,
    place,
    'https://www.rfc-editor.org/rfc/rfc8259',
  );
}

const UNESCAPED: Transform = {
  id: 'json-escape',
  done: 'read as an escape of JSON',
  secrecy: 'keeps',
  see: 'https://www.rfc-editor.org/rfc/rfc8259#section-7',
};
/** Matches an escape. Both halves of a surrogate pair are matched together. */
const ESCAPES = /\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\./g;

/** Decodes a string to UTF-8 with provenance. A lone surrogate becomes U+FFFD. */
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

/** Decodes a string to UTF-8 without provenance. This function is for strings that may be as long as a file. */
export function octetsOfString(whole: Octets, { start, end }: JsonString): Octets {
  const text = textFromOctets(sliceOctets(whole, start, end));
  if (text !== null) return octetsFromText(String(JSON.parse(text)));
  return sliceOctets(whole, start + 1, end - 1).replace(ESCAPES, unescaped) as Octets;
}

/**
 * Returns the offset in `whole` of byte `at` of the decoded string. If the byte comes from an escape, the result is the
 * offset of the escape.
 */
export function offsetInString(whole: Octets, { start, end }: JsonString, at: number): number {
  // The current difference between an offset in the input and the offset in the decoded string.
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
