/** Presigned URLs with faults, by the tests' own signer. One character is one byte. */

import { KEY_ID, NOW, SCOPE, SECRET } from '../sandbox/sandbox-client.ts';
import { type Pair, presignIndependently, uriEncode } from './independent-signer.ts';

/** A URL as it is used, and its faults. */
export interface UrlOrder {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Signed beside the parameters of the signature, decoded. */
  readonly query: readonly Pair[];
  /** Sent; those of `unsigned` (lower case) not signed. */
  readonly headers: readonly Pair[];
  readonly unsigned: readonly string[];
  readonly body: string;
  /** What is signed of the payload. */
  readonly payloadHash: string;
  readonly date: string;
  readonly expires: string;
  readonly keyId: string;
  readonly secret: string;
  readonly scope: readonly string[];
  readonly token?: string;
  /** What becomes of the parameters, decoded, once they are signed. */
  readonly alter: (parameters: readonly Pair[]) => readonly Pair[];
}

const RIGHT: UrlOrder = {
  method: 'GET',
  host: 'examplebucket.s3.amazonaws.com',
  path: '/test.txt',
  query: [],
  headers: [],
  unsigned: [],
  body: '',
  payloadHash: 'UNSIGNED-PAYLOAD',
  date: NOW,
  expires: '86400',
  keyId: KEY_ID,
  secret: SECRET,
  scope: SCOPE,
  alter: (parameters) => parameters,
};

/** The request that uses a URL which is right but for what the order says, and what was signed for it. */
export function presigned(order: Partial<UrlOrder> = {}) {
  const whole = { ...RIGHT, ...order };
  const { method, host, path, query, body, payloadHash, date, alter } = whole;
  const headers: Pair[] = [['Host', host], ...whole.headers];
  const signedFields = headers.filter(([name]) => !whole.unsigned.includes(name.toLowerCase()));
  const signed = presignIndependently(
    { method, path, query, headers: signedFields, payloadHash },
    { ...whole, timestamp: date },
  );
  const parameters = alter([...query, ...signed.added, ['X-Amz-Signature', signed.signature]]);
  const pairs = parameters.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`);
  const target = `${uriEncode(path, '/')}?${pairs.join('&')}`;
  if (body !== '') headers.push(['Content-Length', String(body.length)]);
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return { ...signed, target, request: `${method} ${target} HTTP/1.1\r\n${lines}\r\n${body}` };
}

/** Without this parameter. */
export const without = (name: string) => (parameters: readonly Pair[]) =>
  parameters.filter(([candidate]) => candidate !== name);

/** With another value of it. */
export const replaced = (name: string, value: string) => (parameters: readonly Pair[]) =>
  parameters.map((pair): Pair => (pair[0] === name ? [name, value] : pair));
