/**
 * A learner's signer for S3, written from AWS's pages with node:crypto alone, and mistakes to be made in it. Run by itself,
 * it answers lines: `node learner-signer.ts MISTAKE [bare]`; `bare` gives signatures alone.
 */
import { createHash, createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export interface LearnerLine {
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly target: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly bodyBase64?: string;
  };
  readonly time: string;
  readonly region: string;
  readonly service: string;
  readonly accessKeyId: string;
  readonly secret: string;
  readonly form: 'header' | 'query';
  readonly signedHeaders: readonly string[];
  readonly payload?: 'hashed' | 'unsigned';
  readonly expires?: number;
}

type Key = string | Buffer;

/** The places in which learners go wrong. */
interface Ways {
  readonly encode: (text: string) => string;
  readonly encodePath: (path: string) => string;
  readonly trim: (value: string) => string;
  readonly sortQuery: (pairs: [string, string][]) => [string, string][];
  readonly keyOf: (secret: string, scope: readonly string[]) => Key;
  readonly stringToSign: (lines: readonly string[]) => string;
  readonly hashBody: (body: Buffer) => string;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Key, message: string) => createHmac('sha256', key).update(message).digest();
const hex = (key: Buffer) => key.toString('hex');
const escaped = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
const uriEncode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, escaped);
const decode = (text: string) => decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'));
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
const encodedPath = (encode: Ways['encode']) => (path: string) => decode(path).split('/').map(encode).join('/');

const RIGHT: Ways = {
  encode: uriEncode,
  encodePath: encodedPath(uriEncode),
  trim: (value) =>
    value
      .replace(/\r?\n[ \t]+/g, ' ')
      .replace(/^ +| +$/g, '')
      .replace(/ +/g, ' '),
  sortQuery: (pairs) => pairs.sort(([a, b], [c, d]) => compare(a, c) || compare(b, d)),
  keyOf: (secret, scope) => scope.reduce<Key>(hmac, `AWS4${secret}`),
  stringToSign: (lines) => lines.join('\n'),
  hashBody: sha256,
};

const oneKeyAsHex =
  (at: number): Ways['keyOf'] =>
  (secret, scope) =>
    scope.reduce<Key>((key, part, index) => {
      const made = hmac(key, part);
      return index === at ? hex(made) : made;
    }, `AWS4${secret}`);

export const MISTAKES = {
  none: {},
  encodeURIComponent: { encode: encodeURIComponent, encodePath: encodedPath(encodeURIComponent) },
  'query as it comes': { sortQuery: (pairs) => pairs },
  'query by names alone': { sortQuery: (pairs) => pairs.sort(([a], [b]) => compare(a, b)) },
  'body read as text': { hashBody: (body) => sha256(body.toString()) },
  'spaces kept': { trim: (value) => value },
  'no AWS4': { keyOf: (secret, scope) => scope.reduce<Key>(hmac, secret) },
  'DateKey as hex': { keyOf: oneKeyAsHex(0) },
  'DateRegionKey as hex': { keyOf: oneKeyAsHex(1) },
  'DateRegionServiceKey as hex': { keyOf: oneKeyAsHex(2) },
  'path as it comes': { encodePath: (path) => path },
  'query in an order of its own': { sortQuery: (pairs) => pairs.sort(([, a], [, b]) => compare(a, b)) },
  'a mistake that nobody knows': { stringToSign: (lines) => lines.join('\n').replace('T', 't') },
  'query as it comes and no AWS4': {
    sortQuery: (pairs) => pairs,
    keyOf: (secret, scope) => scope.reduce<Key>(hmac, secret),
  },
  'query as it comes and spaces kept': {
    sortQuery: (pairs) => pairs,
    trim: (value) => value,
  },
} as const satisfies Readonly<Record<string, Partial<Ways>>>;
export type Mistake = keyof typeof MISTAKES;

export interface LearnerAnswer {
  readonly id: string;
  readonly signature: string;
  readonly canonicalRequest?: string;
  readonly stringToSign?: string;
  readonly signingKeyHex?: string;
}

export function learnerAnswer(line: LearnerLine, mistake: Mistake, isBare = false): LearnerAnswer {
  const ways: Ways = { ...RIGHT, ...MISTAKES[mistake] };
  const { request, time, secret } = line;
  const scope = [time.slice(0, 8), line.region, line.service, 'aws4_request'];
  const names = [...line.signedHeaders].sort();
  const [path = '', ...rest] = request.target.split('?');
  const headers = names.map((name) => `${name}:${valuesOf(line, name).map(ways.trim).join(',')}\n`).join('');
  const canonicalRequest = [
    request.method,
    ways.encodePath(path),
    canonicalQuery(line, rest.join('?'), { ways, scope, names }),
    headers,
    names.join(';'),
    payloadOf(line, ways),
  ].join('\n');
  const stringToSign = ways.stringToSign(['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonicalRequest)]);
  const key = ways.keyOf(secret, scope);
  const signature = hex(hmac(key, stringToSign));
  if (isBare) return { id: line.id, signature };
  return { id: line.id, canonicalRequest, stringToSign, signingKeyHex: Buffer.from(key).toString('hex'), signature };
}

const valuesOf = ({ request }: LearnerLine, wanted: string) =>
  request.headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);

interface QueryParts {
  readonly ways: Ways;
  readonly scope: readonly string[];
  readonly names: readonly string[];
}

function canonicalQuery(line: LearnerLine, query: string, { ways, scope, names }: QueryParts): string {
  const given = query.split('&').filter((pair) => pair !== '');
  const pairs = given.map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [decode(name), decode(value.join('='))];
  });
  const added: [string, string][] = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', [line.accessKeyId, ...scope].join('/')],
    ['X-Amz-Date', line.time],
    ['X-Amz-Expires', String(line.expires)],
    ['X-Amz-SignedHeaders', names.join(';')],
  ];
  const all = line.form === 'query' ? [...pairs, ...added] : pairs;
  const encoded = all.map(([name, value]): [string, string] => [ways.encode(name), ways.encode(value)]);
  return ways
    .sortQuery(encoded)
    .map((pair) => pair.join('='))
    .join('&');
}

function payloadOf(line: LearnerLine, { hashBody }: Ways): string {
  const [given] = valuesOf(line, 'x-amz-content-sha256');
  if (given !== undefined) return given;
  return line.payload === 'unsigned'
    ? 'UNSIGNED-PAYLOAD'
    : hashBody(Buffer.from(line.request.bodyBase64 ?? '', 'base64'));
}

async function main([mistake = 'none', bare]: readonly string[]): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = learnerAnswer(JSON.parse(line), mistake as Mistake, bare === 'bare');
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
