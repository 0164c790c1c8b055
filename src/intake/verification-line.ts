/** A line of `sigv4 verify --jsonl`: a request as its client sent it, or a URL, and the clock to verify it by. */
import { type Bytes, plain } from '../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type RequestHead, TOKEN } from '../http/message.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';
import {
  isGiven,
  type JsonObject,
  type LineId,
  type MemberProblem,
  readId,
  readJsonLine,
  readOptionalText,
  readText,
  unknownMember,
  wrongMember,
} from './json-line.ts';
import { readJsonRequest } from './json-request.ts';
import { readUrlAlone } from './url-alone.ts';

/** What came over the wire; `body` is `null` where it is not known. */
export interface LineRequest {
  readonly head: RequestHead;
  readonly body: Octets | null;
  /** Milliseconds since 1970; `null` where the line says no time. */
  readonly at: number | null;
}

export interface VerificationLine {
  /** Known also where the rest is a problem, if the line got that far. */
  readonly id: LineId;
  readonly request: LineRequest | MemberProblem | Problem;
}

const MEMBERS = ['id', 'request', 'url', 'method', 'at'];

export function readVerificationLine(line: Uint8Array): VerificationLine {
  const object = readJsonLine(line);
  if (isProblem(object)) return { id: null, request: object };
  const id = readId(object);
  return isProblem(id) ? { id: null, request: id } : { id, request: readRequest(object) };
}

function readRequest(line: JsonObject): LineRequest | MemberProblem | Problem {
  const unknown = unknownMember(line, MEMBERS);
  if (unknown) return unknown;
  const at = readAt(line);
  if (at !== null && isProblem(at)) return at;
  const sent = isGiven(line, 'url') ? readUrlOf(line) : readJsonRequest(line.request, 'request');
  return isProblem(sent) ? sent : { head: sent.head, body: sent.body, at };
}

function readUrlOf(line: JsonObject): Omit<LineRequest, 'at'> | MemberProblem | Problem {
  if (isGiven(line, 'request')) {
    return wrongMember('url', 'is given together with a request', 'Give one of the two.');
  }
  const url = readText(line, 'url');
  if (isProblem(url)) return url;
  const method = readOptionalText(line, 'method') ?? 'GET';
  if (isProblem(method)) return method;
  if (!TOKEN.test(method)) return wrongMember('method', 'is not an HTTP method', 'Use one such as GET or PUT.');
  const request = readUrlAlone(octetsFromText(url), 'url', method);
  if (isProblem(request)) return { ...request, path: 'url' };
  return { head: withoutOrigins(request.head), body: null };
}

/** Nobody asks of one line among a million where its bytes come from. */
function withoutOrigins({ method, target, headers }: RequestHead): RequestHead {
  const bare = ({ octets }: Bytes) => plain(octets);
  return {
    method: bare(method),
    target: bare(target),
    headers: headers.map(({ name, value }) => ({ name: bare(name), value: bare(value) })),
  };
}

function readAt(line: JsonObject): number | null | MemberProblem {
  const text = readOptionalText(line, 'at');
  if (text === null || isProblem(text)) return text;
  return readTimestamp(text) ?? wrongMember('at', 'is no time that exists', 'Give it in UTC, as 20130524T000000Z.');
}
