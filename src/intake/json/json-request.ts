/**
 * Reads a request in the form `{"method", "target", "headers": [[name, value], …], "bodyBase64"?}`. Strings are
 * converted to UTF-8 bytes. The resulting head is the same as the head that `readRequestHead` returns for an HTTP
 * message (RFC 9112).
 */
import { decodeBase64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { trim } from '../../bytes/text-operations.ts';
import { CONTROL, FIELD_SPACE, type HeaderField, isFieldValue, isToken, type RequestHead } from '../../http/message.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { lengthOfHead } from '../pasted/head-limit.ts';
import {
  isObject,
  isText,
  type JsonObject,
  type MemberProblem,
  NO_TEXT,
  readOptionalText,
  readText,
  unknownMember,
  wrongMember,
} from './json-line.ts';

export interface JsonRequest {
  /** The head, without provenance. */
  readonly head: RequestHead;
  /** The body; `null` if no body is given. */
  readonly body: Octets | null;
}

const MEMBERS = ['method', 'target', 'headers', 'bodyBase64'];

/** Reads a request. The paths in problems begin with `path`, such as `request.headers[2]`. */
export function readJsonRequest(value: unknown, path: string): JsonRequest | MemberProblem {
  if (!isObject(value)) return wrongMember(path, 'is not an object', `Give one with ${MEMBERS.join(', ')}.`);
  const method = readMethod(value, `${path}.method`);
  if (isProblem(method)) return method;
  const target = readTarget(value, `${path}.target`);
  if (isProblem(target)) return target;
  const headers = readHeaders(value.headers, `${path}.headers`);
  if (isProblem(headers)) return headers;
  const body = readBody(value, `${path}.bodyBase64`);
  if (isProblem(body)) return body;
  const unknown = unknownMember(value, MEMBERS, `${path}.`);
  if (unknown) return unknown;
  const head = { method: plain(method), target: plain(target), headers };
  return lengthOfHead(head) > HEAD_LIMIT ? tooLarge(path) : { head, body };
}

function readMethod(value: JsonObject, path: string): Octets | MemberProblem {
  const method = readText(value, 'method', path);
  return isProblem(method) ? method : methodOf(method, path);
}

/** Returns a method as octets, or the problem of the member at `path` if it is none. */
export function methodOf(method: string, path: string): Octets | MemberProblem {
  if (isTokenText(method)) return method;
  return wrongMember(
    path,
    'is not an HTTP method',
    'Use one such as GET or PUT.',
    'https://www.rfc-editor.org/rfc/rfc9110#section-9.1',
  );
}

/** Returns whether a text is a token, which is in ASCII and so the same in octets. */
const isTokenText = (text: string): text is Octets => isToken(text as Octets, 0, text.length);

function readTarget(value: JsonObject, path: string): Octets | MemberProblem {
  const target = readText(value, 'target', path);
  if (isProblem(target)) return target;
  if (target.startsWith('/') && !CONTROL.test(target)) return octetsFromText(target);
  return wrongMember(
    path,
    target.startsWith('/') ? 'contains a control character' : 'does not begin with a slash',
    'Give path and query as they are sent: /test.txt?versionId=1.',
    'https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1',
  );
}

export function readHeaders(value: unknown, path: string): HeaderField[] | MemberProblem {
  if (!Array.isArray(value)) return wrongMember(path, 'is not a list', 'Give a list of pairs, [["Host", "…"], …].');
  const fields: HeaderField[] = [];
  for (const [index, pair] of value.entries()) {
    const field = readField(pair);
    if ('what' in field) return wrongMember(`${path}[${index}]`, field.what, field.fix, field.see);
    fields.push(field);
  }
  return fields;
}

const SEE_FIELDS = 'https://www.rfc-editor.org/rfc/rfc9110#section-5';

/** What is wrong with a header, in the words of `wrongMember`. Its path is written only if something is wrong. */
interface FieldFault {
  readonly what: string;
  readonly fix: string;
  readonly see?: string;
}

function readField(pair: unknown): HeaderField | FieldFault {
  if (!Array.isArray(pair) || pair.length !== 2) {
    return { what: 'is not a pair of name and value', fix: 'Give it as ["Host", "…"].' };
  }
  const [name, value]: readonly unknown[] = pair;
  if (!isText(name) || !isText(value)) {
    return { what: `contains a value that ${NO_TEXT}`, fix: 'Give a name and a value.' };
  }
  if (!isTokenText(name)) {
    return { what: 'has a name that no header can have', fix: 'Give it without its colon: "Host".', see: SEE_FIELDS };
  }
  if (!isFieldValue(value)) {
    return { what: 'has a line break or a NUL in its value', fix: 'Give each header as a pair.', see: SEE_FIELDS };
  }
  return { name: plain(name), value: trim(plain(octetsFromText(value)), FIELD_SPACE) };
}

/** Reads the member `bodyBase64`. Returns `null` if the member is missing. */
function readBody(value: JsonObject, path: string): Octets | null | MemberProblem {
  const text = readOptionalText(value, 'bodyBase64', path);
  if (text === null || isProblem(text)) return text;
  const body = decodeBase64(octetsFromText(text));
  return (
    body ??
    wrongMember(
      path,
      'is not base64',
      'Write it without line breaks, with the characters + and /, padded with =.',
      'https://www.rfc-editor.org/rfc/rfc4648#section-4',
    )
  );
}

const tooLarge = (path: string) =>
  wrongMember(path, `has a head of more than ${HEAD_LIMIT} bytes`, 'Servers take no more than a few thousand.');
