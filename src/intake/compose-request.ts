/** Writes the head of a request from its method, destination, and headers. */
import { type Bytes, fixed, given, slice } from '../bytes/bytes.ts';
import type { Input, Sourced } from '../bytes/input.ts';
import { octetsFromText } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { type HeaderField, TOKEN, writeRequestHead } from '../http/message.ts';
import { HOST, type UrlParts } from './url.ts';

export interface RequestParts {
  readonly method: Sourced<string>;
  readonly place: UrlParts;
  /** The names and values, in the order in which they are sent. */
  readonly headers: readonly Sourced<readonly [name: string, value: string]>[];
  /** The length of the body in bytes; `null` if the request has no Content-Length. */
  readonly bodyLength: number | null;
}

const ONE_REQUEST: Rule = {
  id: 'connection-close',
  says: 'this program sends one request per connection; the header is not signed',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.6',
};
const LENGTH: Rule = {
  id: 'content-length',
  says: 'a request with a body states its length',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-8.6',
};

const NO_LENGTH: Rule = {
  ...LENGTH,
  says: 'a request whose method allows a body states its length, even if it is 0',
};

const CONNECTION_CLOSE: HeaderField = { name: fixed('Connection', ONE_REQUEST), value: fixed('close', ONE_REQUEST) };

/**
 * Writes the head with Host, the given headers, Content-Length, and `Connection: close`. A header that was given is not
 * added again. Returned problems name the invalid input.
 */
export function composeRequest(parts: RequestParts): Bytes | Problem {
  const { method, place, headers, bodyLength } = parts;
  if (!TOKEN.test(method.value)) return badMethod(method.value);
  const broken = headers.findIndex(({ value: [name, value] }) => !TOKEN.test(name) || /[\r\n\0]/.test(value));
  if (broken >= 0) return badHeader(broken, headers[broken]?.value ?? ['', '']);
  const isGiven = (wanted: string) => headers.some(({ value: [name] }) => name.toLowerCase() === wanted);
  const fields: HeaderField[] = [
    ...(isGiven('host') ? [] : [{ name: HOST, value: place.authority }]),
    ...headers.map(givenField),
    ...(bodyLength === null || isGiven('content-length') ? [] : [lengthField(bodyLength)]),
    ...(isGiven('connection') ? [] : [CONNECTION_CLOSE]),
  ];
  return writeRequestHead({
    method: given(octetsFromText(method.value), { id: 'method', source: method.source }),
    target: place.target,
    headers: fields,
  });
}

const BODY_LENGTH: Input = { id: 'content-length', source: { kind: 'computed' } };

function lengthField(length: number): HeaderField {
  return {
    name: fixed('Content-Length', length === 0 ? NO_LENGTH : LENGTH),
    value: given(octetsFromText(String(length)), BODY_LENGTH),
  };
}

function badMethod(method: string): Problem {
  return problem('method', `${JSON.stringify(method)} is not an HTTP method.`, 'Use one such as GET or PUT.', {
    where: { value: 'method', start: 0, end: octetsFromText(method).length },
    see: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.1',
  });
}

function badHeader(index: number, [name, value]: readonly [string, string]): Problem {
  const where = { value: `header/${index}`, start: 0, end: octetsFromText(`${name}: ${value}`).length };
  return problem(
    'header',
    `The header ${JSON.stringify(name)} has a character that no header can have.`,
    'Write each header on one line, as "Name: value".',
    { where, see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.1' },
  );
}

function givenField({ value: [name, value], source }: RequestParts['headers'][number], index: number): HeaderField {
  const line = given(octetsFromText(`${name}: ${value}`), { id: `header/${index}`, name, source });
  return { name: slice(line, 0, name.length), value: slice(line, name.length + 2) };
}
