/**
 * AWS's signing test suite as it is published: a folder a case, with `context.json`, `request.txt` and the expected
 * values of the header form (https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite).
 */
import * as v from 'valibot';
import { type Problem, problem } from '../bytes/problem.ts';
import type { DeclinedVector, FixtureFiles, RunnableVector, VectorGroup } from './vector.ts';

const context = v.object({
  credentials: v.object({
    access_key_id: v.string(),
    secret_access_key: v.string(),
    token: v.optional(v.string()),
  }),
  region: v.string(),
  service: v.string(),
  timestamp: v.string(),
  normalize: v.optional(v.boolean(), true),
  double_uri_encode: v.optional(v.boolean(), true),
  sign_body: v.optional(v.boolean(), false),
  omit_session_token: v.optional(v.boolean(), false),
});

const EXPECTED = {
  'canonical-request': 'header-canonical-request.txt',
  'string-to-sign': 'header-string-to-sign.txt',
  signature: 'header-signature.txt',
} as const;
const NEEDED = ['context.json', 'request.txt', ...Object.values(EXPECTED)];

/** The cases in a folder, or a problem where there is none. A case without all its files is declined, and says so. */
export function readOriginalLayout(files: FixtureFiles, source: string): VectorGroup | Problem {
  const cases = files.list('').filter((name) => filesOf(files, name).includes('context.json'));
  if (cases.length === 0) {
    return problem(
      'no-vectors',
      `${JSON.stringify(source)} holds no case of AWS's signing test suite: no folder in it has a context.json.`,
      'Give the folder v4 of the suite.',
    );
  }
  const read = cases.sort().map((name) => readCase(files, name));
  return {
    id: 'original-layout',
    publisher: {
      title: "AWS's signing test suite in its original layout, header form",
      publisher: 'AWS',
      source,
      licence: 'as its files say',
      notice: 'Read from where it stands.',
    },
    runnable: read.filter((vector) => 'request' in vector),
    declined: read.filter((vector) => 'declined' in vector),
  };
}

function readCase(files: FixtureFiles, name: string): RunnableVector | DeclinedVector {
  const missing = NEEDED.filter((file) => !filesOf(files, name).includes(file));
  if (missing.length > 0) return { name, published: {}, declined: `it has no ${missing.join(', no ')}` };
  const parsed = v.safeParse(context, parseJson(files.read(`${name}/context.json`)));
  if (!parsed.success) return { name, published: {}, declined: 'its context.json is not what the suite has elsewhere' };
  const { credentials, region, service, timestamp, ...flags } = parsed.output;
  const published = Object.entries(EXPECTED).map(([id, file]) => [
    id,
    files.read(`${name}/${file}`).replace(/\n$/, ''),
  ]);
  return {
    name,
    request: readRequest(files.read(`${name}/request.txt`)),
    credentials: {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
      sessionToken: credentials.token,
    },
    region,
    service,
    timestamp: timestamp.replace(/[-:]/g, ''),
    rules: {
      pathEncoding: flags.double_uri_encode ? 'twice' : 'once',
      pathSegments: flags.normalize ? 'normalised' : 'kept',
      contentSha256Header: flags.sign_body ? 'added' : 'not-added',
      sessionToken: flags.omit_session_token ? 'appended' : 'signed',
    },
    published: Object.fromEntries(published),
  };
}

/** Lines end with LF alone, a space may stand in the path, and a header may be folded. */
function readRequest(text: string): RunnableVector['request'] {
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

function filesOf(files: FixtureFiles, folder: string): readonly string[] {
  try {
    return files.list(folder);
  } catch {
    return [];
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
