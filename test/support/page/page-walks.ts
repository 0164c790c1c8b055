/** Walks of requests of every form, as the terminal makes and edits them, and what their pages begin with. */
import fc from 'fast-check';
import { beginWalk } from '../../../src/app/editing/edit-walk.ts';
import { toInnerSandbox } from '../../../src/app/example/inner-sandbox.ts';
import { type OptionValues, readOptions } from '../../../src/app/options/option-values.ts';
import { REQUEST_OPTIONS } from '../../../src/app/options/request-options.ts';
import { SIGNING_OPTIONS } from '../../../src/app/options/signing-options.ts';
import { readRequestInputs } from '../../../src/app/planning/request-inputs.ts';
import { readOnce, readsOf } from '../../../src/app/reading/planning-reads.ts';
import { settingsOf, withExampleKey } from '../../../src/app/settings/settings.ts';
import type { SignedWalk } from '../../../src/app/walks/shown-walk.ts';
import { problem } from '../../../src/bytes/problem.ts';
import type { PageFields, PageWalk } from '../../../src/page/live-walk.ts';
import { worldOf } from '../commands/test-world.ts';
import { sound } from '../problems.ts';

export interface FormOfRequest {
  readonly address: string;
  readonly options: OptionValues;
  readonly files?: Readonly<Record<string, string>>;
  /** Without it, the key of AWS's example. */
  readonly environment?: Readonly<Record<string, string>>;
}

const DATE = { date: '20130524T000000Z', region: 'us-east-1' } as const;
const PUT = { ...DATE, request: 'PUT', dataBinary: ['@body.txt'] } as const;
const BODY = { 'body.txt': 'The bytes of a body: é, \u{1f511}, and more.\n'.repeat(700) };
const POLICY =
  '{"expiration": "2013-05-30T12:00:00.000Z", "conditions": [{"bucket": "photos"}, ["starts-with", "$key", ""]]}';

export const FORMS = {
  header: { address: 'https://examplebucket.s3.amazonaws.com/test.txt', options: { ...DATE, range: '0-9' } },
  'key in UTF-8': { address: 's3://photos/summer days (1)/a+b=c~é.jpg', options: { ...DATE, pathStyle: true } },
  query: { address: 'https://photos.s3.eu-central-1.amazonaws.com/?prefix=a%2Fb&delimiter=/&max-keys', options: DATE },
  body: { address: 's3://photos/cat.txt', options: { ...DATE, request: 'PUT', data: ['hello'] } },
  'unsigned payload': { address: 's3://photos/cat.txt', options: { ...PUT, payload: 'unsigned' }, files: BODY },
  presigned: { address: 's3://photos/cat.jpg', options: { ...DATE, presign: true, expiresIn: '86400' } },
  chunked: {
    address: 's3://photos/cat.txt',
    options: { ...PUT, payload: 'streaming', chunkSize: '8192' },
    files: BODY,
  },
  trailer: {
    address: 's3://photos/cat.txt',
    options: { ...PUT, payload: 'streaming-trailer', trailer: 'crc64nvme' },
    files: BODY,
  },
  'post policy': {
    address: 'https://photos.s3.amazonaws.com/',
    options: { ...DATE, postPolicy: 'policy.json', form: ['key=cat.txt', 'file=@body.txt'] },
    files: { ...BODY, 'policy.json': POLICY },
  },
  'other service': {
    address: 'https://abc.execute-api.us-east-1.amazonaws.com/stage//a b/../c',
    options: { ...DATE, service: 'execute-api' },
  },
  sigv4a: { address: 's3://photos/cat.jpg', options: { ...DATE, algorithm: 'sigv4a', regionSet: 'us-*' } },
} as const satisfies Readonly<Record<string, FormOfRequest>>;

/** Begins a walk, as `sigv4 walk --sandbox` does. */
export async function begunWalk({ address, options, files, environment = {} }: FormOfRequest): Promise<SignedWalk> {
  const { world } = worldOf({ environment }, files);
  const read = readOptions({ ...REQUEST_OPTIONS, ...SIGNING_OPTIONS }, options);
  if ('problems' in read) throw new Error(read.problems[0].says);
  const settings = withExampleKey(settingsOf(world, read.values));
  const inputs = sound(await readRequestInputs(settings, address, read.values));
  const findRoute = toInnerSandbox(world, inputs);
  const context = {
    world,
    showsSecrets: false,
    paste: async () => problem('paste', 'Nothing is pasted.', 'Type it.'),
    reads: readOnce(readsOf(world)),
    findRoute,
    toSandbox: () => findRoute,
  };
  return sound(await beginWalk(context, inputs, settings.endpoint));
}

/** Returns what the page of a walk begins with, as it is written in the page. */
export function pageWalkOf({ facts }: Pick<SignedWalk, 'facts'>): PageWalk {
  const inputs = facts.inputsForPage;
  if (!inputs) throw new Error('Its page has no inputs.');
  return JSON.parse(
    JSON.stringify({ inputs, destination: facts.destination, checks: facts.checks, publisher: facts.publisher }),
  );
}

const token = fc.string({ unit: fc.constantFrom(...'aZ09-.'), minLength: 1, maxLength: 8 });
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((each) => each.replace(/[\0\r\n]/g, ''));

/** Random edits of one or two fields, most of which can be signed. */
export const edits = fc.array(
  fc.oneof(
    fc.record({ method: fc.constantFrom('GET', 'PUT', 'HEAD', 'DELETE') }),
    text.map((more) => ({ more })),
    fc.record({
      headers: fc.array(
        fc.tuple(
          token.map((name) => `x-${name}`),
          text,
        ),
        { maxLength: 3 },
      ),
    }),
    fc.record({ payload: text }),
    fc.record({ region: fc.constantFrom('eu-central-1', 'ap-southeast-2') }),
    fc.record({ date: fc.constantFrom('20240229T235959Z', '20300101T000000Z', 'yesterday') }),
    fc.record({ accessKeyId: fc.string({ unit: fc.constantFrom(...'AKIZ27'), minLength: 16, maxLength: 16 }) }),
    fc.record({ secretAccessKey: fc.constant('AnotherSecretThatWasMadeUpForThisEXAMPLE') }),
  ),
  { minLength: 1, maxLength: 2 },
);

type Change = Partial<PageFields> & { readonly more?: string };

/** Returns the fields with edits. What is added to the address is percent-encoded as a browser does. */
export function edited<Fields extends Omit<PageFields, 'sessionToken'>>(
  fields: Fields,
  changes: readonly Change[],
): Fields {
  const { more = '', payload, ...others }: Change = Object.assign({}, ...changes);
  const url = fields.url + (fields.url.startsWith('s3:') ? more : encodeURIComponent(more.toWellFormed()));
  return { ...fields, url, ...others, ...(payload !== undefined && fields.payload !== null ? { payload } : {}) };
}
