/**
 * The siblings of Signature Version 4 for storage, computed from their documentation alone: nothing of `src` is used, and
 * each vendor is written out by itself, without a record that they share.
 */
import { createHash, createHmac } from 'node:crypto';

export interface PlainRequest {
  readonly method: string;
  /** The path as it is sent, percent-encoded. */
  readonly path: string;
  /** The query as it is sent, without a question mark. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** One character is one byte. */
  readonly body: string;
}

export interface PlainSigner {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly time: string;
  readonly region: string;
  readonly service: string;
}

export type StorageDialect = 'goog4' | 'oss4' | 'tos4';

interface Signed {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'latin1').digest();

const UNRESERVED = /[A-Za-z0-9._~-]/;

function encoded(bytes: Buffer, kept = ''): string {
  return [...bytes]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return UNRESERVED.test(letter) || kept.includes(letter)
        ? letter
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Decodes each escape, and leaves every other character as it is. */
function decoded(text: string): Buffer {
  return Buffer.concat(
    text
      .split(/(%[0-9A-Fa-f]{2})/)
      .map((part) => (/^%[0-9A-Fa-f]{2}$/.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'))),
  );
}

function canonicalQuery(query: string, withoutValue: 'equals' | 'bare'): string {
  const pairs = query === '' ? [] : query.split('&');
  const written = pairs.map((pair): readonly [string, string] => {
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    return [encoded(decoded(name)), encoded(decoded(value))];
  });
  written.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return written
    .map(([name, value]) => (value === '' && withoutValue === 'bare' ? name : `${name}=${value}`))
    .join('&');
}

const canonicalPath = (path: string) => encoded(decoded(path), '/');

const valuesOf = ({ headers }: PlainRequest, name: string) =>
  headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);

const namesOf = ({ headers }: PlainRequest) => [...new Set(headers.map(([name]) => name.toLowerCase()))].sort();

function chain(first: string, parts: readonly string[]): Buffer {
  return parts.reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(first, 'latin1'));
}

function finished(
  name: string,
  canonicalRequest: string,
  { secret, time, region, service }: PlainSigner,
  { prefix, end }: { readonly prefix: string; readonly end: string },
): Signed {
  const parts = [time.slice(0, 8), region, service, end];
  const stringToSign = [name, time, parts.join('/'), sha256(canonicalRequest)].join('\n');
  return {
    canonicalRequest,
    stringToSign,
    signature: hmac(chain(prefix + secret, parts), stringToSign).toString('hex'),
  };
}

/** Cloud Storage: the port is not signed, and every run of white space is one space. */
function signGoog4(request: PlainRequest, signer: PlainSigner, signed: readonly string[], payload: string): Signed {
  const names = [...signed].sort();
  const lines = names.map((name) => {
    const values = valuesOf(request, name).map((value) => value.trim().replace(/[ \t]+/g, ' '));
    return `${name}:${values.map((value) => (name === 'host' ? value.replace(/:\d+$/, '') : value)).join(',')}\n`;
  });
  const text = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query, 'equals'),
    lines.join(''),
    names.join(';'),
    payload,
  ].join('\n');
  return finished('GOOG4-HMAC-SHA256', text, signer, { prefix: 'GOOG4', end: 'goog4_request' });
}

/** OSS: the bucket is always in the path, and only additional headers are listed. */
function signOss4(request: PlainRequest, signer: PlainSigner, additional: readonly string[]): Signed {
  const always = (name: string) => name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-');
  const listed = [...additional].filter((name) => !always(name)).sort();
  const names = namesOf(request).filter((name) => always(name) || listed.includes(name));
  const lines = names.map(
    (name) =>
      `${name}:${valuesOf(request, name)
        .map((value) => value.trim())
        .join(',')}\n`,
  );
  const host = valuesOf(request, 'host')[0] ?? '';
  const bucket = /^([a-z0-9-]+)\.(?:oss-|[a-z0-9-]+\.[a-z0-9-]+\.oss-cloudbox|localhost|oss\.localhost)/.exec(
    host,
  )?.[1];
  const path = (bucket === undefined ? '' : `/${bucket}`) + canonicalPath(request.path);
  const text = [
    request.method,
    path,
    canonicalQuery(request.query, 'bare'),
    lines.join(''),
    listed.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  return finished('OSS4-HMAC-SHA256', text, signer, { prefix: 'aliyun_v4', end: 'aliyun_v4_request' });
}

/** TOS: the secret has no prefix, and the scope ends with `request`. */
function signTos4(request: PlainRequest, signer: PlainSigner, signed: readonly string[], payload: string): Signed {
  const names = [...signed].sort();
  const lines = names.map(
    (name) =>
      `${name}:${valuesOf(request, name)
        .map((value) => value.trim().replace(/ +/g, ' '))
        .join(',')}\n`,
  );
  const text = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query, 'equals'),
    lines.join(''),
    names.join(';'),
    payload,
  ].join('\n');
  return finished('TOS4-HMAC-SHA256', text, signer, { prefix: '', end: 'request' });
}

/** Signs a request that has all its headers. `listed` are the names that its list has. */
export function signPlainly(
  dialect: StorageDialect,
  request: PlainRequest,
  signer: PlainSigner,
  listed: readonly string[],
  payload: string = sha256(request.body),
): Signed {
  switch (dialect) {
    case 'goog4':
      return signGoog4(request, signer, listed, payload);
    case 'oss4':
      return signOss4(request, signer, listed);
    case 'tos4':
      return signTos4(request, signer, listed, payload);
  }
}

const HEADER_PREFIX = { goog4: 'x-goog-', oss4: 'x-oss-', tos4: 'x-tos-' } as const;
const ALGORITHM = { goog4: 'GOOG4-HMAC-SHA256', oss4: 'OSS4-HMAC-SHA256', tos4: 'TOS4-HMAC-SHA256' } as const;
const SCOPE_END = { goog4: 'goog4_request', oss4: 'aliyun_v4_request', tos4: 'request' } as const;

/** Returns the Authorization header of a request. */
export function plainAuthorization(
  dialect: StorageDialect,
  request: PlainRequest,
  signer: PlainSigner,
  listed: readonly string[],
  payload?: string,
): string {
  const { signature } = signPlainly(dialect, request, signer, listed, payload);
  const credential = [
    signer.accessKeyId,
    signer.time.slice(0, 8),
    signer.region,
    signer.service,
    SCOPE_END[dialect],
  ].join('/');
  const list = [...listed].sort().join(';');
  const label = dialect === 'oss4' ? (list === '' ? '' : `AdditionalHeaders=${list}, `) : `SignedHeaders=${list}, `;
  return `${ALGORITHM[dialect]} Credential=${credential}, ${label}Signature=${signature}`;
}

export const headerOf = (dialect: StorageDialect, name: string): string => HEADER_PREFIX[dialect] + name;

const KEY_PREFIX = { goog4: 'GOOG4', oss4: 'aliyun_v4', tos4: '' } as const;

/** The fields of a signed form, for a policy of which `conditions` are a part. */
export function plainForm(dialect: StorageDialect, signer: PlainSigner, conditions: readonly object[]) {
  const { secret, time, region, service, accessKeyId } = signer;
  const scope = [time.slice(0, 8), region, service, SCOPE_END[dialect]];
  const fields = {
    [headerOf(dialect, dialect === 'oss4' ? 'signature-version' : 'algorithm')]: ALGORITHM[dialect],
    [headerOf(dialect, 'credential')]: [accessKeyId, ...scope].join('/'),
    [headerOf(dialect, 'date')]: time,
  };
  const all = [...conditions, ...Object.entries(fields).map(([name, value]) => ({ [name]: value }))];
  const policy = Buffer.from(JSON.stringify({ expiration: '2099-01-01T00:00:00Z', conditions: all })).toString(
    'base64',
  );
  const signature = hmac(chain(KEY_PREFIX[dialect] + secret, scope), policy).toString('hex');
  return { ...fields, policy, [headerOf(dialect, 'signature')]: signature };
}
