/**
 * Reads AWS's signing test suite as published. The folders v4 and v4a contain a folder for each case, with
 * `context.json`, `request.txt`, and the expected values for signing in the header and in the query
 * (https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite).
 */
import * as v from 'valibot';
import { parsedJson } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { ECDSA_P256_SHA256_NAME, HMAC_SHA256_NAME } from '../sigv4/names.ts';
import type { FixtureFiles } from './fixture-files.ts';
import type { DeclinedVector, RequestVector, VectorGroup } from './vector.ts';

const SUITES: readonly Suite[] = ['v4', 'v4a'];
const FORMS = ['header', 'query'] as const;

/**
 * Reads every case in the folder v4 or v4a, or in both if their parent is given. Each case is read once for each form.
 * Returns a problem if there are no cases. A case with missing files is declined.
 */
export function readOriginalLayout(files: FixtureFiles, source: string): VectorGroup[] | Problem {
  const direct = casesIn(files, '');
  if (direct.length > 0) return readSuite(files, { folder: '', source, cases: direct });
  const groups = SUITES.flatMap((folder) => {
    const cases = casesIn(files, folder);
    return cases.length > 0
      ? readSuite(files, { folder, source: inside(source.replace(/\/$/, ''), folder), cases })
      : [];
  });
  return groups.length > 0 ? groups : noCases(source);
}

interface Place {
  /** The path of the folder relative to the given folder; empty for the given folder itself. */
  readonly folder: string;
  readonly source: string;
  readonly cases: readonly string[];
}

/** Reads a suite. SigV4A cases include the public key. A form is omitted if no case has files for it. */
function readSuite(files: FixtureFiles, { folder, source, cases }: Place): VectorGroup[] {
  const all = cases.flatMap((name) => namesIn(files, inside(folder, name)));
  const suite = all.includes('public-key.json') ? 'v4a' : 'v4';
  const forms = FORMS.filter((form) => all.some((name) => name.startsWith(`${form}-`)));
  return (forms.length > 0 ? forms : FORMS).map((form) => {
    const read = cases.map((name) => {
      const path = inside(folder, name);
      return readCase(name, {
        suite,
        form,
        has: namesIn(files, path),
        read: (file) => readNamed(files, inside(path, file)),
      });
    });
    return {
      id: `${suite}-${form}`,
      publisher: {
        title: `AWS's signing test suite in its original layout, ${suite}, ${form} form`,
        publisher: 'AWS',
        source,
        licence: 'as its files say',
        notice: 'Read from its folder.',
      },
      runnable: read.filter((vector) => vector.kind !== 'declined'),
      declined: read.filter((vector) => vector.kind === 'declined'),
    };
  });
}

/** Lists the folders that contain a context, sorted by name. */
function casesIn(files: FixtureFiles, folder: string): string[] {
  const names = folder === '' ? files.list('') : namesIn(files, folder);
  return names.filter((name) => namesIn(files, inside(folder, name)).includes('context.json')).sort();
}

const inside = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

/** Reads a file. If the file cannot be read, throws an error whose message begins with the path. */
function readNamed(files: FixtureFiles, path: string): string {
  try {
    return files.read(path);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Lists a folder. Returns an empty list if the path is not a folder. */
function namesIn(files: FixtureFiles, folder: string): readonly string[] {
  try {
    return files.list(folder);
  } catch {
    return [];
  }
}

function noCases(source: string): Problem {
  return problem(
    'no-vectors',
    `${quotedOperand(source)} contains no case of AWS's signing test suite: no folder in it has a context.json.`,
    'Give the folder v4 or v4a of the suite, or the one above them.',
  );
}

export type Suite = 'v4' | 'v4a';

/** The files of a case, and the form (header or query) to read. */
interface CaseFiles {
  readonly suite: Suite;
  readonly form: 'header' | 'query';
  readonly has: readonly string[];
  /** Reads a file. Throws if the file cannot be read. */
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
/** The IDs of values, and the part of their file names that follows the name of the form. */
const EXPECTED = [
  ['canonical-request', 'canonical-request.txt'],
  ['string-to-sign', 'string-to-sign.txt'],
  ['signature', 'signature.txt'],
] as const;

function readCase(name: string, files: CaseFiles): RequestVector | DeclinedVector {
  const { suite, form, has, read } = files;
  const expected = EXPECTED.map(([id, end]) => [id, `${form}-${end}`] as const);
  const key = suite === 'v4a' ? [PUBLIC_KEY] : [];
  const missing = [CONTEXT, REQUEST, ...key, ...expected.map(([, file]) => file)].filter((file) => !has.includes(file));
  if (missing.length > 0) return declined(name, `it has no ${missing.join(', no ')}`);
  const context = v.safeParse(contextFormat, parsedJson(read(CONTEXT)));
  if (!context.success) return declined(name, `its ${CONTEXT} is not what the suite has elsewhere`);
  const publicKey = suite === 'v4a' ? v.safeParse(publicKeyFormat, parsedJson(read(PUBLIC_KEY))) : null;
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
    algorithm: suite === 'v4a' ? ECDSA_P256_SHA256_NAME : HMAC_SHA256_NAME,
    rules: rulesOf(context, form),
    published: { ...published },
  };
  return form === 'header'
    ? { kind: 'header', ...common }
    : { kind: 'query', form: 'query', expires: context.expiration_in_seconds, ...common };
}

/** Returns the rules of a case. In the header form, a request with a signed body sends the body's hash as a header. */
function rulesOf(context: Context, form: CaseFiles['form']): RequestVector['rules'] {
  return {
    pathEncoding: context.double_uri_encode ? 'twice' : 'once',
    pathSegments: context.normalize ? 'normalised' : 'kept',
    contentSha256Header: context.sign_body && form === 'header' ? 'added' : 'not-added',
    sessionToken: context.omit_session_token ? 'appended' : 'signed',
  };
}

/** Reads a request whose lines end with LF alone. The path can contain spaces, and headers can be folded. */
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

/** Joins two 32-byte numbers in hexadecimal digits. The input may lack leading zeros. */
function pointOf({ X, Y }: v.InferOutput<typeof publicKeyFormat>): string {
  return X.padStart(64, '0') + Y.padStart(64, '0');
}

function declined(name: string, why: string): DeclinedVector {
  return { kind: 'declined', name, published: {}, declined: why };
}
