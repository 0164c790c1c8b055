/** Inputs edited in place: each edit gives what the same command line gives. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditedId, fieldOfInput, type WalkInputs } from '../../src/app/editing/walk-inputs.ts';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { headerOfLine, lineOfHeader } from '../../src/app/options/request-options.ts';
import type { EditedWalk, ShownWalk, WalkEditor } from '../../src/app/walks/shown-walk.ts';
import type { World } from '../../src/app/world/world.ts';
import { isProblem, problem } from '../../src/bytes/problem.ts';
import { walk } from '../../src/commands/walk.ts';
import { bodyOf, type RequestBody } from '../../src/http/body/request-body.ts';
import { failedExchange } from '../../src/http/exchange.ts';
import type { WalkFacts } from '../../src/pages/facts.ts';
import { inputWords } from '../../src/pages/input-words.ts';
import { walkPages } from '../../src/pages/walk-pages.ts';
import { plainPage } from '../../src/render/plain.ts';
import { flippedBits } from '../../src/trace/changes.ts';
import { findValue } from '../../src/trace/trace.ts';
import { formsOf } from '../support/leaked-forms.ts';
import { octetsOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { runs } from '../support/sweep.ts';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../support/test-world.ts';

interface Typed {
  readonly address?: string;
  readonly options?: OptionValues;
  readonly environment?: Readonly<Record<string, string>>;
  readonly changes?: Partial<World>;
}

const URL = 'https://examplebucket.s3.amazonaws.com/test.txt';
const OWN_SECRET = 'marked/Secret+Key0123456789abcdefghijklm';
const POLICY = JSON.stringify({
  expiration: '2013-06-01T00:00:00Z',
  conditions: [{ bucket: 'examplebucket' }, ['starts-with', '$key', '']],
});
const FILES = { body: 'from a file', policy: POLICY, '-': 'from standard input' };
const NOW = '20130524T000000Z';

/** The walk as the screen gets it, complete; AWS's example without an address. */
async function shown({ address, options = {}, environment = {}, changes = {} }: Typed): Promise<ShownWalk> {
  let walked: ShownWalk | null = null;
  const showWalk = async (each: ShownWalk) => {
    walked = each;
    return 0;
  };
  const keys = address === undefined ? {} : EXAMPLE_KEYS;
  const test = worldOf(
    { environment: { ...keys, ...environment }, screen: screenFor({ walk: showWalk }), ...changes },
    FILES,
  );
  await walk.run(test.world, options, address === undefined ? [] : [address]);
  if (walked === null) throw new Error(test.errors());
  return completed(walked);
}

async function completed(walked: ShownWalk): Promise<ShownWalk> {
  return walked.complete ? { ...walked, facts: await walked.complete() } : walked;
}

async function editorOf(typed: Typed = {}): Promise<WalkEditor> {
  const { editor } = await shown(typed);
  if (editor === null) throw new Error('It cannot be edited.');
  return editor;
}

async function edited(typed: Typed, edit: Partial<WalkInputs>): Promise<EditedWalk> {
  const editor = await editorOf(typed);
  return sound(await editor.walk({ ...editor.inputs, ...edit }));
}

const octetsIn = ({ facts }: Pick<EditedWalk, 'facts'>, id: string) => findValue(facts.trace, id)?.bytes.octets;

/**
 * All that is known, but for the opinion, which edits do without, and for whose words something is, which an edit knows
 * better; as text, since a payload knows how to be read.
 */
const everything = (facts: WalkFacts) =>
  JSON.parse(JSON.stringify({ ...facts, opinion: null }), (name, value) => (name === 'input' ? '' : value));

/** Whose words a value begins with, and of the request each part that is given, in order. */
const giversOf = ({ facts }: Pick<EditedWalk, 'facts'>, id: string): string[] =>
  (findValue(facts.trace, id)?.bytes.spans ?? []).flatMap(({ origin }) =>
    origin.kind === 'given' ? [inputWords(origin.input)] : [],
  );

const factsOf = async (typed: Typed) => everything((await shown(typed)).facts);

const EXAMPLE: Typed = { address: URL, options: { header: ['Range: bytes=0-9'], region: 'us-east-1', date: NOW } };
const PUT: Typed = { address: 's3://b/key', options: { request: 'PUT', dataBinary: ['one'], region: 'eu-west-1' } };
const PROFILE = async (name: string | null) => ({
  name: name ?? 'default',
  region: 'ap-south-1',
  endpointUrl: null,
  credentials: async () => ({ accessKeyId: 'AKIDPROFILE', secretAccessKey: OWN_SECRET, sessionToken: 'token-of-it' }),
});
const ENVIRONMENT_OF = (secret: string, more = {}) => ({ AWS_SECRET_ACCESS_KEY: secret, ...more });

/** What is typed first, what is edited then, and what somebody would type who wants that from the beginning. */
const EDITS: readonly (readonly [string, Typed, Partial<WalkInputs>, Typed])[] = [
  ['the region', EXAMPLE, { region: 'eu-west-1' }, withOptions(EXAMPLE, { region: 'eu-west-1' })],
  ['the date', EXAMPLE, { date: '20130525T010203Z' }, withOptions(EXAMPLE, { date: '20130525T010203Z' })],
  ['the method', EXAMPLE, { method: 'DELETE' }, withOptions(EXAMPLE, { request: 'DELETE' })],
  ['the URL', EXAMPLE, { url: `${URL}?a=b` }, { ...EXAMPLE, address: `${URL}?a=b` }],
  ['a header', EXAMPLE, { headers: [['X-A', ' 1 ']] }, withOptions(EXAMPLE, { header: ['X-A: 1'] })],
  ['an empty header', EXAMPLE, { headers: [['X-A', '']] }, withOptions(EXAMPLE, { header: ['X-A;'] })],
  ['no header', EXAMPLE, { headers: [] }, withOptions(EXAMPLE, { header: [] })],
  ['the secret', EXAMPLE, { secretAccessKey: OWN_SECRET }, { ...EXAMPLE, environment: ENVIRONMENT_OF(OWN_SECRET) }],
  ['the key ID', EXAMPLE, { accessKeyId: 'AKID' }, { ...EXAMPLE, environment: { AWS_ACCESS_KEY_ID: 'AKID' } }],
  ['the payload', PUT, { payload: 'two' }, withOptions(PUT, { dataBinary: ['two'] })],
  [
    'a payload that looks like a file',
    PUT,
    { payload: '@body' },
    {
      ...withOptions(PUT, { dataBinary: ['@-'] }),
      changes: { readFile: async () => octetsOf('@body') },
    },
  ],
  [
    'a payload in the place of a file',
    withOptions(PUT, { dataBinary: ['@body'] }),
    { payload: '@body2' },
    {
      ...withOptions(PUT, { dataBinary: ['@-'] }),
      changes: { readFile: async () => octetsOf('@body2') },
    },
  ],
  [
    'no payload in the place of a file',
    withOptions(PUT, { dataBinary: ['@body'] }),
    { payload: '' },
    withOptions(PUT, { dataBinary: undefined }),
  ],
  ['no payload', PUT, { payload: '' }, withOptions(PUT, { dataBinary: undefined })],
  [
    'the region of s3://, and with it the host',
    PUT,
    { region: 'eu-west-3' },
    withOptions(PUT, { region: 'eu-west-3' }),
  ],
  [
    'the date where the clock says it',
    PUT,
    { date: '20130525T000000Z' },
    withOptions(PUT, { date: '20130525T000000Z' }),
  ],
  [
    'the region of a host name, and not what the host name says',
    { address: 'https://b.s3.eu-west-1.amazonaws.com/k' },
    { url: 'https://b.s3.eu-west-2.amazonaws.com/k' },
    { address: 'https://b.s3.eu-west-2.amazonaws.com/k', options: { region: 'eu-west-1' } },
  ],
  [
    'the path where the host name says the region',
    { address: 'https://b.s3.eu-west-1.amazonaws.com/k' },
    { url: 'https://b.s3.eu-west-1.amazonaws.com/other' },
    { address: 'https://b.s3.eu-west-1.amazonaws.com/other' },
  ],
  [
    'the range of -r',
    { address: URL, options: { range: '0-9' } },
    { headers: [['Range', 'bytes=0-1']] },
    {
      address: URL,
      options: { range: '0-1' },
    },
  ],
  [
    'the payload of -d, the type of a form being kept',
    { address: URL, options: { data: ['a=1', 'b=2'] } },
    { payload: 'a=1&b=3' },
    { address: URL, options: { data: ['a=1', 'b=3'] } },
  ],
  [
    'the method where the payload comes from a file',
    { address: URL, options: { dataBinary: ['@body'] } },
    { method: 'PUT' },
    { address: URL, options: { dataBinary: ['@body'], request: 'PUT' } },
  ],
  [
    'the region where the payload comes from standard input',
    { address: URL, options: { dataBinary: ['@-'] } },
    { region: 'eu-west-1' },
    { address: URL, options: { dataBinary: ['@-'], region: 'eu-west-1' } },
  ],
  [
    'the date of a presigned URL',
    { address: URL, options: { presign: true, expiresIn: '60' } },
    { date: '20140524T000000Z' },
    { address: URL, options: { presign: true, expiresIn: '60', date: '20140524T000000Z' } },
  ],
  [
    'the payload of signed chunks',
    withOptions(PUT, { payload: 'streaming', chunkSize: '8192', dataBinary: ['x'.repeat(9000)] }),
    { payload: 'y'.repeat(20_000) },
    withOptions(PUT, { payload: 'streaming', chunkSize: '8192', dataBinary: ['y'.repeat(20_000)] }),
  ],
  [
    'the secret of signed chunks from a file',
    withOptions(PUT, { payload: 'streaming-trailer', trailer: 'sha256', dataBinary: ['@body'] }),
    { secretAccessKey: OWN_SECRET },
    {
      ...withOptions(PUT, { payload: 'streaming-trailer', trailer: 'sha256', dataBinary: ['@body'] }),
      environment: ENVIRONMENT_OF(OWN_SECRET),
    },
  ],
  [
    'the date of an upload',
    { address: 's3://examplebucket', options: { postPolicy: 'policy', form: ['key=a', 'file=@body'] } },
    { date: '20130526T000000Z', region: 'eu-west-1' },
    {
      address: 's3://examplebucket',
      options: {
        postPolicy: 'policy',
        form: ['key=a', 'file=@body'],
        date: '20130526T000000Z',
        region: 'eu-west-1',
      },
    },
  ],
  [
    'the secret of temporary credentials, the token being kept',
    { ...EXAMPLE, environment: { AWS_SESSION_TOKEN: 'token-in-it' } },
    { secretAccessKey: OWN_SECRET },
    { ...EXAMPLE, environment: ENVIRONMENT_OF(OWN_SECRET, { AWS_SESSION_TOKEN: 'token-in-it' }) },
  ],
  [
    'the key ID where a profile was named, which keeps its region and its token',
    { address: 's3://b/k', options: { profile: 'mine' }, changes: { loadProfile: PROFILE } },
    { accessKeyId: 'AKID' },
    {
      address: 's3://b/k',
      environment: { AWS_PROFILE: 'mine', AWS_SESSION_TOKEN: 'token-of-it', ...keys('AKID', OWN_SECRET) },
      changes: { loadProfile: async (name) => PROFILE(name ?? 'mine') },
    },
  ],
  [
    'several at once',
    EXAMPLE,
    { method: 'HEAD', url: 's3://photos/a b', headers: [], region: 'eu-west-1' },
    { address: 's3://photos/a b', options: { request: 'HEAD', region: 'eu-west-1', date: NOW } },
  ],
];

function withOptions(typed: Typed, options: OptionValues): Typed {
  return { ...typed, options: { ...typed.options, ...options } };
}

function keys(accessKeyId: string, secretAccessKey: string) {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

describe('an edit gives what the same command line gives', () => {
  it.each(EDITS)('of %s', async (_what, typed, edit, same) => {
    const { facts } = await edited(typed, edit);
    expect(facts.opinion).toBeNull();
    expect(everything(facts)).toEqual(await factsOf(same));
    expect(facts.trace.values.length).toBeGreaterThan(10);
    expect(everything(facts).trace).not.toEqual((await factsOf(typed)).trace);
  });

  it.each([
    ['the method', { method: 'PUT' }, { request: 'PUT' }],
    ['the region', { region: 'eu-west-1' }, { region: 'eu-west-1' }],
    ['the date', { date: '20130524T001000Z' }, { date: '20130524T001000Z' }],
  ])("of %s of AWS's example, but for where it goes", async (_what, edit, options) => {
    const { facts } = await edited({}, edit);
    const typed = await factsOf(withOptions(EXAMPLE, options));
    expect(everything(facts)).toEqual({ ...typed, destination: facts.destination });
    expect(facts.destination.connectsTo).toMatch(/^the sandbox in this program/);
  });

  it('of SigV4A, whose signatures are never the same, up to what is signed', async () => {
    const typed = withOptions(EXAMPLE, { algorithm: 'sigv4a', regionSet: 'us-east-1' });
    const both = [
      await edited(typed, { region: 'eu-*,us-*' }),
      await shown(withOptions(typed, { regionSet: 'eu-*,us-*' })),
    ];
    const [one, other] = both.map((each) => octetsIn(each, 'string-to-sign'));
    expect(one).toBe(other);
    expect(both.map((each) => octetsIn(each, 'region-set'))).toEqual(['eu-*,us-*', 'eu-*,us-*']);
  });
});

describe('whose words a byte is', () => {
  const AWS = 'the AWS example';

  it.each<[string, Partial<WalkInputs>, readonly string[], Readonly<Record<string, string>>]>([
    [
      'the method',
      { method: 'PUT' },
      ['your edit', `the URL of ${AWS}`, `the Range header of ${AWS}`],
      { region: AWS, timestamp: AWS, service: AWS, 'access-key-id': AWS, 'secret-access-key': AWS },
    ],
    [
      'the region',
      { region: 'eu-west-1' },
      [`the method of ${AWS}`, `the URL of ${AWS}`, `the Range header of ${AWS}`],
      { region: 'your edit', timestamp: AWS, 'access-key-id': AWS },
    ],
    [
      'the secret',
      { secretAccessKey: OWN_SECRET },
      [`the method of ${AWS}`, `the URL of ${AWS}`, `the Range header of ${AWS}`],
      { region: AWS, 'access-key-id': AWS, 'secret-access-key': 'your edit' },
    ],
    [
      'the date, the URL and a header, another one being new',
      {
        date: '20130525T000000Z',
        url: `${URL}?a=b`,
        headers: [
          ['X-A', '1'],
          ['Range', 'bytes=0-9'],
        ],
      },
      [`the method of ${AWS}`, 'your edit', `the Range header of ${AWS}`],
      { region: AWS, timestamp: 'your edit', 'access-key-id': AWS },
    ],
  ])("of AWS's example stays AWS's beside an edit of %s", async (_what, edit, ofRequest, ofValues) => {
    const walked = await edited({}, edit);
    expect([...new Set(giversOf(walked, 'request'))]).toEqual(expect.arrayContaining([...ofRequest]));
    expect(
      giversOf(walked, 'request').filter((by) => !ofRequest.includes(by) && by !== 'the length of the body'),
    ).toEqual([]);
    for (const [id, by] of Object.entries(ofValues)) expect([id, giversOf(walked, id)]).toEqual([id, [by]]);
  });

  it('of a command line is that of its options, the environment and the profile', async () => {
    const walked = await edited(EXAMPLE, { method: 'DELETE' });
    expect(new Set(giversOf(walked, 'request'))).toEqual(
      new Set(['your edit', 'the address', 'the Range header of the command line']),
    );
    expect(['region', 'timestamp', 'access-key-id'].flatMap((id) => giversOf(walked, id))).toEqual([
      '--region',
      '--date',
      'the environment',
    ]);
    const ofProfile = await edited(
      { address: 's3://b/k', options: { profile: 'mine' }, changes: { loadProfile: PROFILE } },
      { accessKeyId: 'AKID' },
    );
    expect(['region', 'access-key-id', 'secret-access-key'].flatMap((id) => giversOf(ofProfile, id))).toEqual([
      'the profile mine',
      'your edit',
      'the profile mine',
    ]);
  });

  it('is that of a host name which is not there any more, where the region stays', async () => {
    const address = 'https://b.s3.eu-west-1.amazonaws.com/k';
    const walked = await edited({ address }, { url: 'https://b.s3.eu-west-2.amazonaws.com/k' });
    expect(giversOf(walked, 'region')).toEqual(['the host name before your edit']);
  });

  it('that are pasted is the paste, until they are edited', async () => {
    const pasted = { method: 'PUT', url: 'https://h.example.com/', headers: [['X-A', '1']], payload: '' } as const;
    const whole = { ...pasted, region: null, service: null };
    const walked = await edited({}, { ...pasted, pasted: whole });
    expect(new Set(giversOf(walked, 'request'))).toEqual(new Set(['the paste', 'the length of the body']));
    expect(giversOf(walked, 'region')).toEqual([AWS]);
    const further = await edited({}, { ...pasted, headers: [['X-A', '2']], method: 'GET', pasted: whole });
    expect(new Set(giversOf(further, 'request'))).toEqual(new Set(['your edit', 'the paste']));
  });

  it('is named in what is wrong with them', async () => {
    const editor = await editorOf();
    const found = await editor.walk({ ...editor.inputs, region: 'eu central' });
    expect(isProblem(found) && found.says).toBe('You typed "eu central", which is not a Region.');
  });
});

describe("a Host header of one's own", () => {
  it('is what the request is said to be signed for, wherever it goes', async () => {
    const typed: Typed = { address: URL, options: { header: ['Host: evil.example.com'] } };
    for (const { facts } of [await shown(typed), await edited({}, { headers: [['host', 'evil.example.com']] })]) {
      const text = walkPages(facts)
        .map((page) => plainPage(page, 1, 8))
        .join('');
      expect(facts.destination.signedFor).toBe('evil.example.com');
      expect(text).toMatch(/signed for +evil\.example\.com\n +← the Host header that was given; it is signed/);
      expect(text).toContain('It is signed for evil.example.com and goes to');
      expect(text).not.toContain('← the host of the URL');
    }
    const usual = walkPages((await shown({ address: URL })).facts).map((page) => plainPage(page, 1, 8));
    expect(usual.join('')).toContain('← the host of the URL, which is in the signed Host header');
  });
});

describe('the inputs', () => {
  it("are those of AWS's example", async () => {
    expect((await editorOf()).inputs).toEqual({
      method: 'GET',
      url: URL,
      headers: [['Range', 'bytes=0-9']],
      payload: '',
      region: 'us-east-1',
      date: NOW,
      accessKeyId: EXAMPLE_KEYS.AWS_ACCESS_KEY_ID,
      secretAccessKey: EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY,
    });
  });

  it.each<[string, Typed, Partial<WalkInputs>]>([
    [
      'of an address of S3 as it was typed',
      { address: 's3://photos/a b' },
      { url: 's3://photos/a b', region: 'us-east-1' },
    ],
    ['with the region of the host', { address: 'https://b.s3.eu-west-1.amazonaws.com/' }, { region: 'eu-west-1' }],
    ['with the time of the clock', { address: URL }, { date: NOW }],
    [
      'with the payload of several options',
      { address: URL, options: { data: ['a', 'b'] } },
      {
        method: 'POST',
        payload: 'a&b',
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      },
    ],
    [
      'with the name of the file that a payload comes from',
      { address: URL, options: { data: ['a', '@body'] } },
      { payload: 'a&@body' },
    ],
    [
      'of an upload',
      { address: 's3://b', options: { postPolicy: 'policy', form: ['key=a'] } },
      {
        method: 'POST',
        payload: null,
      },
    ],
    ['with a region set', withOptions(EXAMPLE, { algorithm: 'sigv4a', regionSet: '*' }), { region: '*' }],
  ])('are found %s', async (_what, typed, expected) => {
    expect((await editorOf(typed)).inputs).toMatchObject(expected);
  });
});

describe('a payload', () => {
  it.each<[string, OptionValues, string, number]>([
    ['a file', { dataBinary: ['@body'] }, '@body', 11],
    ['a file that is sent in chunks', { dataBinary: ['@body'], payload: 'streaming' }, '@body', 11],
    ['a text and a file', { data: ['a=1', '@body'] }, 'a=1&@body', 15],
    ['standard input', { dataBinary: ['@-'] }, '@-', 19],
  ])(
    'of %s has a name and a length, and is the same again where the name is',
    async (_what, options, payload, length) => {
      const editor = await editorOf(withOptions(PUT, { dataBinary: undefined, ...options }));
      expect(editor.fromFiles).toEqual({ payload, length });
      const kept = sound(await editor.walk({ ...editor.inputs, region: 'eu-west-3' }));
      await editor.walk({ ...editor.inputs, region: 'eu-west-3', payload: 'x' });
      expect(everything(sound(await editor.walk({ ...editor.inputs, region: 'eu-west-3' })).facts)).toEqual(
        everything(kept.facts),
      );
    },
  );

  it.each([{ dataBinary: ['one'] }, { data: ['a', 'b'] }, { dataBinary: undefined }])(
    'of text alone is from no file: %j',
    async (options) => {
      expect((await editorOf(withOptions(PUT, options))).fromFiles).toBeNull();
    },
  );

  it('that is pasted is what it is, also where it looks like the file that was there', async () => {
    const editor = await editorOf(withOptions(PUT, { dataBinary: ['@body'] }));
    const pasted = { method: 'PUT', url: 's3://b/key', headers: [], payload: '@body' } as const;
    const whole = { ...pasted, region: null, service: null };
    const { facts } = sound(await editor.walk({ ...editor.inputs, ...pasted, pasted: whole }));
    expect(facts.body.beginning).toBe('@body');
  });

  it('that begins with @ is what it is, and no file, one after the other', async () => {
    const editor = await editorOf(PUT);
    const texts = ['@body', '@-', '@body2', 'x', '@'];
    for (const payload of texts) {
      const { facts } = sound(await editor.walk({ ...editor.inputs, payload }));
      expect(facts.body.beginning).toBe(payload);
    }
  });
});

describe('an edit and back', () => {
  it.each([['the example', {}] as const, ['an own request', EXAMPLE] as const])(
    'of %s is the walk as it began',
    async (_what, typed) => {
      const { facts, send, editor } = await shown(typed);
      if (editor === null) throw new Error('It cannot be edited.');
      const away = sound(await editor.walk({ ...editor.inputs, region: 'eu-west-1' }));
      expect(away.facts.opinion).toBeNull();
      const back = sound(
        await editor.walk({ ...editor.inputs, headers: editor.inputs.headers.map(([name, value]) => [name, value]) }),
      );
      expect(back.facts).toBe(facts);
      expect(back.send).toBe(send);
    },
  );

  it('by way of any other edits is the same, computed anew', async () => {
    const editor = await editorOf(EXAMPLE);
    const edit = { ...editor.inputs, region: 'eu-west-1' };
    const once = sound(await editor.walk(edit));
    await editor.walk({ ...editor.inputs, method: 'PUT', secretAccessKey: OWN_SECRET });
    await editor.walk({ ...editor.inputs, url: 'nothing' });
    expect(sound(await editor.walk(edit)).facts).toEqual(once.facts);
  });
});

describe('what is outside', () => {
  it('is read once, however much is edited, and the clock does not move', async () => {
    const asked: string[] = [];
    let seconds = 0;
    const editor = await editorOf({
      address: URL,
      options: { dataBinary: ['@body'], cacert: 'body', profile: 'mine' },
      changes: {
        now: () => new Date(Date.UTC(2013, 4, 24, 0, 0, seconds++)),
        readFile: async (path) => {
          asked.push(`read ${path}`);
          return octetsOf('certificate');
        },
        openBody: async (path) => {
          asked.push(`open ${path}`);
          return bodyOf(octetsOf('from a file'));
        },
        loadProfile: async (name) => {
          asked.push(`profile ${name}`);
          const profile = await PROFILE(name);
          const credentials = async () => {
            asked.push('credentials');
            return profile.credentials();
          };
          return { ...profile, credentials };
        },
      },
    });
    const first = [...asked].sort();
    expect(first).toEqual(['credentials', 'open body', 'profile mine', 'read body']);
    for (const region of ['eu-west-1', 'eu-west-2', 'eu-west-3']) {
      const { facts } = sound(await editor.walk({ ...editor.inputs, region }));
      expect(findValue(facts.trace, 'timestamp')?.bytes.octets).toBe(editor.inputs.date);
    }
    await editor.walk({ ...editor.inputs, secretAccessKey: OWN_SECRET, method: 'PUT' });
    expect([...asked].sort()).toEqual(first);
  });
});

describe('a payload from a file', () => {
  const PIECE = Buffer.alloc(8192, 'x');

  /** A file of a hundred pieces, and how many of them were read. */
  function countedFile() {
    const read = { pieces: 0 };
    const openBody = async (_path: string, isHashed: boolean): Promise<RequestBody> => {
      const octets = octetsOf(PIECE.toString('latin1').repeat(100));
      const { length, sha256, beginning, stored } = bodyOf(octets);
      if (isHashed) read.pieces += 100;
      const open = function* () {
        for (let piece = 0; piece < 100; piece++) {
          read.pieces += 1;
          yield PIECE;
        }
      };
      return { length, sha256: isHashed ? sha256 : null, beginning, stored, open };
    };
    return { read, openBody };
  }

  // What a body in chunks begins with is shown: 64 KiB, eight of these pieces.
  it.each([
    ['hashed', {}, 0],
    ['unsigned', { payload: 'unsigned' }, 0],
    ['in signed chunks', { payload: 'streaming', chunkSize: '8192' }, 8],
    ['in signed chunks with a checksum', { payload: 'streaming-trailer', chunkSize: '8192', trailer: 'crc32' }, 8],
  ])('is not read again for an edit, where it is %s', async (_how, options, shownPieces) => {
    const { read, openBody } = countedFile();
    const typed = withOptions(PUT, { ...options, dataBinary: ['@body'] });
    const editor = await editorOf({ ...typed, changes: { openBody } });
    for (const edit of [{ region: 'eu-west-3' }, { date: '20130525T000000Z' }, { secretAccessKey: OWN_SECRET }]) {
      read.pieces = 0;
      const walked = sound(await editor.walk({ ...editor.inputs, ...edit }));
      expect(read.pieces).toBe(shownPieces);
      expect(walked.facts.body.length).toBeGreaterThanOrEqual(819_200);
    }
  });
});

describe('an input that is not finished', () => {
  it.each<[string, Typed, Partial<WalkInputs>, string, string]>([
    ['an empty method', {}, { method: '' }, 'method', 'method'],
    ['a method with a space', {}, { method: 'GE T' }, 'method', 'method'],
    ['half a URL', {}, { url: 'https:/' }, 'url', 'url'],
    ['no URL', {}, { url: '' }, 'url', 'url'],
    ['no bucket', {}, { url: 's3://' }, 'url', 'bucket'],
    ['a URL that is presigned', {}, { url: `${URL}?X-Amz-Signature=0` }, 'url', 'presigned'],
    ['half a date', {}, { date: '2013052' }, 'date', 'date'],
    ['no date', {}, { date: '' }, 'date', 'date'],
    ['half a region', {}, { region: 'us-' }, 'region', 'region'],
    ['no region', {}, { region: '' }, 'region', 'region'],
    [
      'no region set',
      withOptions(EXAMPLE, { algorithm: 'sigv4a', regionSet: '*' }),
      { region: 'a,' },
      'region',
      'option',
    ],
    ['no key ID', {}, { accessKeyId: '' }, 'access-key-id', 'credentials'],
    ['a key ID with a line break', {}, { accessKeyId: 'A\nB' }, 'access-key-id', 'credentials'],
    ['no secret', {}, { secretAccessKey: '' }, 'secret-access-key', 'credentials'],
    ['a header without a colon', {}, { headers: [headerOfLine('Rang')] }, 'header/0', 'header'],
    [
      'a header without a name',
      {},
      {
        headers: [
          ['Range', '0'],
          ['', 'x'],
        ],
      },
      'header/1',
      'header',
    ],
    ['a header with a colon in its name', {}, { headers: [['a:b', 'x']] }, 'header/0', 'header'],
    ['a header of two lines', {}, { headers: [['a', 'x\r\ny: z']] }, 'header/0', 'header'],
    [
      'a length that is none',
      {},
      {
        headers: [
          ['A', 'b'],
          ['Content-Length', '7'],
        ],
      },
      'header/1',
      'header',
    ],
    [
      'a header that must be there',
      withOptions(EXAMPLE, { signedHeaders: 'host,range,x-amz-content-sha256,x-amz-date' }),
      { headers: [['A', 'b']] },
      'headers',
      'signed-header',
    ],
    ['half a character', {}, { payload: 'a\ud800' }, 'payload', 'not-utf8'],
    ['a character in the place of what was none', {}, { url: `${URL}\ufffd` }, 'url', 'not-utf8'],
    [
      'a payload beside its length',
      withOptions(PUT, { header: ['Content-Length: 3'] }),
      { payload: 'four' },
      'payload',
      'header',
    ],
    [
      'no payload where there are chunks',
      { address: URL, options: { request: 'GET', payload: 'streaming', dataBinary: ['a'] } },
      { payload: '' },
      'payload',
      'option',
    ],
    [
      'a payload in the place of a form',
      { address: 's3://b', options: { postPolicy: 'policy', form: ['key=a'] } },
      { payload: 'a' },
      'payload',
      'payload',
    ],
    [
      'another method than POST for an upload',
      { address: 's3://b', options: { postPolicy: 'policy', form: ['key=a'] } },
      { method: 'PUT' },
      'method',
      'method',
    ],
    [
      'a key in the address of an upload',
      { address: 's3://b', options: { postPolicy: 'policy', form: ['key=a'] } },
      { url: 's3://b/k' },
      'url',
      'form',
    ],
    ['two of them', {}, { region: 'us-', date: '2013052' }, 'region', 'region'],
    [
      'two of them, of which the later is found first',
      {},
      { date: '2013052', accessKeyId: 'A\nB' },
      'access-key-id',
      'credentials',
    ],
  ])('is a problem of it: %s', async (_what, typed, edit, name, code) => {
    const editor = await editorOf(typed);
    const inputs = { ...editor.inputs, ...edit };
    const found = await editor.walk(inputs);
    expect(isProblem(found) ? { code: found.code, value: found.where?.value } : found).toEqual({ code, value: name });
    if (isProblem(found)) {
      expect(found.says).toMatch(/\.$/);
      expect(found.fix).toMatch(/\.$/);
      expect(found.where?.start).toBe(0);
      expect(found.where?.end).toBe(bytesOf(inputs, name));
    }
  });

  /** The member of the inputs that has such an id. */
  const fieldOf = (id: string) => (fieldOfInput(id as EditedId) ?? id) as keyof WalkInputs;

  /** As many bytes as the input has. */
  function bytesOf(inputs: WalkInputs, name: string): number | undefined {
    const index = /^header\/(\d+)$/.exec(name)?.[1];
    if (index !== undefined) return Buffer.byteLength(lineOfHeader(inputs.headers[Number(index)] ?? ['', '']));
    if (name === 'headers') return 0;
    return Buffer.byteLength(String({ ...inputs, headers: '' }[fieldOf(name)]));
  }

  it('never throws, no matter what is typed where', async () => {
    const editors = [await editorOf(), await editorOf(PUT), await editorOf(withOptions(PUT, { payload: 'streaming' }))];
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      fc.constantFrom(URL, 's3://b/k', 'GET', NOW, 'us-east-1', '@body', '', '\0'),
    );
    const inputs = fc.record(
      {
        method: any,
        url: any,
        headers: fc.array(fc.tuple(any, any), { maxLength: 3 }),
        payload: any,
        region: any,
        date: any,
        accessKeyId: any,
        secretAccessKey: any,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...editors), inputs, async (editor, edit) => {
        const all = { ...editor.inputs, ...edit };
        const found = await editor.walk(all);
        if (!isProblem(found)) return;
        const header = /^header\/(\d+)$/.exec(found.where?.value ?? '')?.[1];
        if (header === undefined) expect(Object.keys(all)).toContain(fieldOf(found.where?.value ?? ''));
        else expect(Number(header)).toBeLessThan(all.headers.length);
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('the secret', () => {
  const example = EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY ?? '';

  it("of AWS's example is shown, any other is masked, in a walk and in a field", async () => {
    const editor = await editorOf();
    expect(octetsIn(await edited({}, { region: 'eu-west-1' }), 'secret-access-key')).toBe(example);
    expect(octetsIn(await edited({}, { secretAccessKey: OWN_SECRET }), 'secret-access-key')).toBe('*'.repeat(40));
    expect([editor.shownSecret(example), editor.shownSecret(example.slice(1)), editor.shownSecret(OWN_SECRET)]).toEqual(
      [example, '*'.repeat(39), '*'.repeat(40)],
    );
  });

  it('that is typed is on no page, no matter what else is wrong', async () => {
    const editor = await editorOf();
    const forms = new Set(formsOf(OWN_SECRET));
    for (const edit of [{}, { date: '2013' }, { url: 'x' }, { method: '' }]) {
      const found = await editor.walk({ ...editor.inputs, secretAccessKey: OWN_SECRET, ...edit });
      const text = isProblem(found)
        ? JSON.stringify(found)
        : walkPages({ ...found.facts, exchange: await found.send(null) })
            .map((page) => plainPage(page, 1, 8))
            .join('');
      expect([...forms].filter((form) => text.includes(form))).toEqual([]);
    }
  });

  it('is shown where somebody asks for it by name', async () => {
    const typed = { options: { showSecret: true } };
    expect((await editorOf(typed)).shownSecret(OWN_SECRET)).toBe(OWN_SECRET);
    expect(octetsIn(await edited(typed, { secretAccessKey: OWN_SECRET }), 'secret-access-key')).toBe(OWN_SECRET);
  });

  it('in a URL that is none is not repeated', async () => {
    const editor = await editorOf(EXAMPLE);
    const url = `ttps://h/?X-Amz-Security-Token=${OWN_SECRET}`;
    expect(JSON.stringify(await editor.walk({ ...editor.inputs, url }))).not.toContain(OWN_SECRET.slice(0, 8));
  });
});

describe("AWS's example, edited and sent", () => {
  it.each<[string, Partial<WalkInputs>, number, string]>([
    ['another range', { headers: [['Range', 'bytes=0-4']] }, 206, ''],
    ['another host for the same bucket', { url: 's3://examplebucket/test.txt' }, 206, ''],
    ['another region', { region: 'eu-west-1' }, 400, 'AuthorizationHeaderMalformed'],
    ['another secret', { secretAccessKey: OWN_SECRET }, 403, 'SignatureDoesNotMatch'],
    ['another key ID', { accessKeyId: 'AKIDOTHER' }, 403, 'InvalidAccessKeyId'],
    ['another date', { date: '20130524T001600Z' }, 403, 'RequestTimeTooSkewed'],
    ['a date that is near enough', { date: '20130524T001400Z' }, 206, ''],
    ['another key', { url: 's3://examplebucket/nothing.txt' }, 404, 'NoSuchKey'],
  ])('goes to the sandbox, whose clock and key stay: %s', async (_what, edit, status, code) => {
    const walked = await edited({}, edit);
    const { response } = await walked.send(null);
    expect(response?.head.status).toBe(status);
    expect(response?.body.kept).toContain(code);
  });

  it('keeps what was put there', async () => {
    const editor = await editorOf();
    const url = 's3://examplebucket/new.txt';
    const put = sound(await editor.walk({ ...editor.inputs, method: 'PUT', url, headers: [], payload: '@new' }));
    expect((await put.send(null)).response?.head.status).toBe(200);
    const got = sound(await editor.walk({ ...editor.inputs, url, headers: [] }));
    expect((await got.send(null)).response?.body.kept).toBe('@new');
  });

  it('has another signature, of whose bits some are as they were', async () => {
    const before = (await shown({})).facts;
    const after = await edited({}, { secretAccessKey: `${EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY}x` });
    const bits = flippedBits(octetsIn({ facts: before }, 'signature') ?? '', octetsIn(after, 'signature') ?? '');
    expect(bits).toBeGreaterThan(0);
    expect(bits).toBeLessThan(256);
  });
});

describe('an own request, edited', () => {
  it('goes where it is asked to, and a problem of the way there is one of the URL', async () => {
    const editor = await editorOf({ address: 'http://127.0.0.1:9/', environment: { http_proxy: 'http://proxy' } });
    const found = await editor.walk({ ...editor.inputs, url: 'http://h.example.com/' });
    expect(isProblem(found) && [found.code, found.where?.value]).toEqual(['proxy', 'url']);
  });

  it('is sent as it is edited', async () => {
    const failed = problem('no-connection', 'Nothing answers.', 'Start it.');
    const heads: string[] = [];
    const send: World['send'] = async ({ request, host, port }) => {
      for await (const piece of request instanceof Uint8Array ? [request] : request)
        heads.push(Buffer.from(piece).toString());
      return failedExchange({ host, port }, failed);
    };
    const walked = await edited({ ...PUT, changes: { send } }, { payload: 'two', method: 'POST' });
    await walked.send(null);
    expect(heads.join('')).toMatch(/^POST \/b\/key HTTP\/1\.1\r\n[\s\S]*\r\n\r\ntwo$/);
  });
});
