/** What requests would be signed with: each setting with its source and its faults, and nothing run or sent for it. */
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { whoami } from '../../src/commands/whoami.ts';
import { worldOf } from '../support/commands/test-world.ts';

const ID = 'AKIAIOSFODNN7MARKED1';
const TEMPORARY = 'ASIAIOSFODNN7MARKED1';
const SECRET = 'zQ9mArKeDsEcReT/+xYz0123456789abcdefGHIJ';

/** An ID and a secret of the form that Cloudflare issues: the ID of a token, and its SHA-256. */
const R2 = { id: '0123456789abcdef'.repeat(2), secret: 'fedcba9876543210'.repeat(4) };
/** An ID that a server of one's own accepts, with the letters of a secret, but longer than those of AWS. */
const LONG_ID = `team-${'AbCdEfGhIj0123456789'.repeat(2)}kLm`;

type Environment = Readonly<Record<string, string>>;
const keys = (accessKeyId: string, secret: string, more: Environment = {}): Environment => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secret,
  AWS_REGION: 'eu-central-1',
  ...more,
});

async function asked(environment: Environment, changes: Partial<CommandWorld> = {}, options = {}) {
  const { world, printed } = worldOf({ environment, ...changes });
  const code = await whoami.run(world, { json: true, ...options }, []);
  const text = printed();
  return { code, text, document: JSON.parse(text) };
}

const faultsOf = (document: { settings: { id: string; faults: string[]; remarks: string[] }[] }, id: string) => {
  const found = document.settings.find((one) => one.id === id);
  return [...(found?.faults ?? []), ...(found?.remarks ?? [])];
};

const NO_PROFILE: CommandWorld['loadProfile'] = async () => problem('no-profile', 'There is no profile.', 'Make one.');

const OF_AWS = { AWS_ENDPOINT_URL: 'https://s3.amazonaws.com' };

/** A profile whose credentials must not be asked for. */
const profileOf = (way: 'program' | 'sso' | 'role' | 'web-identity'): CommandWorld['loadProfile'] => {
  return async () => ({
    name: 'work',
    region: 'eu-west-1',
    endpointUrl: 'http://localhost:9000',
    way,
    credentials: () => Promise.reject(new Error('It was asked.')),
  });
};

describe('whoami', () => {
  it('says what is used and from where, and of a secret only its length', async () => {
    const { code, text, document } = await asked(keys(TEMPORARY, SECRET, { AWS_SESSION_TOKEN: `${SECRET}token` }));
    expect(code).toBe(0);
    expect(document).toEqual({
      version: 1,
      usable: true,
      settings: [
        {
          id: 'access-key-id',
          value: TEMPORARY,
          from: 'AWS_ACCESS_KEY_ID in the environment',
          faults: [],
          remarks: [],
        },
        {
          id: 'secret-access-key',
          length: 40,
          from: 'AWS_SECRET_ACCESS_KEY in the environment',
          faults: [],
          remarks: [],
        },
        { id: 'session-token', length: 45, from: 'AWS_SESSION_TOKEN in the environment', faults: [], remarks: [] },
        { id: 'region', value: 'eu-central-1', from: 'AWS_REGION in the environment', faults: [], remarks: [] },
      ],
      asks: null,
      unread: [],
      problems: [],
    });
    expect(text).not.toContain(SECRET.slice(0, 8));
  });

  it.each<[string, Environment, string, string[]]>([
    ['a secret with a line break', keys(ID, `${SECRET}\n`), 'secret-access-key', ['white-space']],
    ['a secret in quotation marks', keys(ID, `"${SECRET}"`), 'secret-access-key', ['quotation-marks']],
    ['an encoded secret', keys(ID, encodeURIComponent(SECRET)), 'secret-access-key', ['percent-encoded']],
    ['a cut secret', keys(ID, SECRET.slice(1)), 'secret-access-key', ['length']],
    ['an ID with a space', keys(` ${ID}`, SECRET), 'access-key-id', ['white-space']],
    ['a cut ID', keys(ID.slice(0, -1), SECRET), 'access-key-id', ['length']],
    ['nothing but the prefix of an ID', keys('AKIA', SECRET), 'access-key-id', ['length']],
    ['swapped keys', keys(SECRET, ID), 'access-key-id', ['form-of-a-secret']],
    ['swapped keys of R2', keys(R2.secret, R2.id), 'access-key-id', ['form-of-a-secret']],
    ['a secret with a space inside', keys(ID, SECRET.replace('/', ' ')), 'secret-access-key', ['white-space']],
    ['a passphrase with its line break', keys('minioadmin', 'a passphrase\n'), 'secret-access-key', ['white-space']],
    ['a long ID that may be one', keys(LONG_ID, 'secret-of-theirs'), 'access-key-id', ['like-a-secret']],
    ['a missing token', keys(TEMPORARY, SECRET), 'access-key-id', ['token-missing']],
    ['a token of others', keys(ID, SECRET, { AWS_SESSION_TOKEN: 'x' }), 'session-token', ['token-of-a-permanent-key']],
    ['a secret with one quotation mark', keys(ID, `"${SECRET}`), 'secret-access-key', ['quotation-marks']],
    ['a longer secret', keys(ID, `${SECRET}x`), 'secret-access-key', ['length']],
    ['a secret after a marked ID', keys(`\ufeff${ID}`, `${SECRET}\u200b`), 'secret-access-key', ['white-space']],
    ['a cut secret after a marked ID', keys(`\ufeff${ID}`, SECRET.slice(1)), 'secret-access-key', ['length']],
    ['a shortened secret', keys(ID, SECRET.replace('/', '…')), 'secret-access-key', ['characters']],
    ['an ID in lowercase', keys(ID.toLowerCase(), SECRET), 'access-key-id', ['characters']],
    ['an ID with a comment', keys(`${ID}#me`, SECRET), 'access-key-id', ['characters', 'length']],
    ['an ID with an escape sequence', keys('AKIA\x1b[31mX\x07', SECRET), 'access-key-id', ['characters', 'length']],
    ['an ID in both places', keys(ID, ID), 'secret-access-key', ['length', 'form-of-an-id']],
    [
      'a Region without a hyphen',
      keys(ID, SECRET, { AWS_REGION: 'us-east1', ...OF_AWS }),
      'region',
      ['not-a-region-of-aws'],
    ],
    [
      'an Availability Zone',
      keys(ID, SECRET, { AWS_REGION: 'us-east-1a', ...OF_AWS }),
      'region',
      ['not-a-region-of-aws'],
    ],
    [
      'a Region in capitals',
      keys(ID, SECRET, { AWS_REGION: 'US-EAST-1', ...OF_AWS }),
      'region',
      ['not-a-region-of-aws'],
    ],
    ['a city', keys(ID, SECRET, { AWS_REGION: 'Frankfurt', ...OF_AWS }), 'region', ['not-a-region-of-aws']],
    [
      'an endpoint of another Region',
      keys(ID, SECRET, { AWS_ENDPOINT_URL: 'https://s3.eu-west-1.amazonaws.com' }),
      'endpoint',
      ['other-region'],
    ],
    ['a profile besides', keys(ID, SECRET, { AWS_PROFILE: 'work' }), 'access-key-id', ['profile-not-used']],
    [
      'an address without a scheme',
      keys(ID, SECRET, { AWS_ENDPOINT_URL: 'localhost:9000' }),
      'endpoint',
      ['not-a-url'],
    ],
    [
      'an address with a password',
      keys(ID, SECRET, { AWS_ENDPOINT_URL: `https://user:${SECRET}@h.example` }),
      'endpoint',
      ['not-a-url'],
    ],
  ])('names %s', async (_what, environment, id, expected) => {
    const { code, text, document } = await asked(environment, { loadProfile: profileOf('program') });
    expect(faultsOf(document, id)).toEqual(expected);
    expect(code).toBe(/profile|like-a/.test(expected.join()) ? 0 : 1);
    expect(text).not.toContain(SECRET.slice(1, 12));
  });

  it('takes the Region from an endpoint of AWS, as signing does, and leaves those of others alone', async () => {
    const { AWS_REGION: _, ...noRegion } = keys(ID, SECRET, { AWS_ENDPOINT_URL: 'https://s3.eu-west-1.amazonaws.com' });
    const { document } = await asked(noRegion, { loadProfile: NO_PROFILE });
    expect(document.settings[2]).toMatchObject({ id: 'region', value: 'eu-west-1', from: 'the host name' });
    expect(document.usable).toBe(true);
    const others = { AWS_REGION: 'garage', AWS_ENDPOINT_URL: 'http://localhost:3900' };
    for (const more of [others, { AWS_REGION: 'eusc-de-east-1' }, { AWS_REGION: 'us-gov-west-1' }])
      expect((await asked(keys(ID, SECRET, more))).code).toBe(0);
  });

  it.each<[string, string]>([
    ['with a line feed', `${SECRET}\n`],
    ['with a carriage return', `${SECRET}\r`],
    ['with a space', ` ${SECRET} `],
    ['in quotation marks', `"${SECRET}"`],
    ['with an invisible character', `${SECRET}\u200b`],
    ['cut', SECRET.slice(0, -1)],
    ['half', SECRET.slice(0, 20)],
    ['after its ID and a colon', `${ID}:${SECRET}`],
    ['after its ID and a space', `${ID} ${SECRET}`],
    ['after its name', `AWS_SECRET_ACCESS_KEY=${SECRET}`],
    ['percent-encoded', encodeURIComponent(SECRET)],
  ])('does not print a secret in the place of its ID: %s', async (_how, text) => {
    for (const options of [{}, { json: true }]) {
      const { world, printed } = worldOf({ environment: keys(text, ID) });
      expect(await whoami.run(world, options, [])).toBe(1);
      expect(printed()).not.toContain(SECRET.slice(0, 8));
      expect(printed()).toMatch(/form.of.a.secret/);
    }
  });

  it.each([
    ['minioadmin'],
    ['0123456789abcdef0123456789abcdef'],
    [`GK${'0123456789ab'.repeat(2)}`],
    ['GOOG1E'.repeat(10)],
  ])('shows the ID of another service, and accepts its passphrase: %s', async (keyId) => {
    const { code, document } = await asked(keys(keyId, 'a passphrase of theirs'));
    expect([code, document.settings[0].value]).toEqual([0, keyId]);
  });

  it('does not show what may be a secret, if its form is that of none', async () => {
    const { code, document } = await asked(keys('correct horse battery staple', 'a-secret-of-theirs'));
    expect([code, document.settings[0].length, 'value' in document.settings[0]]).toEqual([1, 28, false]);
  });

  it.each([['program'], ['sso'], ['role'], ['web-identity']] as const)(
    'does not ask a profile that gets its credentials by %s',
    async (way) => {
      const { code, document } = await asked({}, { loadProfile: profileOf(way) });
      expect(code).toBe(0);
      expect(document).toMatchObject({ usable: null, asks: { profile: 'work', way } });
      const said = worldOf({ environment: {}, loadProfile: profileOf(way) });
      await whoami.run(said.world, {}, []);
      expect(said.printed()).toContain('whether there are credentials is not');
      expect(document.settings.map(({ id, from }: { id: string; from: string }) => [id, from])).toEqual([
        ['region', 'the profile work'],
        ['endpoint', 'the profile work'],
      ]);
    },
  );

  it('names variables that look like those of AWS, and are not read', async () => {
    const environment = {
      AWS_ACCESS_KEY: ID,
      AWS_SECRET_KEY: SECRET,
      AWS_REGION_NAME: 'eu-west-1',
      AWS_REGION: 'eu-west-1',
    };
    const { text, document } = await asked(environment, { loadProfile: NO_PROFILE });
    expect(document.unread).toEqual([
      { name: 'AWS_ACCESS_KEY', instead: 'AWS_ACCESS_KEY_ID' },
      { name: 'AWS_SECRET_KEY', instead: 'AWS_SECRET_ACCESS_KEY' },
    ]);
    const said = worldOf({ environment, loadProfile: NO_PROFILE });
    await whoami.run(said.world, {}, []);
    expect(said.printed()).toContain(
      'AWS_SECRET_KEY is set. Some programs read it, but this one does not. Name it AWS_SECRET_ACCESS_KEY.',
    );
    expect(text + said.printed()).not.toContain(SECRET.slice(1, 12));
  });

  it.each<[string, Environment, string[]]>([
    ['a Region', { AWS_REGION_NAME: 'eu-west-1' }, ['AWS_REGION']],
    ['a Region that is read', { AWS_REGION_NAME: 'eu-west-1', AWS_REGION: 'eu-west-1' }, []],
    ['a Region that clients read', { AWS_REGION_NAME: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' }, []],
    ['an endpoint', { AWS_ENDPOINT: 'http://h' }, ['AWS_ENDPOINT_URL']],
    ['an endpoint of S3 that is read', { AWS_ENDPOINT: 'http://h', AWS_ENDPOINT_URL_S3: 'http://h' }, []],
    ['an endpoint that is read', { S3_ENDPOINT_URL: 'http://h', AWS_ENDPOINT_URL: 'http://h' }, []],
  ])('names no other variable for %s, if one is read for it', async (_what, environment, instead) => {
    const { document } = await asked(environment, { loadProfile: NO_PROFILE });
    expect(document.unread.map((one: { instead: string }) => one.instead)).toEqual(instead);
  });

  it('says what is missing, and how to give it', async () => {
    const { code, document } = await asked({}, { loadProfile: NO_PROFILE });
    expect(code).toBe(1);
    expect(document.problems[0].fix).toContain('AWS_ACCESS_KEY_ID');
    const half = await asked({ AWS_ACCESS_KEY_ID: ID });
    expect(half.document.problems[0].says).toBe('The environment has AWS_ACCESS_KEY_ID but no AWS_SECRET_ACCESS_KEY.');
  });
});
