/** Writing the head of a request from what a person gave: method, place, headers. */
import { type Bytes, fixed, given, slice } from '../bytes/bytes.ts';
import { octetsFromText } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { type HeaderField, TOKEN, writeRequestHead } from '../http/message.ts';
import type { UrlParts } from './url.ts';

export interface RequestParts {
  readonly method: string;
  readonly place: UrlParts;
  /** Name and value, in the order to send them. */
  readonly headers: readonly (readonly [string, string])[];
  /** How many bytes the body has; `null` for a request without one, which says nothing of its length. */
  readonly bodyLength: number | null;
  /** Whose words these are, for the reader: "AWS's documented example". */
  readonly by: string;
  /** Who gave the method or a header, where that is not `usual`: "the method of the command line". */
  readonly sourceOf?: (part: 'method' | `headers/${number}`, usual: string) => string;
}

const HOST: Rule = {
  id: 'host-header',
  says: 'every HTTP/1.1 request names its host',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
};
const ONE_REQUEST: Rule = {
  id: 'connection-close',
  says: 'this program sends one request a connection, and says so; the header is not signed',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.6',
};
const LENGTH: Rule = {
  id: 'content-length',
  says: 'a request with a body says how long it is',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-8.6',
};

const NO_LENGTH: Rule = {
  ...LENGTH,
  says: 'a request whose method may have a body says how long it is, also where there is none',
};

const CONNECTION_CLOSE: HeaderField = { name: fixed('Connection', ONE_REQUEST), value: fixed('close', ONE_REQUEST) };

/** The head: Host first, unless it is given, then the given headers, the length of the body, `Connection: close`. */
export function composeRequest(parts: RequestParts): Bytes | Problem {
  const { method, place, headers, bodyLength, by, sourceOf = (_part, usual) => usual } = parts;
  if (!TOKEN.test(method)) return badMethod(method);
  const broken = headers.find(([name, value]) => !TOKEN.test(name) || /[\r\n\0]/.test(value));
  if (broken) return badHeader(broken[0]);
  const isGiven = (wanted: string) => headers.some(([name]) => name.toLowerCase() === wanted);
  const fields: HeaderField[] = [
    ...(isGiven('host') ? [] : [{ name: fixed('Host', HOST), value: place.authority }]),
    ...headers.map(([name, value], at) =>
      givenField(name, value, sourceOf(`headers/${at}`, `the ${name} header of ${by}`)),
    ),
    ...(bodyLength === null || isGiven('content-length') ? [] : [lengthField(bodyLength)]),
    ...(isGiven('connection') ? [] : [CONNECTION_CLOSE]),
  ];
  return writeRequestHead({
    method: given(octetsFromText(method), sourceOf('method', `the method of ${by}`)),
    target: place.target,
    headers: fields,
  });
}

function lengthField(length: number): HeaderField {
  return {
    name: fixed('Content-Length', length === 0 ? NO_LENGTH : LENGTH),
    value: given(octetsFromText(String(length)), 'the length of the body'),
  };
}

function badMethod(method: string): Problem {
  return problem('method', `${JSON.stringify(method)} is not an HTTP method.`, 'Use one such as GET or PUT.', {
    see: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.1',
  });
}

function badHeader(name: string): Problem {
  return problem(
    'header',
    `The header ${JSON.stringify(name)} has a character that no header can have.`,
    'Write each header on one line, as "Name: value".',
    { see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.1' },
  );
}

function givenField(name: string, value: string, by: string): HeaderField {
  const line = given(octetsFromText(`${name}: ${value}`), by);
  return { name: slice(line, 0, name.length), value: slice(line, name.length + 2) };
}
