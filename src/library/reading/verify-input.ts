/** Reads the input of `verify` as a request that a server received. */
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromArray, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { CONTROL, type RequestHead } from '../../http/message.ts';
import {
  isObject,
  isText,
  type JsonObject,
  type MemberProblem,
  readOptionalText,
  readText,
  unknownMember,
  wrongMember,
} from '../../intake/json/json-line.ts';
import { announcesBody } from '../../intake/lines/verification-line.ts';
import { recognize } from '../../intake/recognize.ts';
import type { Rules } from '../../sigv4/rules.ts';
import type { SentRequest } from '../../verification/examine.ts';
import {
  noObject,
  otherMember,
  readAbsoluteUrl,
  readBodyInput,
  readDate,
  readFields,
  readMethod,
} from './request-input.ts';
import { readChanges } from './signing-choices.ts';

const MEMBERS = ['request', 'secretAccessKey', 'now', 'region', 'service', 'rules'];
const MEMBERS_OF_REQUEST = ['method', 'url', 'headers', 'body'];

export interface VerifyOrder {
  /** The request, or a problem if no server could read it. */
  readonly sent: SentRequest | Problem;
  /** Sentences about input that was not read literally. */
  readonly remarks: readonly string[];
  readonly now: Date;
  /** The expected Region; `null` accepts any Region. */
  readonly region: string | null;
  readonly service: string | null;
  readonly rules: Partial<Rules>;
}

export function readVerifyInput(input: unknown): VerifyOrder | Problem {
  if (!isObject(input)) return noObject('request and secretAccessKey');
  const unknown = otherMember(input, 'verify', MEMBERS);
  if (unknown) return unknown;
  const now = readDate(input, 'now');
  if (isProblem(now)) return now;
  const region = readOptionalText(input, 'region');
  if (isProblem(region)) return region;
  const service = readOptionalText(input, 'service');
  if (isProblem(service)) return service;
  const rules = input.rules === undefined ? {} : readChanges(input.rules);
  if (isProblem(rules)) return rules;
  const found = readRequest(input);
  return isProblem(found) ? found : { ...found, now, region, service, rules };
}

type FoundRequest = Pick<VerifyOrder, 'sent' | 'remarks'>;

function readRequest({ request }: JsonObject): FoundRequest | Problem {
  if (isText(request)) return recognized(octetsFromText(request));
  if (request instanceof Uint8Array) return recognized(octetsFromArray(request));
  if (isObject(request)) return readParts(request);
  return wrongMember(
    'request',
    'is not a request',
    `Give its bytes, a URL, or an object with ${MEMBERS_OF_REQUEST.join(', ')}.`,
  );
}

function recognized(octets: Octets): FoundRequest | Problem {
  const found = recognize(octets, { kind: 'caller', name: null });
  if (isProblem(found)) return { ...found, ...PATH_OF_REQUEST };
  switch (found.kind) {
    case 'request':
    case 'url':
    case 'curl':
      return { sent: found.request, remarks: found.request.remarks };
    case 'broken':
      return { sent: found.problem, remarks: [] };
    default:
      return notOneRequest();
  }
}

const PATH_OF_REQUEST = { path: 'request' };

const notOneRequest = () => ({
  ...problem(
    'request',
    'This is not a single request: it is a HAR file or a canonical request.',
    'Give the bytes of one HTTP request, a URL, or a curl command.',
  ),
  ...PATH_OF_REQUEST,
});

const PATH = 'request.';

/** Reads the parts of a request. The URL may be absolute, or only a path and query. */
function readParts(request: JsonObject): FoundRequest | Problem {
  const unknown = unknownMember(request, MEMBERS_OF_REQUEST, PATH);
  if (unknown) return unknown;
  const head = readHead(request);
  if (isProblem(head)) return head;
  const body = readBodyInput(request, PATH);
  if (isProblem(body)) return body;
  // A missing body is unknown if the headers indicate a body. Otherwise, the body is empty.
  return { sent: { head, body: body ?? (announcesBody(head) ? null : EMPTY) }, remarks: [] };
}

function readHead(request: JsonObject): RequestHead | MemberProblem {
  const method = readMethod(request, PATH);
  if (isProblem(method)) return method;
  const text = readText(request, 'url', `${PATH}url`);
  if (isProblem(text)) return text;
  const url = text.startsWith('/') ? null : readAbsoluteUrl(request, PATH);
  if (isProblem(url)) return url;
  const target = url?.target.octets ?? octetsFromText(text);
  if (CONTROL.test(target)) {
    return wrongMember(`${PATH}url`, 'contains a control character', 'Give it as it is sent.');
  }
  const headers = readFields(request, url, PATH);
  return isProblem(headers) ? headers : { method: plain(method), target: plain(target), headers };
}
