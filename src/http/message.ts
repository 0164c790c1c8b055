/** HTTP/1.1 messages (RFC 9112): the shapes, and writing them. */
import { type Bytes, fixed, join } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { trimmed } from '../bytes/white-space.ts';

/** A method or the name of a header is a token (RFC 9110, section 5.6.2). */
export const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** No control character can stand in a target (RFC 9112, section 3.2). */
export const CONTROL = /[\0-\x1f\x7f]/;

/** White space around the value of a header, which is no part of it (RFC 9112, section 5.1); folds are white space. */
export const FIELD_SPACE = ' \t\r\n';

const LINE_END_OR_NUL = /[\r\n\0]/;
const FOLD = /\r?\n(?=[ \t])/g;

/** Whether these can be the value of a header: only the line ends of folds may be in it (RFC 9110, section 5.5). */
export function isFieldValue(octets: string): boolean {
  return !LINE_END_OR_NUL.test(octets) || !LINE_END_OR_NUL.test(octets.replace(FOLD, ''));
}

export interface HeaderField {
  readonly name: Bytes;
  /** Without the white space around it, which is not part of the value (RFC 9112, section 5.1). */
  readonly value: Bytes;
}

export interface RequestHead {
  readonly method: Bytes;
  /** Path and query as they are on the wire. */
  readonly target: Bytes;
  readonly headers: readonly HeaderField[];
}

export interface ResponseHead {
  readonly version: '1.0' | '1.1';
  /** 100 to 599. */
  readonly status: number;
  readonly reason: Bytes;
  readonly headers: readonly HeaderField[];
}

const REQUEST_LINE: Rule = {
  id: 'request-line',
  says: 'a request line is the method, the target and the version, one space between them',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-3',
};
const FIELD_LINE: Rule = {
  id: 'field-line',
  says: 'a field line is name, colon, value',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-5',
};
const LINE_END: Rule = {
  id: 'line-end',
  says: 'a line of an HTTP message ends with CR LF',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-2.1',
};

const SPACE = fixed(' ', REQUEST_LINE);
const VERSION = fixed(' HTTP/1.1', REQUEST_LINE);
const COLON_SPACE = fixed(': ', FIELD_LINE);
const CRLF = fixed('\r\n', LINE_END);

/** The head as it goes over the wire, with the empty line that ends it. */
export function writeRequestHead({ method, target, headers }: RequestHead): Bytes {
  return join([method, SPACE, target, VERSION, CRLF, ...headers.flatMap(fieldLine), CRLF]);
}

function fieldLine({ name, value }: HeaderField): Bytes[] {
  return [name, COLON_SPACE, value, CRLF];
}

/** The values of all fields of this name (lower case), in the order they stand. */
export function headerValues(headers: readonly HeaderField[], name: string): Bytes[] {
  return headers.filter((field) => field.name.octets.toLowerCase() === name).map((field) => field.value);
}

/** The value of the first field of this name (lower case). */
export function headerValue(headers: readonly HeaderField[], name: string): Bytes | undefined {
  return headers.find((field) => field.name.octets.toLowerCase() === name)?.value;
}

/** The elements of a value that is a list (RFC 9110, section 5.6.1), without white space around them; empty ones are none. */
export function listElements(value: Octets): Octets[] {
  return value
    .split(',')
    .map((element) => trimmed(element as Octets))
    .filter((element) => element !== '');
}
