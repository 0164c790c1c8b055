/**
 * Signs the example in every form of a signature, and sends it to the sandbox in this program. Each form but SigV4A is
 * an example in the AWS documentation, so its values can be compared with the published ones.
 */

import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { bodyOf } from '../../http/body/request-body.ts';
import type { FormId } from '../../views/book/forms.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { beginWalk } from '../editing/edit-walk.ts';
import { readOptions } from '../options/option-values.ts';
import { REQUEST_OPTIONS } from '../options/request-options.ts';
import { SIGNING_OPTIONS } from '../options/signing-options.ts';
import { readRequestInputs } from '../planning/request-inputs.ts';
import { readOnce, readsOf } from '../reading/planning-reads.ts';
import { settingsOf, withExampleKey } from '../settings/settings.ts';
import { pasteReader } from '../walks/pasted-walk.ts';
import type { SignedWalk } from '../walks/shown-walk.ts';
import { NO_PROFILE, type World } from '../world/world.ts';
import { beginExample } from './example-walk.ts';
import { toInnerSandbox } from './inner-sandbox.ts';

/** A request of `sigv4 walk --sandbox`: its address, and its options without the files that they name. */
export interface FormRequest {
  readonly address: string;
  readonly options: Readonly<Record<string, string | boolean | readonly string[]>>;
}

/** The example in one form, after it was sent. `request` is `null` for the form that `sigv4 walk` shows by itself. */
export interface ExampleForm {
  readonly id: FormId;
  readonly request: FormRequest | null;
  readonly facts: WalkFacts;
}

const OBJECT = 'https://examplebucket.s3.amazonaws.com/test.txt';
const DAY = { date: '20130524T000000Z' } as const;

const UPLOAD = {
  ...DAY,
  request: 'PUT',
  header: ['x-amz-storage-class: REDUCED_REDUNDANCY'],
  dataBinary: ['@chunkObject.txt'],
  chunkSize: '65536',
} as const;

const CHUNKED_OBJECT = 'https://s3.amazonaws.com/examplebucket/chunkObject.txt';

const REQUESTS: Readonly<Record<FormId, FormRequest | null>> = {
  header: null,
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  presigned: { address: OBJECT, options: { ...DAY, presign: true, expiresIn: '86400' } },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
  chunked: { address: CHUNKED_OBJECT, options: { ...UPLOAD, payload: 'streaming' } },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
  trailer: {
    address: CHUNKED_OBJECT,
    options: { ...UPLOAD, payload: 'streaming-trailer', trailer: 'crc32c', noSignHeader: ['content-length'] },
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
  'post-policy': {
    address: 'https://sigv4examplebucket.s3.amazonaws.com/',
    options: {
      date: '20151229T000000Z',
      postPolicy: 'policy.json',
      form: ['key=user/user1/photo.png', 'Content-Type=image/png', 'x-amz-meta-tag=', 'file=@photo.png'],
    },
  },
  sigv4a: { address: OBJECT, options: { ...DAY, range: '0-9', algorithm: 'sigv4a', regionSet: '*' } },
};

/** The policy in the AWS documentation, whose lines end with CRLF. */
const POLICY = [
  '{ "expiration": "2015-12-30T12:00:00.000Z",',
  '  "conditions": [',
  '    {"bucket": "sigv4examplebucket"},',
  '    ["starts-with", "$key", "user/user1/"],',
  '    {"acl": "public-read"},',
  '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
  '    ["starts-with", "$Content-Type", "image/"],',
  '    {"x-amz-meta-uuid": "14365123651274"},',
  '    {"x-amz-server-side-encryption": "AES256"},',
  '    ["starts-with", "$x-amz-meta-tag", ""],',
  '',
  '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
  '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
  '    {"x-amz-date": "20151229T000000Z" }',
  '  ]',
  '}',
].join('\r\n');

/** The files that the requests name. */
const FILES: Readonly<Record<string, string>> = {
  'chunkObject.txt': 'a'.repeat(66_560),
  'policy.json': POLICY,
  'photo.png': 'The bytes of a photo.\n',
};

/** Signs and sends the example in every form. Reads no credentials, settings, or files of the user. */
export async function exampleForms(world: World): Promise<readonly ExampleForm[] | Problem> {
  const forms: ExampleForm[] = [];
  const alone = exampleWorld(world);
  for (const [id, request] of Object.entries(REQUESTS) as [FormId, FormRequest | null][]) {
    const walk = await beginForm(alone, request);
    if (isProblem(walk)) return walk;
    const { facts } = walk;
    forms.push({ id, request, facts: { ...facts, exchange: await walk.send(null) } });
  }
  return forms;
}

/** Returns a world without the user's environment and profiles, in which the only files are those of the requests. */
function exampleWorld(world: World): World {
  const contents = (path: string) => {
    const text = FILES[path];
    return text === undefined ? missing(path) : octetsFromText(text);
  };
  return {
    ...world,
    environment: {},
    loadProfile: async () => problem(NO_PROFILE, 'The example has no profile.', 'Leave it out.'),
    readFile: async (path) => contents(path),
    openBody: async (path) => {
      const found = contents(path);
      return isProblem(found) ? found : bodyOf(found);
    },
  };
}

async function beginForm(world: World, request: FormRequest | null): Promise<SignedWalk | Problem> {
  const paste = pasteReader(world, {});
  if (request === null) return beginExample(world, false, paste);
  const read = readOptions({ ...REQUEST_OPTIONS, ...SIGNING_OPTIONS }, request.options);
  if ('problems' in read) return read.problems[0];
  const settings = withExampleKey(settingsOf(world, read.values));
  const inputs = await readRequestInputs(settings, request.address, read.values);
  if (isProblem(inputs)) return inputs;
  const findRoute = toInnerSandbox(world, inputs);
  const context = { world, showsSecrets: false, paste, reads: readOnce(readsOf(world)), findRoute };
  return beginWalk({ ...context, toSandbox: () => findRoute }, inputs, settings.endpoint);
}

const missing = (path: string) => problem('file', `The example has no file ${path}.`, 'Name one that it has.');
