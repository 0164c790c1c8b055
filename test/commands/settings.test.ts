/** Who decides credentials, region and endpoint: the order of https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-quickstart.html#cli-configure-quickstart-precedence */

import { describe, expect, it } from 'vitest';
import { flagOfName, type OptionValues } from '../../src/app/options/option-values.ts';
import { settingsOf } from '../../src/app/settings/settings.ts';
import type { Profile, Surroundings } from '../../src/app/world/world.ts';
import { isProblem, type Problem, problem } from '../../src/bytes/problem.ts';
import { sourceWords } from '../../src/views/input-words.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { expectProblem, sound } from '../support/problems.ts';

type Environment = Surroundings['environment'];

const PROFILE: Profile = {
  name: 'work',
  region: 'eu-west-1',
  endpointUrl: 'http://profile:1',
  way: 'keys',
  credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: null }),
};
const MISSING = problem('no-profile', 'There is no profile.', 'Make one.');

const ofOption = (name: string, { [name]: value }: OptionValues) =>
  value === undefined
    ? undefined
    : { value: String(value), source: { kind: 'option', name: flagOfName(name) } as const };

/** The settings, and which profiles they asked for. */
function given(options: OptionValues, environment: Environment, found: Profile | Problem = PROFILE) {
  const asked: (string | null)[] = [];
  const loadProfile = async (name: string | null) => {
    asked.push(name);
    return found;
  };
  const values = { ...options, region: ofOption('region', options), endpointUrl: ofOption('endpointUrl', options) };
  return { ...settingsOf({ environment, loadProfile }, values), asked };
}

const EVERYTHING: Environment = {
  AWS_REGION: 'us-west-1',
  AWS_DEFAULT_REGION: 'us-west-2',
  AWS_ENDPOINT_URL_S3: 'http://s3:1',
  AWS_ENDPOINT_URL: 'http://all:1',
};
const without = (...names: string[]): Environment =>
  Object.fromEntries(Object.entries(EVERYTHING).filter(([name]) => !names.includes(name)));
const NO_REGION = { ...PROFILE, region: null };

describe('the region', () => {
  it.each([
    ['--region before everything', { region: 'sa-east-1' }, EVERYTHING, PROFILE, ['sa-east-1', '--region']],
    ['then AWS_REGION', {}, EVERYTHING, PROFILE, ['us-west-1', 'AWS_REGION']],
    ['then AWS_DEFAULT_REGION', {}, without('AWS_REGION'), PROFILE, ['us-west-2', 'AWS_DEFAULT_REGION']],
    ['an empty variable is none', {}, { ...EVERYTHING, AWS_REGION: '' }, PROFILE, ['us-west-2', 'AWS_DEFAULT_REGION']],
    ['the environment before --profile', { profile: 'work' }, EVERYTHING, PROFILE, ['us-west-1', 'AWS_REGION']],
    ['then the profile', {}, {}, PROFILE, ['eu-west-1', 'the profile work']],
    ['then the host name', {}, {}, NO_REGION, ['ap-south-1', 'the host name']],
    ['the host name too where there is no profile', {}, {}, MISSING, ['ap-south-1', 'the host name']],
  ] satisfies [string, OptionValues, Environment, Profile | Problem, string[]][])(
    '%s',
    async (_rule, options, environment, profile, expected) => {
      const { value, source } = sound(
        await given(options, environment, profile).region('b.s3.ap-south-1.amazonaws.com'),
      );
      expect([value, sourceWords(source).replace(' in the environment', '')]).toEqual(expected);
    },
  );

  it.each([['h.example.com'], [null]])('is us-east-1 by default, if the host is %s', async (host) => {
    const { value, source } = sound(await given({}, {}, NO_REGION).region(host));
    expect({ value, source }).toEqual({ value: 'us-east-1', source: { kind: 'default' } });
  });

  it.each(['', 'eu west 1', 'eu-west-1/s3', 'eu-west-1\n', '-eu', 'é'])(
    'is a problem where it is %j',
    async (region) => {
      const found = expectProblem(await given({ region }, EVERYTHING).region(null), 'region');
      expect(found.says).toContain('--region');
    },
  );
});

describe('the endpoint', () => {
  it.each([
    [
      '--endpoint-url before everything',
      { endpointUrl: 'http://flag:1' },
      EVERYTHING,
      ['http://flag:1', '--endpoint-url'],
    ],
    ['then AWS_ENDPOINT_URL_S3', {}, EVERYTHING, ['http://s3:1', 'AWS_ENDPOINT_URL_S3']],
    ['then AWS_ENDPOINT_URL', {}, without('AWS_ENDPOINT_URL_S3'), ['http://all:1', 'AWS_ENDPOINT_URL']],
    ['the environment before --profile', { profile: 'work' }, EVERYTHING, ['http://s3:1', 'AWS_ENDPOINT_URL_S3']],
    ['then the profile', {}, {}, ['http://profile:1', 'the profile work']],
  ] satisfies [string, OptionValues, Environment, string[]][])('%s', async (_rule, options, environment, expected) => {
    const found = sound(await given(options, environment).endpoint());
    expect([found?.value, found && sourceWords(found.source).replace(' in the environment', '')]).toEqual(expected);
  });

  it.each([
    ['the profile has none', { ...PROFILE, endpointUrl: null }],
    ['there is no profile', MISSING],
  ])("is AWS's own where %s", async (_rule, profile) => {
    expect(await given({}, {}, profile).endpoint()).toBeNull();
  });
});

const TOKEN = { AWS_SESSION_TOKEN: 'token' };
const WORK = { profile: 'work' };
const OF_PROFILE = { accessKeyId: 'AKIDEXAMPLE', sessionToken: null, source: 'the profile work' };
const OF_ENV = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', sessionToken: null, source: 'the environment' };

describe('the credentials', () => {
  it.each([
    ['are those of the environment', {}, EXAMPLE_KEYS, OF_ENV],
    ['have the token of the environment', {}, { ...EXAMPLE_KEYS, ...TOKEN }, { ...OF_ENV, sessionToken: 'token' }],
    ['have no token where it is empty', {}, { ...EXAMPLE_KEYS, AWS_SESSION_TOKEN: '' }, OF_ENV],
    ['are those of --profile before those of the environment', WORK, EXAMPLE_KEYS, OF_PROFILE],
    [
      'do not mix a token of the environment into --profile',
      { profile: 'work' },
      { ...EXAMPLE_KEYS, ...TOKEN },
      OF_PROFILE,
    ],
    ['are those of the environment before AWS_PROFILE', {}, { ...EXAMPLE_KEYS, AWS_PROFILE: 'work' }, OF_ENV],
    ['are those of the profile where the environment has none', {}, {}, OF_PROFILE],
    ['take no token of the environment into the profile', {}, TOKEN, OF_PROFILE],
    [
      'are those of --profile where the environment has half',
      { profile: 'work' },
      { AWS_ACCESS_KEY_ID: 'A' },
      OF_PROFILE,
    ],
  ] satisfies [string, OptionValues, Environment, object][])('%s', async (_rule, options, environment, expected) => {
    const { accessKeyId, sessionToken } = sound(await given(options, environment).credentials());
    const { value, source } = accessKeyId;
    expect(sessionToken?.source ?? source).toEqual(source);
    expect({ accessKeyId: value, sessionToken: sessionToken?.value ?? null, source: sourceWords(source) }).toEqual(
      expected,
    );
  });

  it.each([
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
  ])('with %s alone are half, and the other half is named', async (there, missing) => {
    const found = expectProblem(await given({}, { [there]: 'x' }).credentials(), 'credentials');
    expect(found.says).toContain(`no ${missing}`);
    expect(found.fix).toContain(missing);
    expect(found.says).not.toContain('"x"');
  });

  it('are asked for in words where there are none', async () => {
    const found = expectProblem(await given({}, {}, MISSING).credentials(), 'no-credentials');
    for (const way of ['AWS_ACCESS_KEY_ID', '--profile', '--no-sign-request']) expect(found.fix).toContain(way);
  });

  const whoAsks = [
    ['the named profile', { profile: 'work' }],
    ['the profile in use', {}],
  ] as const;
  it.each(whoAsks)('say why %s has none', async (_rule, options) => {
    const empty = { ...PROFILE, credentials: async () => problem('credentials', 'SSO has expired.', 'Log in.') };
    const found = expectProblem(await given(options, {}, empty).credentials(), 'credentials');
    expect(found.says).toContain('SSO has expired.');
  });
});

describe('a profile that is not there', () => {
  it('is a problem for each setting where --profile names it', async () => {
    const settings = given({ profile: 'nobody' }, {}, MISSING);
    for (const found of [await settings.region(null), await settings.endpoint(), await settings.credentials()]) {
      expectProblem(found, 'no-profile');
    }
  });

  it('is a problem where AWS_PROFILE names it and keys are needed', async () => {
    expectProblem(await given({}, { AWS_PROFILE: 'nobody' }, MISSING).credentials(), 'no-profile');
  });
});

describe('the profile', () => {
  it('is not loaded when the flags and the environment say everything', async () => {
    const settings = given({ region: 'eu-west-1' }, { ...EXAMPLE_KEYS, ...EVERYTHING });
    await Promise.all([settings.region(null), settings.endpoint(), settings.credentials()]);
    expect(settings.asked).toEqual([]);
  });

  it('is loaded once, no matter what is asked of it', async () => {
    const settings = given({ profile: 'work' }, {});
    const all = [await settings.region(null), await settings.endpoint(), await settings.credentials()];
    expect(all.filter(isProblem)).toEqual([]);
    expect(settings.asked).toEqual(['work']);
  });

  it('is the one in use where no flag names it', async () => {
    const settings = given({}, { AWS_PROFILE: 'work' });
    await settings.region(null);
    expect(settings.asked).toEqual([null]);
  });
});
