/**
 * Errors in JSON: the answers of AWS services with a JSON protocol
 * (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization), whatever the names of
 * their members are.
 */
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { CODE, type ErrorDocument, MESSAGE } from './document.ts';
import { withoutBackslashes, withoutEntities } from './escapes.ts';

/** How an object may begin; its quotation marks may have backslashes before them, or be entities. */
const BEGINNING = /\{[ \t\r\n]{0,64}(\\{0,16})("|&(?:amp;){0,8}quot;)/g;

/** No answer is longer. */
const LONGEST = 262_144;
const MOST_DOCUMENTS = 16;

const MESSAGE_NAMES = ['message', 'Message', 'errorMessage', 'detailedMessage', 'error_message'];
const CODE_NAMES = ['__type', 'code', 'Code', 'errorCode', 'errorType', 'Error', 'error'];

/** An error of signing and of nothing else, where no code says so. */
const ABOUT_SIGNING =
  /signature|credential|security token|authori[sz]|authenticat|access.?denied|forbidden|expired|X-Amz-|skew/i;

export function findErrorJson(octets: Octets): ErrorDocument[] {
  const found: ErrorDocument[] = [];
  // Every beginning may be that of an object that does not end: together they cost no more than a few passes.
  let budget = octets.length * 4 + LONGEST;
  BEGINNING.lastIndex = 0;
  for (
    let at = BEGINNING.exec(octets);
    at && budget > 0 && found.length < MOST_DOCUMENTS;
    at = BEGINNING.exec(octets)
  ) {
    const [, backslashes = '', mark = ''] = at;
    const written = octets.slice(at.index, at.index + LONGEST) as Octets;
    const isPlain = backslashes === '' && mark === '"';
    const text = isPlain ? written : unescaped(written, backslashes, mark);
    const end = endOfObject(text);
    budget -= isPlain ? Math.min(end ?? LONGEST, LONGEST) : LONGEST;
    if (end === null) continue;
    const elements = elementsOf(parsed(text.slice(0, end) as Octets));
    if (!elements) continue;
    const length = isPlain ? end : Math.max(1, written.indexOf('\n') < 0 ? written.length : written.indexOf('\n'));
    const repairs = isPlain
      ? []
      : ['It was written with the backslashes or entities of another document, and was decoded.'];
    found.push({ form: 'json', start: at.index, end: at.index + length, elements, status: null, repairs });
    BEGINNING.lastIndex = at.index + length;
  }
  return found;
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

/** `null` for an object that describes no error of signing. */
function elementsOf(value: unknown): ReadonlyMap<string, Octets> | null {
  if (!isObject(value)) return null;
  const inner = [value, first(value.errors), value.Error, value.error].filter(isObject);
  const elements = new Map<string, Octets>();
  const message = firstText(inner, MESSAGE_NAMES);
  const code = firstText(inner, CODE_NAMES);
  if (message === null && code === null) return null;
  if (!ABOUT_SIGNING.test(`${code} ${message}`)) return null;
  if (message !== null) elements.set(MESSAGE, octetsFromText(message));
  // The name of a shape stands behind the namespace, and before a URI (Smithy, the same page).
  if (code !== null) elements.set(CODE, octetsFromText(code.replace(/^.*#/, '').replace(/:.*$/s, '')));
  for (const object of inner) {
    for (const [name, member] of Object.entries(object)) {
      const isLeaf = typeof member === 'string' || typeof member === 'number';
      if (isLeaf && ![...MESSAGE_NAMES, ...CODE_NAMES].includes(name) && !elements.has(name)) {
        elements.set(name, octetsFromText(String(member)));
      }
    }
  }
  return elements;
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);

function firstText(objects: readonly Record<string, unknown>[], names: readonly string[]): string | null {
  for (const object of objects) {
    for (const name of names) {
      const value = object[name];
      if (typeof value === 'string' && value !== '') return value;
    }
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
