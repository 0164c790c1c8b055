/** The objects of JSON (RFC 8259) among other things, also where they stand in a string of another document. */
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { withoutBackslashes, withoutEntities } from '../repairs/escapes.ts';

export interface FoundObject {
  readonly value: Readonly<Record<string, unknown>>;
  /** Where it stands. */
  readonly start: number;
  readonly end: number;
  /** Sentences on the writing that it stood in. */
  readonly repairs: readonly string[];
}

/** How an object may begin; its quotation marks may have backslashes before them, or be entities. */
const BEGINNING = /\{[ \t\r\n]{0,64}(\\{0,16})("|&(?:amp;){0,8}quot;)/g;

/** In bytes: no answer and no line of a log is longer. */
const LONGEST = 262_144;
const MOST_OBJECTS = 1_000;

/** Those that `wanted` takes, in the order they stand; in the others it is looked for more of them. */
export function findJsonObjects(
  octets: Octets,
  wanted: (value: Readonly<Record<string, unknown>>) => boolean,
): FoundObject[] {
  const found: FoundObject[] = [];
  // Every beginning may be that of an object that does not end: together they cost no more than a few passes.
  let budget = octets.length * 2 + LONGEST;
  BEGINNING.lastIndex = 0;
  for (let match = BEGINNING.exec(octets); match && budget > 0; match = BEGINNING.exec(octets)) {
    const read = objectAt(octets, match);
    budget -= read.cost;
    if (!read.object || !wanted(read.object.value)) continue;
    found.push(read.object);
    if (found.length === MOST_OBJECTS) break;
    BEGINNING.lastIndex = read.object.end;
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
  if (length === null || !isObject(value)) return { cost, object: null };
  const line = written.indexOf('\n');
  const end = index + (isPlain ? length : Math.max(1, line < 0 ? written.length : line));
  const repairs = isPlain ? [] : ['It was written as a string of another document, and was decoded.'];
  return { cost, object: { value, start: index, end, repairs } };
}

function unescaped(written: Octets, backslashes: string, mark: string): Octets {
  let text = written;
  for (let layers = mark.split('amp;').length; mark !== '"' && layers > 0; layers--) text = withoutEntities(text);
  // A mark in two layers has three backslashes, in three seven.
  for (let count = backslashes.length; count > 0; count = (count - 1) >> 1) text = withoutBackslashes(text);
  return text;
}

/** Behind the bracket that ends it; `null` where none does. */
function endOfObject(text: string): number | null {
  const marks = /["{}]/g;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = endOfString(text, mark.index + 1);
      if (end === null) return null;
      marks.lastIndex = end;
    } else {
      depth += mark[0] === '{' ? 1 : -1;
      if (depth === 0) return mark.index + 1;
    }
  }
  return null;
}

function endOfString(text: string, start: number): number | null {
  const special = /["\\]/g;
  special.lastIndex = start;
  for (let mark = special.exec(text); mark; mark = special.exec(text)) {
    if (mark[0] === '"') return mark.index + 1;
    special.lastIndex = mark.index + 2;
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

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
