/** One fixture for each form in which engineers paste a failed request, and what is read from it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { readPartsOf } from '../../src/evidence/read-parts.ts';
import { sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { asText, GET_OBJECT, PROVIDED } from './answers.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');
const HOST = 'examplebucket.s3.amazonaws.com';
const SIGNED = 'host;range;x-amz-content-sha256;x-amz-date';
const SCOPE = '20130524/us-east-1/s3/aws4_request';

interface Expected {
  /** Method, target without the query, number of headers, and what the form leaves unsaid. */
  readonly request?: readonly [method: string, path: string, headers: number, unsaid?: string];
  /** Where the server's canonical request is from; it is always the one of the example. */
  readonly answer?: 'bytes' | 'text' | 'none';
  readonly client?: 'proved' | 'unknown';
  readonly code?: string;
  readonly status?: number;
  readonly server?: string;
  /** The parts that cannot be found. */
  readonly lacks?: readonly ('host' | 'path' | 'scope' | 'signedHeaders')[];
  /** Words of a sentence about the repair. */
  readonly says?: RegExp;
}

const WHOLE = ['GET', '/test.txt', 5] as const;
const REFUSED = 'SignatureDoesNotMatch';
const NOTHING = ['host', 'path', 'scope', 'signedHeaders'] as const;

const FIXTURES: Readonly<Record<string, Expected>> = {
  'axios-error.txt': {
    request: ['GET', '/test.txt', 7],
    answer: 'bytes',
    code: REFUSED,
    status: 403,
    server: 'AmazonS3',
  },
  'bedrock.txt': { answer: 'text' },
  'copy-as-curl-cmd.txt': { request: ['GET', '/test.txt', 6], answer: 'bytes', code: REFUSED },
  'copy-as-fetch.txt': { request: ['GET', '/test.txt', 6, 'headers'] },
  'copy-as-powershell.txt': { request: ['GET', '/test.txt', 5, 'headers'] },
  'csharp.txt': { request: ['GET', '/test.txt', 5], answer: 'none' },
  'cut-end.txt': { answer: 'text', code: REFUSED, says: /end was missing/ },
  'devtools-headers.json': { request: WHOLE },
  'edited-by-hand.txt': { answer: 'bytes', code: REFUSED, says: /edited by hand/ },
  'eks-token.txt': { request: ['GET', '/', 1, 'method,headers'], says: /Amazon EKS/ },
  'erlang.txt': { answer: 'none', code: 'InvalidSignatureException', status: 403, lacks: NOTHING },
  'excon.txt': { request: ['GET', '/test.txt', 6], answer: 'bytes', code: REFUSED, status: 403, server: 'AmazonS3' },
  'firefox-headers.json': { request: ['GET', '/', 5, 'method,target,headers'], lacks: ['path'] },
  'flattened.txt': { answer: 'text', code: REFUSED, says: /line endings had become spaces/ },
  'google-2024.txt': { answer: 'text', code: REFUSED },
  'html-escaped.txt': { request: WHOLE, answer: 'bytes', code: REFUSED, says: /entities/ },
  'java.txt': { request: WHOLE, answer: 'none', status: 403 },
  'label-ends-quote.txt': { client: 'proved' },
  'litellm.txt': { answer: 'text' },
  'node-object.txt': { request: WHOLE, answer: 'none', code: REFUSED, status: 403 },
  'php.txt': { answer: 'none', code: 'InvalidSignatureException', lacks: NOTHING },
  'postman-console.txt': { request: ['GET', '/test.txt', 6], answer: 'bytes', code: REFUSED, server: 'AmazonS3' },
  'postman-snippet.txt': { request: ['GET', '/test.txt', 5, 'headers'] },
  'python-repr.txt': { request: WHOLE, answer: 'none', code: REFUSED },
  'rds-token.txt': { request: ['GET', '/', 1, 'method,headers'], says: /Amazon RDS/ },
  'redirect-chain.txt': {
    request: ['GET', '/test.txt', 7],
    answer: 'bytes',
    code: REFUSED,
    status: 403,
    server: 'AmazonS3',
  },
  'sqs.txt': { answer: 'text', code: REFUSED },
  'swift.txt': { answer: 'none', lacks: NOTHING },
  'wasabi.txt': { answer: 'text', code: REFUSED },
  'xml-head.txt': { answer: 'none', code: REFUSED, lacks: ['host', 'path', 'signedHeaders'] },
  'xml-tail.txt': { answer: 'bytes', lacks: ['scope'] },
  'xml2js.txt': { answer: 'text', code: REFUSED },
};

/** The parts of the fixtures that are about another request than the example. */
const OTHER_PARTS: Readonly<Record<string, object>> = {
  'eks-token.txt': {
    host: 'sts.us-east-1.amazonaws.com',
    path: '/',
    scope: '20130524/us-east-1/sts/aws4_request',
    signedHeaders: 'host;x-k8s-aws-id',
  },
  'rds-token.txt': {
    host: 'db.example.us-east-1.rds.amazonaws.com:3306',
    path: '/',
    scope: '20130524/us-east-1/rds-db/aws4_request',
    signedHeaders: 'host',
  },
};

const evidenceOf = (name: string) =>
  sound(readEvidence([{ octets: readFileSync(join(FOLDER, name), 'latin1') as Octets, by: named(name) }]));

describe('a paste in the form of', () => {
  it.each(Object.entries(FIXTURES))('%s', (name, expected) => {
    const evidence = evidenceOf(name);
    const { answer, client, request, remarks } = evidence;
    const head = request?.head;
    expect(
      head && [head.method.octets, head.target.octets.split('?', 1)[0], head.headers.length, request.unsaid.join(',')],
    ).toEqual(expected.request && [...expected.request, ...(expected.request.length === 3 ? [''] : [])]);
    expect(answer && (answer.canonicalRequest?.readFrom ?? 'none')).toBe(expected.answer ?? null);
    if (answer?.canonicalRequest) expect(asText(answer.canonicalRequest)).toBe(GET_OBJECT);
    expect(client?.canonicalRequest?.proof).toBe(expected.client);
    if (client?.canonicalRequest) expect(asText(client.canonicalRequest)).toBe(GET_OBJECT);
    expect(answer?.code ?? undefined).toBe(expected.code);
    expect(answer?.status ?? undefined).toBe(expected.status);
    expect(answer?.headers.get('server')).toBe(expected.server);
    const { repairs = [] } = answer?.canonicalRequest ?? {};
    if (expected.says) expect([...remarks, ...repairs].join(' ')).toMatch(expected.says);
  });

  it.each(Object.entries(FIXTURES))('%s has its host, path, scope, and signed headers', (name, { lacks = [] }) => {
    const parts = readPartsOf(evidenceOf(name));
    const all = { host: HOST, path: '/test.txt', scope: SCOPE, signedHeaders: SIGNED };
    const right = { ...all, ...OTHER_PARTS[name] };
    expect(parts).toEqual({ ...right, ...Object.fromEntries(lacks.map((part) => [part, null])) });
  });

  it('has a row for each file', () => {
    expect(Object.keys(FIXTURES).sort()).toEqual(readdirSync(FOLDER).sort());
  });
});

describe('a request in an object', () => {
  it.each(['axios-error.txt', 'node-object.txt', 'copy-as-fetch.txt', 'excon.txt', 'java.txt', 'csharp.txt'])(
    'has its signature: %s',
    (name) => {
      const { request } = evidenceOf(name);
      const authorization = request?.head.headers.find((field) => /^authorization$/i.test(field.name.octets));
      expect(authorization?.value.octets).toContain(`Signature=${PROVIDED}`);
    },
  );
});
