/** An edit gives what the same command line gives. */
import { describe, expect, it } from 'vitest';
import type { WalkInputs } from '../../../src/app/walks/walk-inputs.ts';
import { octetsOf } from '../../support/octets-of.ts';
import {
  EXAMPLE,
  edited,
  everything,
  keys,
  NOW,
  OWN_SECRET,
  octetsIn,
  PROFILE,
  PUT,
  shown,
  type Typed,
  URL,
  withOptions,
} from '../../support/screen/edited-walk.ts';

const factsOf = async (typed: Typed) => everything((await shown(typed)).facts);

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

describe('an edit gives what the same command line gives', () => {
  it.each(EDITS)('of %s', async (_what, typed, edit, same) => {
    const { facts } = await edited(typed, edit);
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
