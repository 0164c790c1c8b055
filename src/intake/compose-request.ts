/** Writing the head of a request from what a person gave: method, URL, headers. */
import { type Bytes, fixed, given, slice } from '../bytes/bytes.ts';
import { octetsFromText } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { type HeaderField, writeRequestHead } from '../http/message.ts';
import { readUrl, type UrlParts } from './url.ts';

export interface RequestParts {
  readonly method: string;
  readonly url: string;
  /** Name and value, in the order to send them. */
  readonly headers: readonly (readonly [string, string])[];
  /** Whose words these are, for the reader: "AWS's documented example". */
  readonly by: string;
}

export interface ComposedRequest {
  /** The head, every byte with its origin. */
  readonly request: Bytes;
  readonly url: UrlParts;
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
const CONNECTION_CLOSE: HeaderField = { name: fixed('Connection', ONE_REQUEST), value: fixed('close', ONE_REQUEST) };

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Host first, unless it is given, then the given headers, then `Connection: close`. */
export function composeRequest({ method, url, headers, by }: RequestParts): ComposedRequest | Problem {
  const parts = readUrl(url, `the URL of ${by}`);
  if (isProblem(parts)) return parts;
  if (!TOKEN.test(method)) return badMethod(method);
  const broken = headers.find(([name, value]) => !TOKEN.test(name) || /[\r\n\0]/.test(value));
  if (broken) return badHeader(broken[0]);
  const isHostGiven = headers.some(([name]) => name.toLowerCase() === 'host');
  const fields: HeaderField[] = [
    ...(isHostGiven ? [] : [{ name: fixed('Host', HOST), value: parts.authority }]),
    ...headers.map(([name, value]) => givenField(name, value, by)),
    CONNECTION_CLOSE,
  ];
  const request = writeRequestHead({
    method: given(octetsFromText(method), `the method of ${by}`),
    target: parts.target,
    headers: fields,
  });
  return { request, url: parts };
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
  const line = given(octetsFromText(`${name}: ${value}`), `the ${name} header of ${by}`);
  return { name: slice(line, 0, name.length), value: slice(line, name.length + 2) };
}
