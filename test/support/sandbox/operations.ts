/** Operations of the sandbox without their authentication: what is asked of a store, and what it answers. */

import { createHash } from 'node:crypto';
import { plain } from '../../../src/bytes/bytes.ts';
import { type Octets, octetsFromArray } from '../../../src/bytes/octets.ts';
import { type Answer, isRefusal, refusalAnswer, writeAnswer } from '../../../src/sandbox/answers/answer.ts';
import type { Authentic } from '../../../src/sandbox/asked.ts';
import { operate } from '../../../src/sandbox/operations/operate.ts';
import { inMemory } from '../../../src/sandbox/storage/content.ts';
import { createStore, type Store } from '../../../src/sandbox/storage/objects.ts';
import { createSpool } from '../../../src/sandbox/storage/spool.ts';
import { octetsOf } from '../octets-of.ts';
import { type Pair, uriEncode } from '../sigv4/independent-signer.ts';

const NOW = new Date('2013-05-24T00:00:00.250Z');

/** A request that has passed. One character is one byte. */
export interface Request extends Partial<Authentic> {
  readonly method?: string;
  readonly host?: string;
  /** Decoded. */
  readonly path?: string;
  readonly query?: readonly Pair[];
  readonly headers?: readonly Pair[];
  readonly body?: string;
  readonly now?: Date;
  readonly region?: string;
}

export interface Answered {
  readonly status: number;
  /** Without those that every answer has; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** One character a byte. */
  readonly body: string;
  /** The document as text. */
  readonly xml: string;
  /** The text of the first element of this name. */
  element(name: string): string | undefined;
  /** The texts of all elements of this name, in their order. */
  all(name: string): string[];
}

const IDENTITY = { requestId: '1', now: NOW };
const OF_EVERY_ANSWER = [
  ...['x-amz-id-2', 'x-amz-request-id', 'date', 'connection', 'server'],
  ...['x-content-type-options', 'content-security-policy'],
];

export interface Client {
  readonly store: Store;
  ask(request: Request): Answered;
  /** An upload to a bucket that is there, with a Content-Length. */
  put(key: string, body?: string, headers?: readonly Pair[]): Answered;
}

/** A store of its own, with examplebucket in it and nothing else. */
export function client(): Client {
  const store = createStore(new Map([[octetsOf('examplebucket'), { created: NOW, objects: new Map() }]]));
  const ask = (request: Request) => answered(answerTo(store, request), request.method ?? 'GET');
  const put = (key: string, body = '', headers: readonly Pair[] = []) =>
    ask({ method: 'PUT', path: `/${key}`, body, headers: [['Content-Length', String(body.length)], ...headers] });
  return { store, ask, put };
}

/** The answer to a target that is on the wire as it is here. */
export function answerToTarget(store: Store, target: string, request: Request = {}): Answer {
  const { method = 'GET', host = 'examplebucket.s3.amazonaws.com', headers = [], body = '' } = request;
  const { checksums = [], form = null, now = NOW, region = 'us-east-1' } = request;
  const fields = [['Host', host], ...headers].map(([name = '', value = '']) => ({
    name: plain(octetsOf(name)),
    value: plain(octetsOf(value)),
  }));
  const head = { method: plain(octetsOf(method)), target: plain(octetsOf(target)), headers: fields };
  // The content of a form is its file.
  const content = form ? form.file.body : octetsOf(body);
  const md5 = createHash('md5').update(content, 'latin1').digest('hex');
  const payload = { content: inMemory(content), md5: () => md5 };
  const newSpool = () => createSpool(null);
  const result = operate(head, { ...payload, checksums, hoisted: [], form }, store, { region, now, newSpool });
  return isRefusal(result) ? refusalAnswer(result, IDENTITY) : result;
}

function answerTo(store: Store, request: Request): Answer {
  const { path = '/', query = [] } = request;
  const pairs = query.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`);
  return answerToTarget(store, uriEncode(path, '/') + (pairs.length > 0 ? `?${pairs.join('&')}` : ''), request);
}

/** The bytes of a body that is short. */
const bodyOctets = (body: Answer['body']): Octets =>
  typeof body === 'string' ? body : octetsFromArray(body.content.read(body.start, body.end));

export function answered(answer: Answer, method = 'GET'): Answered {
  const written = writeAnswer(answer, IDENTITY, method);
  const whole = written.head + bodyOctets(written.body);
  const end = whole.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = whole.slice(0, end).split('\r\n');
  const fields = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  const body = whole.slice(end + 4);
  const xml = Buffer.from(body, 'latin1').toString('utf8');
  const all = (name: string) =>
    [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => unescaped(text));
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) [A-Z]/.exec(statusLine)?.[1]),
    headers: Object.fromEntries(fields.filter(([name = '']) => !OF_EVERY_ANSWER.includes(name))),
    body,
    xml,
    element: (name) => all(name)[0],
    all,
  };
}

function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9A-F]+);/g, (_whole, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** examplebucket with these keys, and the two versions of its listing. */
export function bucketWith(keys: readonly string[]) {
  const made = client();
  for (const key of keys) made.put(key, key);
  const list = (...query: Pair[]) => made.ask({ query: [['list-type', '2'], ...query] });
  const listV1 = (...query: Pair[]) => made.ask({ query });
  return { ...made, list, listV1 };
}

/** The prefixes beside the one that was asked for. */
export const commonPrefixes = (listing: Answered) => listing.all('Prefix').slice(1);
