/** A client of the sandbox that signs by itself, can do everything wrong on purpose, and reads the answer. */

import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import { createStore } from '../../../src/sandbox/storage/objects.ts';
import { type Pair, sha256Of, signIndependently, uriEncode } from '../sigv4/independent-signer.ts';
import { BUCKETS } from './stored-objects.ts';

export const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
export const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** A key whose secret has everything that a URL, a shell, a file or a template takes for something else. */
export const ODD_KEY_ID = 'AKIAI44QH8DHBEXAMPLE';
const ODD_SECRET = `'je7MtG$bClwBF/2Zp9+Utk%2Fh3yC o8=nvb#EXA?MP\\LEKEY' \n`;

/** All that the sandbox knows, by access key ID. */
export const SECRETS: ReadonlyMap<string, string> = new Map([
  [KEY_ID, SECRET],
  [ODD_KEY_ID, ODD_SECRET],
]);

export const NOW = '20130524T000000Z';

/** A request and its faults. One character is one byte. */
export interface Order {
  readonly method: string;
  readonly host: string;
  /** Decoded. */
  readonly path: string;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  readonly body: string;
  /** What x-amz-content-sha256 and x-amz-date say; `null` where they are not sent. */
  readonly payloadHash: string | null;
  readonly date: string | null;
  readonly keyId: string;
  readonly secret: string;
  /** Date, region, service, terminator. */
  readonly scope: readonly string[];
  /** Names of headers that are sent and not signed. */
  readonly unsigned: readonly string[];
  /** A whole header in place of the right one; `null` for none. */
  readonly authorization: string | null;
}

export const SCOPE = ['20130524', 'us-east-1', 's3', 'aws4_request'];

const RIGHT = {
  method: 'GET',
  host: 'examplebucket.s3.amazonaws.com',
  path: '/test.txt',
  query: [],
  headers: [],
  body: '',
  date: NOW,
  keyId: KEY_ID,
  secret: SECRET,
  scope: SCOPE,
  unsigned: [],
} as const;

/** The bytes of a request that is right but for what the order says, and what was signed for it. */
export function ordered(order: Partial<Order> = {}) {
  const whole = { ...RIGHT, payloadHash: sha256Of(order.body ?? ''), ...order };
  const { method, host, path, query, body, payloadHash, date, keyId, secret, scope } = whole;
  const headers: Pair[] = [['Host', host], ...whole.headers];
  if (payloadHash !== null) headers.push(['x-amz-content-sha256', payloadHash]);
  if (date !== null) headers.push(['x-amz-date', date]);
  const signedFields = headers.filter(([name]) => !whole.unsigned.includes(name.toLowerCase()));
  const signed = signIndependently(
    { method, path, query, headers: signedFields, payloadHash: payloadHash ?? sha256Of(body) },
    { secret, timestamp: date ?? NOW, scope },
  );
  const right = `AWS4-HMAC-SHA256 Credential=${[keyId, ...scope].join('/')}, SignedHeaders=${signed.signedHeaders}, Signature=${signed.signature}`;
  const authorization = order.authorization === undefined ? right : order.authorization;
  if (body !== '') headers.push(['Content-Length', String(body.length)]);
  if (authorization !== null) headers.push(['Authorization', authorization]);
  const pairs = query.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`);
  const target = uriEncode(path, '/') + (pairs.length > 0 ? `?${pairs.join('&')}` : '');
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return { ...signed, authorization: right, request: `${method} ${target} HTTP/1.1\r\n${lines}\r\n${body}` };
}

export { BODY, LAST_MODIFIED } from './stored-objects.ts';

/** A sandbox of its own for each use, `seconds` after the time of the requests. */
export function testSandbox(seconds = 0) {
  return createSandbox({
    region: 'us-east-1',
    keys: new Map([...SECRETS].map(([keyId, secretAccessKey]) => [keyId, { secretAccessKey, sessionToken: null }])),
    store: createStore(BUCKETS),
    clock: () => new Date(Date.parse('2013-05-24T00:00:00Z') + seconds * 1000),
  });
}

export interface Reply {
  readonly status: number;
  /** Names as sent. */
  readonly headers: ReadonlyMap<string, string>;
  /** One character a byte. */
  readonly body: string;
  /** The elements of an error document in XML, or the members of one in JSON, in their order, as text. */
  readonly elements: readonly Pair[];
  element(name: string): string | undefined;
}

/** The answer to these bytes, sent at once. */
export const ask = (request: string, seconds = 0): Reply => readReply(bytesOfAnswer(request, seconds));

function bytesOfAnswer(request: string, seconds: number): Uint8Array {
  const answer = testSandbox(seconds).converse()(Buffer.from(request, 'latin1'));
  if (!answer?.isLast) throw new Error('The sandbox waits for more.');
  return answer.bytes;
}

export const askFor = (order: Partial<Order>, seconds = 0) => ask(ordered(order).request, seconds);

export function readReply(answer: Uint8Array): Reply {
  const whole = Buffer.from(answer).toString('latin1');
  const [head = '', ...rest] = whole.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): Pair => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  const body = rest.join('\r\n\r\n');
  const elements = elementsOf(Buffer.from(body, 'latin1').toString('utf8'));
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]),
    headers: new Map(headers),
    body,
    elements,
    element: (name) => elements.find(([candidate]) => candidate === name)?.[1],
  };
}

function elementsOf(document: string): Pair[] {
  if (/^\{"Code":/.test(document)) return Object.entries(JSON.parse(document));
  const error = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Error>(.*)<\/Error>$/s.exec(document);
  return [...(error?.[1] ?? '').matchAll(/<([\w-]+)>([^<>]*)<\/\1>/g)].map(([, name = '', text = '']) => [
    name,
    unescaped(text),
  ]);
}

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
