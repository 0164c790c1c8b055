/** One case of AWS's signing test suite in its original layout (see original-layout.ts). */
import * as v from 'valibot';
import type { DeclinedVector, RequestVector } from './vector.ts';

/** Signature Version 4, or 4A. */
export type Suite = 'v4' | 'v4a';

/** The files of a case, and what is to be read of them. */
export interface CaseFiles {
  readonly suite: Suite;
  readonly form: 'header' | 'query';
  /** The names of its files. */
  readonly has: readonly string[];
  /** Throws where the file cannot be read. */
  readonly read: (file: string) => string;
}

const contextFormat = v.object({
  credentials: v.object({
    access_key_id: v.string(),
    secret_access_key: v.string(),
    token: v.exactOptional(v.string()),
  }),
  region: v.string(),
  service: v.string(),
  timestamp: v.string(),
  /** In seconds. */
  expiration_in_seconds: v.exactOptional(v.number(), 3600),
  normalize: v.exactOptional(v.boolean(), true),
  double_uri_encode: v.exactOptional(v.boolean(), true),
  sign_body: v.exactOptional(v.boolean(), false),
  omit_session_token: v.exactOptional(v.boolean(), false),
});
type Context = v.InferOutput<typeof contextFormat>;

const publicKeyFormat = v.object({ X: v.string(), Y: v.string() });

const CONTEXT = 'context.json';
const REQUEST = 'request.txt';
const PUBLIC_KEY = 'public-key.json';
/** By the id of the value, what follows the name of the form in the name of the file. */
const EXPECTED = [
  ['canonical-request', 'canonical-request.txt'],
  ['string-to-sign', 'string-to-sign.txt'],
  ['signature', 'signature.txt'],
] as const;

export function readCase(name: string, files: CaseFiles): RequestVector | DeclinedVector {
  const { suite, form, has, read } = files;
  const expected = EXPECTED.map(([id, end]) => [id, `${form}-${end}`] as const);
  const key = suite === 'v4a' ? [PUBLIC_KEY] : [];
  const missing = [CONTEXT, REQUEST, ...key, ...expected.map(([, file]) => file)].filter((file) => !has.includes(file));
  if (missing.length > 0) return declined(name, `it has no ${missing.join(', no ')}`);
  const context = v.safeParse(contextFormat, parseJson(read(CONTEXT)));
  if (!context.success) return declined(name, `its ${CONTEXT} is not what the suite has elsewhere`);
  const publicKey = suite === 'v4a' ? v.safeParse(publicKeyFormat, parseJson(read(PUBLIC_KEY))) : null;
  if (publicKey?.success === false) return declined(name, `its ${PUBLIC_KEY} is not what the suite has elsewhere`);
  const published = {
    ...Object.fromEntries(expected.map(([id, file]) => [id, read(file).replace(/\n$/, '')])),
    ...(publicKey ? { 'public-key': pointOf(publicKey.output) } : {}),
  };
  return vectorOf(name, { ...files, context: context.output, published });
}

interface ReadCase extends CaseFiles {
  readonly context: Context;
  readonly published: Readonly<Record<string, string>>;
}

function vectorOf(name: string, { suite, form, read, context, published }: ReadCase): RequestVector {
  const { credentials, region, service, timestamp } = context;
  const common = {
    name,
    request: readRequest(read(REQUEST)),
    credentials: {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
      ...(credentials.token === undefined ? {} : { sessionToken: credentials.token }),
    },
    region,
    service,
    timestamp: timestamp.replace(/[-:]/g, ''),
    algorithm: suite === 'v4a' ? ('AWS4-ECDSA-P256-SHA256' as const) : ('AWS4-HMAC-SHA256' as const),
    rules: rulesOf(context, form),
    published: { ...published },
  };
  return form === 'header'
    ? { kind: 'header', ...common }
    : { kind: 'query', form: 'query', expires: context.expiration_in_seconds, ...common };
}

/** A body that is signed adds its hash as a header in the header form only. */
function rulesOf(context: Context, form: CaseFiles['form']): RequestVector['rules'] {
  return {
    pathEncoding: context.double_uri_encode ? 'twice' : 'once',
    pathSegments: context.normalize ? 'normalised' : 'kept',
    contentSha256Header: context.sign_body && form === 'header' ? 'added' : 'not-added',
    sessionToken: context.omit_session_token ? 'appended' : 'signed',
  };
}

/** Lines end with LF alone, a space may stand in the path, and a header may be folded. */
function readRequest(text: string): RequestVector['request'] {
  const [head = '', ...rest] = text.split('\n\n');
  const [line = '', ...fields] = head.replace(/\n$/, '').split(/\n(?![ \t])/);
  const methodEnd = line.indexOf(' ');
  return {
    method: line.slice(0, methodEnd),
    target: line.slice(methodEnd + 1, line.lastIndexOf(' ')),
    headers: fields.map((field) => [field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1)]),
    body: rest.join('\n\n'),
  };
}

/** Two numbers of 32 bytes, one after the other, in hexadecimal digits; zeros before a number may be left out. */
function pointOf({ X, Y }: v.InferOutput<typeof publicKeyFormat>): string {
  return X.padStart(64, '0') + Y.padStart(64, '0');
}

function declined(name: string, why: string): DeclinedVector {
  return { kind: 'declined', name, published: {}, declined: why };
}

/** `null`, which is no case, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
