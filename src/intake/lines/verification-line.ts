/**
 * Reads a `sigv4 verify --jsonl` input line. The line contains a request as the client sent it or a URL and,
 * optionally, the time of verification.
 */
import { type Bytes, plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { headerValue, headerValues, type RequestHead, TOKEN } from '../../http/message.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment } from '../../sigv4/timestamp.ts';
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
} from '../json/json-line.ts';
import { readJsonRequest } from '../json/json-request.ts';
import { readUrlAlone } from '../pasted/url-alone.ts';

/** A request to verify. `body` is `null` if the body is unknown. */
export interface LineRequest {
  readonly head: RequestHead;
  readonly body: Octets | null;
  /** The time of verification in milliseconds since 1970; `null` if the line does not specify a time. */
  readonly at: number | null;
}

export interface VerificationLine {
  /** The ID, which may be readable even if the rest of the line is not; `null` if the line has no ID. */
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
  if (isProblem(at)) return at;
  const sent = isGiven(line, 'url') ? readUrlOf(line) : readSentRequest(line);
  return isProblem(sent) ? sent : { ...sent, at };
}

/**
 * Reads a request. A missing body is unknown if the head indicates a body (RFC 9112, section 6.3). Otherwise, the body
 * is empty.
 */
function readSentRequest(line: JsonObject): Omit<LineRequest, 'at'> | MemberProblem {
  const request = readJsonRequest(line.request, 'request');
  if (isProblem(request)) return request;
  const { head, body } = request;
  return { head, body: body ?? (announcesBody(head) ? null : EMPTY) };
}

/** Returns whether a head indicates that a body follows (RFC 9112, section 6.3). */
export function announcesBody({ headers }: RequestHead): boolean {
  const lengths = headerValues(headers, 'content-length');
  return headerValue(headers, 'transfer-encoding') !== undefined || lengths.some(({ octets }) => !/^0+$/.test(octets));
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
  const request = readUrlAlone(octetsFromText(url), { kind: 'standard-input' }, method);
  if (isProblem(request)) return { ...request, path: 'url' };
  return { head: withoutOrigins(request.head), body: null };
}

/** Removes origins, which are not needed when a million lines are verified. */
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
  return readMoment(text) ?? wrongMember('at', 'is not a time that can be read', HOW_TO_WRITE_A_MOMENT);
}
