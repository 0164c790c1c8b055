/** What requests would be signed with: each setting with its source and its faults, and nothing run or sent for it. */
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { whoami } from '../../src/commands/whoami.ts';
import { worldOf } from '../support/commands/test-world.ts';

const ID = 'AKIAIOSFODNN7MARKED1';
const TEMPORARY = 'ASIAIOSFODNN7MARKED1';
const SECRET = 'zQ9mArKeDsEcReT/+xYz0123456789abcdefGHIJ';

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
        { id: 'access-key-id', value: TEMPORARY, from: 'the environment', faults: [], remarks: [] },
        { id: 'secret-access-key', length: 40, from: 'the environment', faults: [], remarks: [] },
        { id: 'session-token', length: 45, from: 'the environment', faults: [], remarks: [] },
        { id: 'region', value: 'eu-central-1', from: 'AWS_REGION in the environment', faults: [], remarks: [] },
      ],
      asks: null,
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
    ['a missing token', keys(TEMPORARY, SECRET), 'access-key-id', ['token-missing']],
    ['a token of others', keys(ID, SECRET, { AWS_SESSION_TOKEN: 'x' }), 'session-token', ['token-of-a-permanent-key']],
    ['a profile besides', keys(ID, SECRET, { AWS_PROFILE: 'work' }), 'access-key-id', ['profile-not-used']],
    [
      'an address without a scheme',
      keys(ID, SECRET, { AWS_ENDPOINT_URL: 'localhost:9000' }),
      'endpoint',
      ['not-a-url'],
    ],
  ])('names %s', async (_what, environment, id, expected) => {
    const { code, text, document } = await asked(environment, { loadProfile: profileOf('program') });
    expect(faultsOf(document, id)).toEqual(expected);
    expect(code).toBe(/token-of|profile/.test(expected.join()) ? 0 : 1);
    expect(text).not.toContain(SECRET.slice(1, 12));
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

  it('says what is missing, and how to give it', async () => {
    const none = async () => problem('no-profile', 'There is no profile.', 'Make one.');
    const { code, document } = await asked({}, { loadProfile: none });
    expect(code).toBe(1);
    expect(document.problems[0].fix).toContain('AWS_ACCESS_KEY_ID');
    const half = await asked({ AWS_ACCESS_KEY_ID: ID });
    expect(half.document.problems[0].says).toBe('The environment has AWS_ACCESS_KEY_ID but no AWS_SECRET_ACCESS_KEY.');
  });

  it('says it in words', async () => {
    const { world, printed } = worldOf({ environment: keys(TEMPORARY, `${SECRET} `) });
    expect(await whoami.run(world, {}, [])).toBe(1);
    expect(printed()).toContain('✗ requests cannot be signed with these settings');
    expect(printed()).toContain('41 characters, not shown');
    expect(printed()).toContain('has white space in it');
    expect(printed()).toContain('AWS_SESSION_TOKEN');
    expect(printed()).not.toContain(SECRET);
  });
});
