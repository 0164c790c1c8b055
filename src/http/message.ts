/** Defines HTTP/1.1 messages (RFC 9112) and writes their heads. */
import { type Bytes, fixed, join } from '../bytes/bytes.ts';
import { type Octets, octetAt } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { trimmed } from '../bytes/white-space.ts';

/** Matches a token (RFC 9110, section 5.6.2), such as a method or the name of a header. */
export const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

const TOKEN_OCTETS = Array.from({ length: 256 }, (_, octet) => TOKEN.test(String.fromCharCode(octet)));

/** Returns whether octets `start` to `end` (exclusive) are a token. For a few octets, this is faster than a pattern. */
export function isToken(octets: Octets, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!TOKEN_OCTETS[octetAt(octets, at)]) return false;
  return start < end;
}

/** Matches a control character. A request target must not contain one (RFC 9112, section 3.2). */
export const CONTROL = /[\0-\x1f\x7f]/;

/**
 * The white space around the value of a header. This white space is not part of the value (RFC 9112, section 5.1). Line
 * folds also count as white space.
 */
export const FIELD_SPACE = ' \t\r\n';

const LINE_END_OR_NUL = /[\r\n\0]/;
const FOLD = /\r?\n(?=[ \t])/g;

/**
 * Returns whether octets can be the value of a header. A value must not contain line endings except in folds (RFC 9110,
 * section 5.5).
 */
export function isFieldValue(octets: string): boolean {
  return !LINE_END_OR_NUL.test(octets) || !LINE_END_OR_NUL.test(octets.replace(FOLD, ''));
}

export interface HeaderField {
  readonly name: Bytes;
  /** The value without the white space around it (RFC 9112, section 5.1). */
  readonly value: Bytes;
}

export interface RequestHead {
  readonly method: Bytes;
  /** The path and query exactly as sent over the wire. */
  readonly target: Bytes;
  readonly headers: readonly HeaderField[];
}

export interface ResponseHead {
  readonly version: '1.0' | '1.1';
  /** An integer from 100 to 599. */
  readonly status: number;
  readonly reason: Bytes;
  readonly headers: readonly HeaderField[];
}

const REQUEST_LINE: Rule = {
  id: 'request-line',
  says: 'a request line is the method, the target, and the version, separated by single spaces',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-3',
};
const FIELD_LINE: Rule = {
  id: 'field-line',
  says: 'a field line is a name, a colon, and a value',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-5',
};
const LINE_END: Rule = {
  id: 'line-end',
  says: 'a line of an HTTP message ends with CR LF',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-2.1',
};

const REPEATED_FIELD: Rule = {
  id: 'repeated-field',
  says: 'the values of a header that is sent several times are joined by commas, in the order sent',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.3',
};

const COMMA = fixed(',', REPEATED_FIELD);
const SPACE = fixed(' ', REQUEST_LINE);
const VERSION = fixed(' HTTP/1.1', REQUEST_LINE);
const COLON_SPACE = fixed(': ', FIELD_LINE);
const CRLF = fixed('\r\n', LINE_END);

/** Writes a head as sent over the wire, including the empty line that ends it. */
export function writeRequestHead({ method, target, headers }: RequestHead): Bytes {
  const parts = [method, SPACE, target, VERSION, CRLF];
  for (const { name, value } of headers) parts.push(name, COLON_SPACE, value, CRLF);
  parts.push(CRLF);
  return join(parts);
}

/** Returns the values of all fields with this lowercase name, in order. */
export function headerValues(headers: readonly HeaderField[], name: string): Bytes[] {
  const values: Bytes[] = [];
  for (const field of headers) if (isNamed(field, name)) values.push(field.value);
  return values;
}

/** Returns the value of the first field with this lowercase name, or `undefined` if there is no such field. */
export function headerValue(headers: readonly HeaderField[], name: string): Bytes | undefined {
  for (const field of headers) if (isNamed(field, name)) return field.value;
  return undefined;
}

/**
 * Returns the value of a header that must not be a list. If the header is sent several times, its values are joined, so
 * that the result is not a valid value. Otherwise, two servers could read two different ones (RFC 9110, section 5.3).
 */
export function combinedValue(headers: readonly HeaderField[], name: string): Bytes | undefined {
  const [only, ...others] = headerValues(headers, name);
  return only && others.length > 0 ? join([only, ...others], COMMA) : only;
}

/** Returns whether a header has this name. Lengths are compared first, because most headers have a different name. */
function isNamed({ name: { octets } }: HeaderField, name: string): boolean {
  return octets.length === name.length && (octets === name || octets.toLowerCase() === name);
}

/**
 * Splits a list (RFC 9110, section 5.6.1) into its elements. Omits empty elements and the white space around elements.
 */
export function listElements(value: Octets): Octets[] {
  return value
    .split(',')
    .map((element) => trimmed(element as Octets))
    .filter((element) => element !== '');
}
