/** Lines of `sigv4 signer` for tests, and its answers. */

import { octetsFromArray } from '../../../src/bytes/octets.ts';
import { signer } from '../../../src/commands/signer.ts';
import { type Body, octetsOfBody } from '../../../src/vectors/format.ts';
import type { RequestVector } from '../../../src/vectors/vector.ts';
import { DIALECT_NAMES } from '../library/library-vectors.ts';
import { EXAMPLE } from '../sigv4/signing.ts';
import { linesOf, worldOf } from './test-world.ts';

/** AWS's documented GET, as a line has it; `changes` take the place of its members. */
export function orderWith(changes: object = {}, request: object = {}): Readonly<Record<string, unknown>> {
  return {
    id: 'a',
    request: {
      method: 'GET',
      target: '/test.txt',
      headers: [
        ['Host', 'examplebucket.s3.amazonaws.com'],
        ['Range', 'bytes=0-9'],
      ],
      bodyBase64: '',
      ...request,
    },
    time: EXAMPLE.timestamp,
    region: EXAMPLE.region,
    service: EXAMPLE.service,
    accessKeyId: EXAMPLE.keyId,
    secret: EXAMPLE.secret,
    form: 'header',
    ...changes,
  };
}

const base64Of = (body: Body) => Buffer.from(octetsOfBody(body), 'latin1').toString('base64');

/** A published vector as a line. What it signs in chunks says so in its headers, and is signed as it is. */
export function orderOf(vector: RequestVector): Readonly<Record<string, unknown>> {
  const { request, credentials, timestamp, region, service, signedHeaders, rules, algorithm, kind } = vector;
  const [dialect] = Object.entries(DIALECT_NAMES).find(([, name]) => name === algorithm) ?? [];
  return {
    id: vector.name,
    request: {
      method: request.method,
      target: request.target,
      headers: request.headers,
      bodyBase64: base64Of(request.body),
    },
    time: timestamp,
    region,
    service,
    accessKeyId: credentials.accessKeyId,
    secret: credentials.secretAccessKey,
    sessionToken: credentials.sessionToken,
    form: kind,
    payload: dialect === undefined ? (vector.payload === 'unsigned' ? 'unsigned' : 'hashed') : vector.payload,
    signedHeaders,
    rules,
    ...(dialect === undefined ? { algorithm } : { dialect }),
    ...(vector.kind === 'query' ? { expires: vector.expires } : {}),
  };
}

export interface Answers {
  readonly code: number;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** What is answered to this input; one character is one byte. */
export async function answersToBytes(latin1: string): Promise<Answers> {
  const input = Buffer.from(latin1, 'latin1');
  const test = worldOf({ inputLines: (longest) => linesOf([input], longest) });
  const code = await signer.run(test.world, {}, []);
  const output = test.output();
  return { code, lines: output === '' ? [] : output.replace(/\n$/, '').split('\n'), errors: test.errors() };
}

/** What is answered to these lines, each a document. */
export async function answersTo(...orders: readonly unknown[]): Promise<Answers> {
  return answersToBytes(octetsFromArray(Buffer.from(orders.map((order) => `${JSON.stringify(order)}\n`).join(''))));
}

export type Answer = Readonly<Record<string, unknown>> & {
  readonly problem?: { readonly code: string; readonly says: string; readonly mend: string; readonly path?: string };
};

export async function answerTo(order: unknown): Promise<Answer> {
  const { lines } = await answersTo(order);
  const [line = '', ...more] = lines;
  if (more.length > 0) throw new Error('One line has several answers.');
  return JSON.parse(line);
}
