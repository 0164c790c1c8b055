/** An answer of the sandbox, and its bytes. */

import { S3_ERRORS, type S3ErrorCode } from '../aws/s3-errors.ts';
import { type Octets, octetsFromText, textFromOctets } from '../bytes/octets.ts';

/** The reason phrases of the statuses that the sandbox uses (RFC 9110, section 15). */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  206: 'Partial Content',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  416: 'Requested Range Not Satisfiable',
  501: 'Not Implemented',
};

export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Octets;
}

/** A refusal; `elements` stand in the XML between Message and RequestId, in this order. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: S3ErrorCode;
  readonly message?: string;
  readonly elements: readonly (readonly [string, string])[];
}

export function refuse(code: S3ErrorCode, elements: Refusal['elements'] = [], message?: string): Refusal {
  return message === undefined ? { kind: 'refusal', code, elements } : { kind: 'refusal', code, elements, message };
}

/** Bytes as text for an XML document, which is UTF-8; what is not UTF-8 is taken byte by byte. */
export function readable(octets: Octets): string {
  return textFromOctets(octets) ?? octets;
}

export function isRefusal(value: object): value is Refusal {
  return 'kind' in value && value.kind === 'refusal';
}

/** A refusal in one line. */
export function refusalText({ code, message }: Refusal): string {
  return `${code}: ${message ?? S3_ERRORS[code].message}`;
}

/** What every answer of one request carries. */
export interface RequestIdentity {
  readonly requestId: string;
  readonly hostId: string;
  /** The server's time. */
  readonly now: Date;
}

/** S3's error document (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
export function refusalAnswer(refusal: Refusal, { requestId, hostId }: RequestIdentity): Answer {
  const { status, message } = S3_ERRORS[refusal.code];
  const elements = [
    ['Code', refusal.code],
    ['Message', refusal.message ?? message],
    ...refusal.elements,
    ['RequestId', requestId],
    ['HostId', hostId],
  ] as const;
  const xml = elements.map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`).join('');
  return {
    status,
    headers: [['Content-Type', 'application/xml']],
    body: octetsFromText(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml}</Error>`),
  };
}

/** The whole message. The answer to HEAD has the headers of the answer to GET, and no body. */
export function answerOctets(answer: Answer, identity: RequestIdentity, method: string): Octets {
  const headers = [
    ['x-amz-id-2', identity.hostId],
    ['x-amz-request-id', identity.requestId],
    ['Date', identity.now.toUTCString()],
    ...answer.headers,
    ['Content-Length', String(answer.body.length)],
    ['Connection', 'close'],
    ['Server', 'sigv4-inspector sandbox'],
  ] as const;
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `HTTP/1.1 ${answer.status} ${REASONS[answer.status] ?? ''}\r\n${lines}\r\n`;
  return (method === 'HEAD' ? head : head + answer.body) as Octets;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text of an XML element. What XML 1.0 has no character for becomes U+FFFD: the Bytes elements have it exactly. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
}
