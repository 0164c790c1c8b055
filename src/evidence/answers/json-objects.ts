/** Finds JSON objects (RFC 8259) in other text, including objects inside a string in another document. */
import { createScanner } from 'jsonc-parser';
import { withoutBackslashes, withoutEntities } from '../../bytes/escapes.ts';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

interface FoundObject<T> {
  /** The value that the caller's `read` function returned. */
  readonly read: T;
  /** The offset of the object in the text. */
  readonly start: number;
  readonly end: number;
  /** Sentences about how the object was unescaped. */
  readonly repairs: readonly string[];
}

/** Matches the beginning of an object. Its first quotation mark may be escaped with backslashes or be an entity. */
const BEGINNING = /\{[ \t\r\n]{0,64}(\\{0,16})("|&(?:amp;){0,8}quot;)/g;

/** The maximum number of bytes in an object. No response or log line is longer. */
const LONGEST = 262_144;
const MOST_OBJECTS = 1_000;

/**
 * Finds the objects that `read` accepts, in order. If `read` returns `null` for an object, the objects inside it are
 * tried.
 */
export function findJsonObjects<T>(octets: Octets, read: (value: JsonObject) => T | null): FoundObject<T>[] {
  const found: FoundObject<T>[] = [];
  // Any opening brace may begin an object that never ends. The budget limits the total cost of all searches to the cost
  // of a few passes over the text.
  let budget = octets.length * 2 + LONGEST;
  BEGINNING.lastIndex = 0;
  for (let match = BEGINNING.exec(octets); match && budget > 0; match = BEGINNING.exec(octets)) {
    const { cost, value, end, repairs } = objectAt(octets, match);
    budget -= cost;
    const result = isObject(value) ? read(value) : null;
    if (result === null) continue;
    found.push({ read: result, start: match.index, end, repairs });
    if (found.length === MOST_OBJECTS) break;
    BEGINNING.lastIndex = end;
  }
  return found;
}

function objectAt(octets: Octets, { 1: backslashes = '', 2: mark = '', index }: RegExpExecArray) {
  const written = octets.slice(index, index + LONGEST) as Octets;
  const isPlain = backslashes === '' && mark === '"';
  const text = isPlain ? written : unescaped(written, backslashes, mark);
  const length = endOfObject(text);
  const cost = isPlain ? (length ?? written.length) : written.length;
  const value = length === null ? null : parsed(text.slice(0, length) as Octets);
  const line = written.indexOf('\n');
  const end = index + (isPlain ? (length ?? 0) : Math.max(1, line < 0 ? written.length : line));
  const repairs = isPlain ? [] : ['It was written as a string of another document, so it was decoded.'];
  return { cost, value, end, repairs };
}

function unescaped(written: Octets, backslashes: string, mark: string): Octets {
  let text = written;
  for (let layers = mark.split('amp;').length; mark !== '"' && layers > 0; layers--) text = withoutEntities(text);
  // A quotation mark that is escaped twice has three backslashes, and a quotation mark that is escaped three times has
  // seven.
  for (let count = backslashes.length; count > 0; count = (count - 1) >> 1) text = withoutBackslashes(text);
  return text;
}

/** Finds the end of the object at the beginning of the text. Returns `null` if the object does not end. */
function endOfObject(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const mark = text.charAt(scanner.getTokenOffset());
    if (mark === '{') depth++;
    if (mark === '}' && --depth === 0) return scanner.getPosition();
  }
  return null;
}

function parsed(octets: Octets): unknown {
  try {
    return JSON.parse(textFromOctets(octets) ?? octets);
  } catch {
    return null;
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
