/** Defines the responses of the sandbox and writes them as bytes. */
import { S3_ERRORS, type S3ErrorCode } from '../../aws/s3-errors.ts';
import { asText, EMPTY, type Octets } from '../../bytes/octets.ts';
import type { Content } from '../storage/content.ts';
import { type Elements, s3Document, xmlDocument, xmlElement } from './xml.ts';

/** The reason phrases of the statuses that the sandbox uses (RFC 9110, section 15). */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  206: 'Partial Content',
  303: 'See Other',
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  411: 'Length Required',
  412: 'Precondition Failed',
  416: 'Requested Range Not Satisfiable',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** A header of a response. Each character of the value is one byte, and the value contains no line endings. */
export type Field = readonly [name: string, value: string];

export interface Answer {
  readonly status: number;
  readonly headers: readonly Field[];
  readonly body: Octets | ObjectSlice;
}

/** Bytes `start` to `end` (exclusive) of an object. */
export interface ObjectSlice {
  readonly content: Content;
  readonly start: number;
  readonly end: number;
}

/** A refusal. `elements` contains the XML elements between Message and RequestId, in order. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: S3ErrorCode;
  readonly message?: string;
  readonly elements: Readonly<Record<string, string>>;
  readonly headers?: readonly Field[];
  /** The check that refused the request; omitted if the operation refused it. */
  readonly check?: string;
}

/** Creates a refusal. `message` replaces S3's default message for the code. */
export function refuse(code: S3ErrorCode, elements: Refusal['elements'] = {}, message?: string): Refusal {
  return message === undefined ? { kind: 'refusal', code, elements } : { kind: 'refusal', code, elements, message };
}

/** Refuses a query parameter, a header, or a form field, all of which S3 calls arguments. */
export function refuseArgument(name: string, value: Octets, message: string): Refusal {
  return refuse('InvalidArgument', { ArgumentName: name, ArgumentValue: asText(value) }, message);
}

/** Refuses a header that the sandbox does not support. S3's message does not name the header, but this one does. */
export function refuseHeader(name: string): Refusal {
  return refuse('NotImplemented', { Header: name }, `${S3_ERRORS.NotImplemented.message}: ${name}`);
}

export function isRefusal(value: object): value is Refusal {
  return (value as { readonly kind?: unknown }).kind === 'refusal';
}

export function refusalMessage({ code, message }: Refusal): string {
  return message ?? S3_ERRORS[code].message;
}

/** Writes the code and the message of a refusal on one line. */
export function refusalText(refusal: Refusal): string {
  return `${refusal.code}: ${refusalMessage(refusal)}`;
}

/** The ID and the time that every response contains. */
export interface RequestIdentity {
  readonly requestId: string;
  /** The time according to the server. */
  readonly now: Date;
}

/** The ID of the host that answers, which S3 uses to find a request in its logs. */
const HOST_ID = 'sandbox';

/** Writes a refusal as an S3 error document (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
export function refusalAnswer(refusal: Refusal, { requestId }: RequestIdentity): Answer {
  const { code, elements, headers } = refusal;
  const ids = { RequestId: requestId, HostId: HOST_ID };
  const content = { Code: code, Message: refusalMessage(refusal), ...elements, ...ids };
  return documentAnswer(xmlDocument(xmlElement('Error', content)), S3_ERRORS[code].status, headers);
}

/** Returns a response with an XML document that is not an error document. */
export function documentAnswer(body: Octets, status = 200, headers: readonly Field[] = []): Answer {
  return { status, headers: [['Content-Type', 'application/xml'], ...headers], body };
}

/** Returns a response with a document of S3 whose root element has this name. */
export const s3Answer = (name: string, content: string | Elements, headers: readonly Field[] = []): Answer =>
  documentAnswer(s3Document(name, content), 200, headers);

export function emptyAnswer(status: number, headers: readonly Field[] = []): Answer {
  return { status, headers, body: EMPTY };
}

/**
 * Headers that prevent a browser from running scripts in an object, because an object may contain anything. With these
 * headers, browsers do not guess the type of the object, and a page gets an opaque origin and cannot run scripts
 * (https://fetch.spec.whatwg.org/#x-content-type-options-header, https://www.w3.org/TR/CSP3/#directive-sandbox).
 */
const HARMLESS: readonly Field[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', 'sandbox'],
];

/** Writes a time as an HTTP date, such as `Fri, 24 May 2013 00:00:00 GMT` (RFC 9110, section 5.6.7). */
export const httpDate = (moment: Date): string => moment.toUTCString();

/** Whether the connection is closed or kept after a response. */
export type AfterAnswer = 'close' | 'keep-alive';

/** The head of a response, and its body, which may be too long for memory. */
export interface WrittenAnswer {
  readonly head: Octets;
  readonly body: Octets | ObjectSlice;
}

/**
 * Writes a response. The response to HEAD has the same headers as the response to GET, but no body. A 204 or 304 has
 * neither a body nor a Content-Length (RFC 9110, sections 8.6, 15.3.5, and 15.4.5).
 */
export function writeAnswer(
  answer: Answer,
  identity: RequestIdentity,
  method: string,
  after: AfterAnswer = 'close',
): WrittenAnswer {
  const isBodiless = answer.status === 204 || answer.status === 304;
  const length: Field = ['Content-Length', String(lengthOf(answer.body))];
  const headers = [
    ['x-amz-id-2', HOST_ID],
    ['x-amz-request-id', identity.requestId],
    ['Date', httpDate(identity.now)],
    ...answer.headers,
    ...(isBodiless ? [] : [length]),
    ...HARMLESS,
    ['Connection', after],
    ['Server', 'sigv4-inspector sandbox'],
  ] as const;
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `HTTP/1.1 ${answer.status} ${REASONS[answer.status] ?? ''}\r\n${lines}\r\n` as Octets;
  return { head, body: method === 'HEAD' || isBodiless ? EMPTY : answer.body };
}

function lengthOf(body: Answer['body']): number {
  return typeof body === 'string' ? body.length : body.end - body.start;
}
