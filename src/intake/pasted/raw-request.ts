/** Reads the raw bytes of a request from a file or a paste (RFC 9112). */

import { type Bytes, fixed, given, join, NOTHING, slice } from '../../bytes/bytes.ts';
import type { InputSource } from '../../bytes/input.ts';
import { arrayFromOctets, EMPTY, type Octets } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { afterByteOrderMark } from '../../bytes/utf8.ts';
import { requestFraming } from '../../http/framing.ts';
import { type HeaderField, headerValue, type RequestHead } from '../../http/message.ts';
import { HEAD_LIMIT, headLength, type PlaceTeller, readRequestHead, requestVersion } from '../../http/read-head.ts';
import { readUrlWithin } from '../url.ts';
import { type ClientRequest, INPUT, inputProblem, MARK_LEFT_OUT, offsetInInput } from './client-request.ts';
import { isPseudoHead, isVerbose, readPseudoHead, readVerboseLines } from './displayed-heads.ts';
import { longHead } from './head-limit.ts';
import { readRawBody } from './raw-body.ts';

const READ_AS: Rule = {
  id: 'read-as-http-1.1',
  says: 'a request of a later version of HTTP is signed as the equivalent HTTP/1.1 request',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-2.5',
};
const LATER_VERSION = / HTTP\/([23])(?:\.0)?(?=\r?\n|$)/;

/** The bytes that are read as an HTTP message. */
interface Message {
  readonly bytes: Bytes;
  readonly scheme: ClientRequest['scheme'];
  readonly remarks: readonly string[];
  /** `not-shown` for the output of `curl -v`, which does not include the body. */
  readonly body: 'after-the-head' | 'not-shown';
}

/**
 * Reads an HTTP/1.1 or HTTP/1.0 request. Because people paste requests in many forms, this function also accepts lines
 * that end with LF alone, a head without its empty line, HTTP/2 in the form that browsers show, and the output of `curl
 * -v`.
 */
export function readRawRequest(octets: Octets, source: InputSource): ClientRequest | Problem {
  const message = messageOf(octets, source);
  if (isProblem(message)) return message;
  const { bytes } = message;
  const end = headLength(bytes.octets);
  const headEnd = end ?? bytes.octets.length;
  const headBytes = slice(bytes, 0, headEnd);
  if (headEnd > HEAD_LIMIT) return longHead(headBytes, HEAD_LIMIT);
  const head = readRequestHead(headBytes, placeTeller(bytes, octets));
  if (isProblem(head)) return { ...head, where: head.where && { ...head.where, value: INPUT } };
  const remarks = [...message.remarks, ...headRemarks(headBytes.octets, end)];
  const body = bodyOf(message, head, headEnd, octets);
  if (isProblem(body)) return body;
  const origin = originForm(head);
  if (isProblem(origin)) return origin;
  return {
    head: origin.head,
    seenBy: 'client',
    // A head without its empty line may be incomplete.
    unsaid: end === null ? ['headers'] : [],
    body: body.body,
    bodyOffset: body.bodyOffset,
    scheme: origin.scheme ?? message.scheme,
    remarks: [...remarks, ...origin.remarks, ...body.remarks],
  };
}

type Origin = Pick<ClientRequest, 'head' | 'scheme' | 'remarks'>;

/**
 * Converts a target that is a whole URL to the path and query that are signed. Proxies receive such targets (RFC 9112,
 * section 3.2.2).
 */
function originForm(head: RequestHead): Origin | Problem {
  if (!/^https?:\/\//i.test(head.target.octets)) return { head, scheme: null, remarks: [] };
  const url = readUrlWithin(head.target);
  if (isProblem(url)) return url;
  const host: HeaderField = { name: fixed('Host', HOST_OF_TARGET), value: url.authority };
  const headers = headerValue(head.headers, 'host') ? head.headers : [host, ...head.headers];
  const says = 'The target is a whole URL, as a proxy receives it. Its path and query were read.';
  return { head: { ...head, target: url.target, headers }, scheme: url.scheme, remarks: [says] };
}

const HOST_OF_TARGET: Rule = {
  id: 'host-of-target',
  says: 'if the target is a whole URL, the request goes to its host',
  see: 'https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2',
};

function messageOf(octets: Octets, source: InputSource): Message | Problem {
  const whole = given(octets, { id: 'request', source });
  const markEnd = afterByteOrderMark(octets);
  // Servers ignore empty lines before the request line (RFC 9112, section 2.2).
  const start = markEnd + (/^[\r\n]*/.exec(octets.slice(markEnd))?.[0].length ?? 0);
  const bom = markEnd > 0 ? [MARK_LEFT_OUT] : [];
  if (start === octets.length) return nothing(octets);
  if (isVerbose(octets.slice(start, start + BEGINNING) as Octets)) return verboseMessage(whole, start, bom);
  if (isPseudoHead(octets, start)) return pseudoMessage(whole, start, bom);
  return { ...versionOne(slice(whole, start), bom), scheme: null, body: 'after-the-head' };
}

/** The number of bytes that is enough to distinguish the forms. */
const BEGINNING = 16;

function verboseMessage(whole: Bytes, start: number, bom: readonly string[]): Message | Problem {
  const read = readVerboseLines(whole, start);
  if (isProblem(read)) return read;
  if (read.head.octets === '') return nothing(whole.octets);
  const remarks = [...bom, 'The lines are output of curl -v. The "> " before each line of the request was left out.'];
  const more = 'The output of curl -v contains another request. The first one was read.';
  const message = versionOne(read.head, read.others === 'more' ? [...remarks, more] : remarks);
  return { ...message, scheme: null, body: 'not-shown' };
}

function pseudoMessage(whole: Bytes, start: number, bom: readonly string[]): Message | Problem {
  const read = readPseudoHead(whole, start);
  if (isProblem(read)) return read;
  const says = 'The request is HTTP/2 with :method and :path. It was read as the equivalent HTTP/1.1 request.';
  return { bytes: read.head, scheme: read.scheme, remarks: [...bom, says], body: 'after-the-head' };
}

/** Replaces a later HTTP version in the first line with HTTP/1.1. */
function versionOne(bytes: Bytes, remarks: readonly string[]): Pick<Message, 'bytes' | 'remarks'> {
  const newline = bytes.octets.indexOf('\n');
  const firstLine = newline < 0 ? bytes.octets : bytes.octets.slice(0, newline + 1);
  const match = LATER_VERSION.exec(firstLine);
  if (!match) return { bytes, remarks };
  const after = slice(bytes, match.index + match[0].length);
  const says = `The first line says HTTP/${match[1]}. The request was read as HTTP/1.1.`;
  return {
    bytes: join([slice(bytes, 0, match.index), fixed(' HTTP/1.1', READ_AS), after]),
    remarks: [...remarks, says],
  };
}

function headRemarks(head: Octets, end: number | null): string[] {
  const bare = head.search(/(?<!\r)\n/);
  return [
    ...(bare < 0 ? [] : ['Lines end with LF alone. They were read as if they ended with CR LF.']),
    ...(end === null ? ['The head does not end with an empty line. It was read as if it did.'] : []),
  ];
}

type FoundBody = Pick<ClientRequest, 'body' | 'bodyOffset' | 'remarks'>;

function bodyOf({ bytes, body }: Message, head: RequestHead, headEnd: number, { length }: Octets): FoundBody | Problem {
  const version = requestVersion(bytes.octets.slice(0, headEnd) as Octets);
  const framing = requestFraming(head, version);
  if (isProblem(framing)) {
    const end = offsetInInput(bytes, headEnd);
    return { ...framing, where: { value: INPUT, start: offsetInInput(bytes, 0), end } };
  }
  const rest = body === 'not-shown' ? NOTHING : slice(bytes, headEnd);
  if (rest.octets === '') {
    const isEmpty = framing.kind === 'length' && framing.length === 0;
    return { body: isEmpty ? EMPTY : null, bodyOffset: null, remarks: isEmpty ? [] : [NO_BODY] };
  }
  // The bytes after the head are always contiguous, because they are the end of the input.
  const at = length - rest.octets.length;
  return readRawBody(arrayFromOctets(rest.octets), framing, at);
}

const NO_BODY =
  'The head announces a body, but the input contains none of it. What depends on the body cannot be checked.';

/** Returns a function that maps an offset in the message to the offset in the input. */
const placeTeller =
  (bytes: Bytes, { length }: Octets): PlaceTeller =>
  (byte) =>
    Math.min(offsetInInput(bytes, byte), length);

function nothing({ length }: Octets): Problem {
  const fix = 'Give a whole HTTP request, from its first line on.';
  return inputProblem('no-request', 'The input contains no request.', fix, { start: 0, end: length });
}
