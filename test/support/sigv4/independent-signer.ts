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

/** The canonical request, and the names of the headers in it. */
export function canonicalRequestOf(request: MeantRequest) {
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
  return { canonicalRequest, signedHeaders: names.join(';') };
}

/** Four lines or more; `algorithm` is a name as it is on the first. */
export function stringToSignOf(
  algorithm: string,
  { timestamp, scope }: Pick<MeantScope, 'timestamp' | 'scope'>,
  ...tail: readonly string[]
): string {
  return [algorithm, timestamp, scope.join('/'), ...tail].join('\n');
}

/** The HMAC of a string under the SigningKey, in hexadecimal digits. */
export function hmacSignatureOf(stringToSign: string, { secret, scope }: Pick<MeantScope, 'secret' | 'scope'>): string {
  return hmac(signingKeys(secret, scope).at(-1) ?? Buffer.alloc(0), stringToSign).toString('hex');
}

export function signIndependently(request: MeantRequest, by: MeantScope) {
  const canonical = canonicalRequestOf(request);
  const stringToSign = stringToSignOf('AWS4-HMAC-SHA256', by, sha256Of(canonical.canonicalRequest));
  return { ...canonical, stringToSign, signature: hmacSignatureOf(stringToSign, by) };
}

export interface MeantPresigning extends MeantScope {
  readonly keyId: string;
  readonly expires: string;
  /** Signed as a parameter. */
  readonly token?: string | undefined;
}

/** The same where all but the signature is in the query; `added` are those parameters, decoded, in AWS's order. */
export function presignIndependently(request: MeantRequest, by: MeantPresigning) {
  const { signedHeaders } = canonicalRequestOf(request);
  const added: Pair[] = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', [by.keyId, ...by.scope].join('/')],
    ['X-Amz-Date', by.timestamp],
    ['X-Amz-Expires', by.expires],
    ...(by.token === undefined ? [] : [['X-Amz-Security-Token', by.token] as const]),
    ['X-Amz-SignedHeaders', signedHeaders],
  ];
  return { ...signIndependently({ ...request, query: [...request.query, ...added] }, by), added };
}

/** The signature of each chunk, each of which signs the one before it; `seed` is that of the request. */
export function chunkSignaturesOf(chunks: readonly string[], seed: string, by: MeantScope): string[] {
  const signatures = [seed];
  for (const chunk of chunks) {
    const tail = [signatures.at(-1) ?? '', sha256Of(''), sha256Of(chunk)];
    signatures.push(hmacSignatureOf(stringToSignOf('AWS4-HMAC-SHA256-PAYLOAD', by, ...tail), by));
  }
  return signatures.slice(1);
}

/** The signature of trailing headers, which signs that of the last chunk. */
export function trailerSignatureOf(headers: readonly Pair[], previous: string, by: MeantScope): string {
  const text = headers.map(([name, value]) => `${name}:${value}\n`).join('');
  return hmacSignatureOf(stringToSignOf('AWS4-HMAC-SHA256-TRAILER', by, previous, sha256Of(text)), by);
}

/** The string to sign of a policy, and its signature. */
export function signPolicyIndependently(policy: string, by: Pick<MeantScope, 'secret' | 'scope'>) {
  const stringToSign = Buffer.from(policy, 'latin1').toString('base64');
  return { stringToSign, signature: hmacSignatureOf(stringToSign, by) };
}
