/** Browser uploads with faults, by the tests' own signer. One character is one byte. */

import { KEY_ID, SCOPE, SECRET } from '../sandbox/sandbox-client.ts';
import { hmacSignatureOf, type Pair } from './independent-signer.ts';

/** A form and its policy, and their faults. */
export interface FormOrder {
  readonly host: string;
  readonly target: string;
  readonly expiration: string;
  /** Beside those that speak of bucket, key and signature. */
  readonly conditions: readonly unknown[];
  /** A whole policy in place of the one that follows from the order. */
  readonly document: unknown;
  /** What becomes of the base64 before it is signed. */
  readonly encode: (base64: string) => string;
  /** Beside those of the signature. */
  readonly fields: readonly Pair[];
  readonly key: string;
  /** `null` for a form without one. */
  readonly file: { readonly name: string | null; readonly content: string } | null;
  readonly keyId: string;
  readonly secret: string;
  readonly scope: readonly string[];
  readonly date: string;
  readonly token?: string;
  /** What becomes of all fields before the file, once they are signed. */
  readonly alter: (fields: readonly Pair[]) => readonly Pair[];
  readonly headers: readonly Pair[];
  readonly contentType: string;
}

const BOUNDARY = 'the-boundary';

const RIGHT: FormOrder = {
  host: 'examplebucket.s3.amazonaws.com',
  target: '/',
  expiration: '2013-05-24T01:00:00.000Z',
  conditions: [],
  document: undefined,
  encode: (base64) => base64,
  fields: [],
  key: 'user/new.txt',
  file: { name: 'mine.txt', content: 'what the browser sends' },
  keyId: KEY_ID,
  secret: SECRET,
  scope: SCOPE,
  date: `${SCOPE[0]}T000000Z`,
  alter: (fields) => fields,
  headers: [],
  contentType: `multipart/form-data; boundary=${BOUNDARY}`,
};

/** The request that sends a form which is right but for what the order says, and what was signed for it. */
export function formOf(order: Partial<FormOrder> = {}) {
  const whole = { ...RIGHT, ...order };
  const { keyId, scope, date, token } = whole;
  const about: Pair[] = [
    ['x-amz-algorithm', 'AWS4-HMAC-SHA256'],
    ['x-amz-credential', [keyId, ...scope].join('/')],
    ['x-amz-date', date],
    ...(token === undefined ? [] : [['x-amz-security-token', token] as const]),
  ];
  const conditions = [
    { bucket: 'examplebucket' },
    ['starts-with', '$key', 'user/'],
    ...about.map(([name, value]) => ({ [name]: value })),
    ...whole.conditions,
  ];
  const document = whole.document === undefined ? { expiration: whole.expiration, conditions } : whole.document;
  const policy = whole.encode(Buffer.from(JSON.stringify(document), 'utf8').toString('base64'));
  const signature = hmacSignatureOf(policy, whole);
  const all: Pair[] = [
    ['key', whole.key],
    ...whole.fields,
    ...about,
    ['policy', policy],
    ['x-amz-signature', signature],
  ];
  const body = bodyOf(whole.alter(all), whole.file);
  const headers: Pair[] = [
    ['Host', whole.host],
    ['Content-Type', whole.contentType],
    ['Content-Length', String(body.length)],
    ...whole.headers,
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return { policy, signature, request: `POST ${whole.target} HTTP/1.1\r\n${lines}\r\n${body}` };
}

function bodyOf(fields: readonly Pair[], file: FormOrder['file']): string {
  const parts = fields.map(([name, value]) => part(`name="${name}"`, value));
  if (file) parts.push(part(`name="file"${file.name === null ? '' : `; filename="${file.name}"`}`, file.content));
  return `${parts.join('')}--${BOUNDARY}--\r\n`;
}

const part = (about: string, value: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${about}\r\n\r\n${value}\r\n`;
