/** Where `sigv4 verify` takes the secret from. */

import { describe, expect, it } from 'vitest';
import { problem } from '../../../src/bytes/problem.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import {
  CANONICAL,
  harOf,
  OTHER,
  SIGNED_ENTRY,
  TO_SIGN,
  UNSIGNED_ENTRY,
} from '../../support/verification/verify-inputs.ts';
import {
  EXAMPLE_ID,
  SIGNATURE,
  SIGNED_GET,
  signedGetOf,
  type VerifyOrder,
  verifyText,
} from '../../support/verification/verifying.ts';

/** Each by a key of its own that no one has published. */
const strangers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...SIGNED_ENTRY,
    headers: SIGNED_ENTRY.headers.map(({ name, value }) => ({
      name,
      value: value.replace(EXAMPLE_ID, `AKIDOFNOBODYEXAMPL${index}`),
    })),
  }));

describe('where the secret comes from', () => {
  const text = signedGetOf(OTHER);
  const found = async (order: VerifyOrder) => {
    const { output, code } = await verifyText(text, { ...order, options: { json: true, ...order.options } });
    const { verdict, secretSource } = JSON.parse(output);
    return { code, verdict, secretSource };
  };
  const environment = { AWS_ACCESS_KEY_ID: OTHER.keyId, AWS_SECRET_ACCESS_KEY: OTHER.secret };
  const profile: CommandWorld['loadProfile'] = async (name) => ({
    name: name ?? 'default',
    region: null,
    endpointUrl: null,
    way: 'keys' as const,
    credentials: async () => ({ accessKeyId: OTHER.keyId, secretAccessKey: OTHER.secret, sessionToken: null }),
  });

  it.each<readonly [string, VerifyOrder, string | null]>([
    ['--secret-from with the secret alone', { options: { secretFrom: 'f' }, files: { f: `${OTHER.secret}\n` } }, 'f'],
    ['--secret-from without a newline', { options: { secretFrom: 'f' }, files: { f: OTHER.secret } }, 'f'],
    [
      '--secret-from with a line for each key, comments and CRLF',
      {
        options: { secretFrom: 'f' },
        files: { f: `# keys\r\n\r\nAKIDANOTHER:x:y\r\n${OTHER.keyId}:${OTHER.secret}\r\n` },
      },
      'f',
    ],
    [
      '--secret-from with the session token of temporary credentials',
      { options: { secretFrom: 'f' }, files: { f: `${OTHER.keyId}:${OTHER.secret}:IQoJb3JpZ2luX2Vj==` } },
      'f',
    ],
    [
      '--secret-from on standard input',
      { options: { secretFrom: '-' }, files: { '-': OTHER.secret } },
      'standard input',
    ],
    ['the environment', { world: { environment } }, 'the environment'],
    [
      'the environment without an ID',
      { world: { environment: { AWS_SECRET_ACCESS_KEY: OTHER.secret } } },
      'the environment',
    ],
    ['the profile in use', { world: { loadProfile: profile } }, 'the profile default'],
    ['a profile of --profile', { options: { profile: 'mine' }, world: { loadProfile: profile } }, 'the profile mine'],
  ])('%s', async (_what, order, secretSource) => {
    expect(await found(order)).toEqual({ code: 0, verdict: 'match', secretSource });
  });

  it.each<readonly [string, VerifyOrder]>([
    ['nowhere', {}],
    ['the environment, for another key', { world: { environment: EXAMPLE_KEYS } }],
    ['--secret-from, for other keys', { options: { secretFrom: 'f' }, files: { f: 'A:b\nC:d' } }],
    ['a terminal where nothing is typed', { world: { askSecret: async () => null } }],
  ])('%s: unknown', async (_what, order) => {
    expect(await found(order)).toEqual({ code: 1, verdict: 'unknown', secretSource: null });
  });

  it('the secret of --secret-from comes before that of the environment, which has another', async () => {
    const order = { options: { secretFrom: 'f' }, files: { f: `${OTHER.keyId}:${OTHER.secret}` } };
    const wrong = { ...environment, AWS_SECRET_ACCESS_KEY: 'wrong' };
    expect(await found({ ...order, world: { environment: wrong } })).toMatchObject({
      verdict: 'match',
      secretSource: 'f',
    });
    expect(await found({ world: { environment: wrong } })).toMatchObject({ verdict: 'mismatch' });
  });

  it.each([
    ['', 'is not a file of secret access keys'],
    ['# only a comment\n', 'is not a file of secret access keys'],
    ['a secret\nanother', 'is not a file of secret access keys'],
    ['A:b\nalone', 'is not a file of secret access keys'],
  ])('a file of secrets that holds %j is refused', async (content, says) => {
    const { code, errors, output } = await verifyText(text, { options: { secretFrom: 'f' }, files: { f: content } });
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(says);
    expect(errors).not.toContain('alone"');
  });

  it('a file of secrets or a named profile that is not there is refused; the profile in use is not', async () => {
    expect((await verifyText(text, { options: { secretFrom: 'none' } })).code).toBe(2);
    expect((await verifyText(text, { options: { profile: 'none' } })).code).toBe(2);
    expect((await verifyText(text, { world: { environment: { AWS_PROFILE: 'none' } } })).code).toBe(2);
  });

  it('says why the profile in use gives none, where it is there and fails; one that is not there is none', async () => {
    const remarksBy = async (world: Partial<CommandWorld>) => {
      const { code, output } = await verifyText(text, { world, options: { json: true } });
      return [code, JSON.parse(output).remarks];
    };
    const broken = problem('credentials', 'The session is over.', 'Log in.');
    const silent = {
      name: 'default',
      region: null,
      endpointUrl: null,
      way: 'keys' as const,
      credentials: async () => broken,
    };
    expect(await remarksBy({ loadProfile: async () => silent })).toEqual([1, ['The session is over. Log in.']]);
    expect(await remarksBy({ loadProfile: async () => broken })).toEqual([1, ['The session is over. Log in.']]);
    expect(await remarksBy({})).toEqual([1, []]);
    const named = await verifyText(text, { options: { profile: 'p' }, world: { loadProfile: async () => silent } });
    expect(named).toMatchObject({ code: 2, output: '', errors: 'sigv4: The session is over. Log in.\n' });
  });

  it('comes from --profile before the environment, as for every other command', async () => {
    const world = { loadProfile: profile, environment: { ...environment, AWS_SECRET_ACCESS_KEY: 'wrong' } };
    expect(await found({ options: { profile: 'mine' }, world })).toMatchObject({
      verdict: 'match',
      secretSource: 'the profile mine',
    });
  });

  const own = { options: { secretFrom: 'f' }, files: { f: `${OTHER.keyId}:${OTHER.secret}` } };
  const pair = (signature: string) => `${CANONICAL}\n\n${TO_SIGN}\n\n${signature}`;
  it.each<readonly [string, string, VerifyOrder, number]>([
    ['whose key nobody else knows', text, {}, 1],
    ['whose key --secret-from has', text, own, 0],
    ['whose key the environment has', text, { world: { environment } }, 0],
    ['whose key AWS has published', SIGNED_GET, {}, 0],
    ['that is not signed', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', {}, 0],
    ['that is a URL without a signature', 'https://h.example.com/', {}, 0],
    ['that is malformed', SIGNED_GET.replace('/us-east-1/s3', ''), {}, 0],
    ['that is one of many in a HAR file', harOf(SIGNED_ENTRY, UNSIGNED_ENTRY), {}, 0],
    ['that is one of many, with a key that nobody knows', harOf(...strangers(3)), {}, 1],
    ['that is a pair by a published key', pair(SIGNATURE), {}, 0],
    ['that is a pair by nobody that is known', pair('a'.repeat(64)), {}, 1],
    ['that is a pair, with a key of --secret-from', pair('a'.repeat(64)), own, 0],
    ['that curl signs by --user', 'curl --aws-sigv4 aws:amz:us-east-1:s3 --user A:b https://h/', {}, 0],
    ['that curl signs without a secret', 'curl --aws-sigv4 aws:amz:us-east-1:s3 --user A: https://h/', {}, 1],
  ])('a request %s asks the profile so many times', async (_what, input, order, times) => {
    let asked = 0;
    const loadProfile: CommandWorld['loadProfile'] = (name) => {
      asked += 1;
      return profile(name);
    };
    const { errors } = await verifyText(input, { ...order, world: { loadProfile, ...order.world } });
    expect([errors, asked]).toEqual(['', times]);
  });

  it('is asked for on a terminal, once, where it is not known otherwise', async () => {
    const questions: string[] = [];
    const askSecret = async (question: string) => {
      questions.push(question);
      return OTHER.secret;
    };
    expect(await found({ world: { askSecret } })).toEqual({ code: 0, verdict: 'match', secretSource: 'the terminal' });
    expect(questions).toEqual([
      `Secret access key of ${OTHER.keyId} (not shown; press Enter to continue without it): `,
    ]);
    questions.length = 0;
    await found({ world: { askSecret, environment } });
    await verifyText(SIGNED_GET, { world: { askSecret } });
    await verifyText('GET / HTTP/1.1\r\n\r\n', { world: { askSecret } });
    expect(questions).toEqual([]);
  });

  it('shows nothing of a key ID in the question that commands a terminal', async () => {
    const questions: string[] = [];
    const askSecret = async (question: string) => {
      questions.push(question);
      return null;
    };
    await verifyText(text.replace(OTHER.keyId, 'AKID\xc2\x9bX'), { world: { askSecret } });
    expect(questions.join('')).toMatch(/^[\x20-\x7e]+$/);
  });

  it('needs no session token: the request has it', async () => {
    const temporary = { ...OTHER, keyId: 'ASIAOFTHESETESTSEXAM', token: 'FQoGZXIvYXdzEXAMPLE//TOKEN==' };
    const order = { options: { secretFrom: 'f' }, files: { f: OTHER.secret } };
    expect(await verifyText(signedGetOf(temporary), order)).toMatchObject({ code: 0, verdict: 'match' });
    const changed = signedGetOf(temporary).replace('FQoG', 'FQoH');
    expect((await verifyText(changed, order)).verdict).toBe('mismatch at Signature');
  });
});
