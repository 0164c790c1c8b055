/**
 * Signature Version 4 for S3 a second time, written from AWS's pages with node:crypto and nothing of the program.
 * One character of a string is one byte.
 */
import { createHash, createHmac } from 'node:crypto';

export type Pair = readonly [name: string, value: string];

/** A request as its author means it: nothing encoded, and only the headers that are signed. */
export interface MeantRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  readonly payloadHash: string;
}

export interface MeantScope {
  readonly secret: string;
  readonly timestamp: string;
  /** Date, region, service, terminator. */
  readonly scope: readonly string[];
}

export const sha256Of = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const hmac = (key: Buffer, message: string) => createHmac('sha256', key).update(message, 'latin1').digest();
const byCode = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
const byNameThenValue = (one: Pair, other: Pair) => byCode(one[0], other[0]) || byCode(one[1], other[1]);

/** AWS's UriEncode(). */
export function uriEncode(bytes: string, kept = ''): string {
  const encoded = (byte: string) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  return [...bytes]
    .map((byte) => (/[A-Za-z0-9\-._~]/.test(byte) || kept.includes(byte) ? byte : encoded(byte)))
    .join('');
}

/** The keys, from `AWS4` and the secret to the SigningKey. */
export function signingKeys(secret: string, scope: readonly string[]): Buffer[] {
  const keys = [Buffer.from(`AWS4${secret}`, 'latin1')];
  for (const part of scope) keys.push(hmac(keys.at(-1) ?? Buffer.alloc(0), part));
  return keys;
}

export function signIndependently(request: MeantRequest, { secret, timestamp, scope }: MeantScope) {
  const query = request.query.map(([name, value]): Pair => [uriEncode(name), uriEncode(value)]).sort(byNameThenValue);
  const fields = new Map<string, string[]>();
  for (const [name, value] of request.headers) {
    const clean = value.replace(/^[ \t]+|[ \t]+$/g, '').replace(/ +/g, ' ');
    fields.set(name.toLowerCase(), [...(fields.get(name.toLowerCase()) ?? []), clean]);
  }
  const names = [...fields.keys()].sort(byCode);
  const canonicalRequest = [
    request.method,
    uriEncode(request.path, '/'),
    query.map((pair) => pair.join('=')).join('&'),
    ...names.map((name) => `${name}:${fields.get(name)?.join(',')}`),
    '',
    names.join(';'),
    request.payloadHash,
  ].join('\n');
  const stringToSign = ['AWS4-HMAC-SHA256', timestamp, scope.join('/'), sha256Of(canonicalRequest)].join('\n');
  const signingKey = signingKeys(secret, scope).at(-1) ?? Buffer.alloc(0);
  const signature = hmac(signingKey, stringToSign).toString('hex');
  return { canonicalRequest, stringToSign, signature, signedHeaders: names.join(';') };
}
