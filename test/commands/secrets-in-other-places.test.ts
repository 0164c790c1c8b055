/**
 * A request that has the secret access key in another place than it should: as the access key ID, in a header, in the
 * path, the query, the body. No output of any command shows it.
 */

import { createElement, Fragment } from 'react';
import { afterAll, describe, expect, it } from 'vitest';
import { guardedWorld } from '../../src/app/guard/guarded-world.ts';
import { readScreenChoice } from '../../src/app/options/screen-options.ts';
import { pastePage } from '../../src/app/pastes/paste-page.ts';
import type { Screen, ScreenGuard } from '../../src/app/world/screens.ts';
import { lineVerifier } from '../../src/commands/verify/lines.ts';
import { styleText } from '../../src/screen/components/styled-glyphs.ts';
import { maskedRows, maskedSession } from '../../src/screen/masked-session.ts';
import type { DrawnSession } from '../../src/screen/session.ts';
import { makeHome } from '../support/cli/own-home.ts';
import { runIn } from '../support/commands/in-process.ts';
import { screenFor, worldOf } from '../support/commands/test-world.ts';
import { named } from '../support/sources.ts';
import { leaksIn, MARKED, MARKED_TIME } from '../support/trace/secret-search.ts';

const home = makeHome();
afterAll(home.remove);

const encoded = encodeURIComponent(MARKED.secret);

interface Request {
  readonly keyId?: string;
  readonly target?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

function requestOf({ keyId = MARKED.keyId, target = '/k', headers = [], body = '' }: Request): string {
  const signed = ['host', 'x-amz-content-sha256', 'x-amz-date', ...headers.map(([name]) => name.toLowerCase())];
  return [
    `PUT ${target} HTTP/1.1`,
    'Host: private-bucket.s3.amazonaws.com',
    `x-amz-date: ${MARKED_TIME}`,
    'x-amz-content-sha256: UNSIGNED-PAYLOAD',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
    `Authorization: AWS4-HMAC-SHA256 Credential=${keyId}/20130524/us-east-1/s3/aws4_request, SignedHeaders=${signed.sort().join(';')}, Signature=${'ab'.repeat(32)}`,
    '',
    body,
  ].join('\r\n');
}

const REQUESTS: Readonly<Record<string, Request>> = {
  'a header': { headers: [['x-amz-meta-note', MARKED.secret]] },
  'a header that is not signed': { headers: [['User-Agent', `tool/${MARKED.secret}`]] },
  'the path': { target: `/k/${encoded}` },
  'the query': { target: `/k?note=${encoded}` },
  'the name of a parameter': { target: `/k?${encoded}=1` },
  'the body': { body: `key = ${MARKED.secret}` },
  'the body, in base64': { body: Buffer.from(`{"key": ${JSON.stringify(MARKED.secret)}}`).toString('base64') },
  'the place of the access key ID': { keyId: MARKED.secret },
};

const OUTPUTS: readonly (readonly [string, ...string[]])[] = [
  ['verify'],
  ['verify', '--json'],
  ['verify', '--walk'],
  ['verify', '--html', '-'],
  ['verify', '--share'],
  ['verify', '--case', '-'],
  ['diagnose', '--plain'],
  ['diagnose', '--json'],
  ['diagnose', '--html', '-'],
  ['diagnose', '--share'],
  ['diagnose', '--case', '-'],
];

const KEYS = { AWS_ACCESS_KEY_ID: MARKED.keyId, AWS_SECRET_ACCESS_KEY: MARKED.secret };
const ANSWER = '\n\nHTTP/1.1 403 Forbidden\r\n\r\n<Error><Code>RequestTimeTooSkewed</Code><Message>m</Message></Error>';

describe.each(Object.entries(REQUESTS))('the secret access key in %s', (where, request) => {
  it.each(OUTPUTS.map((line) => [line.join(' '), line] as const))('is not in the output of %s', async (_name, line) => {
    const [command] = line;
    const text = requestOf(request) + (command === 'diagnose' ? ANSWER : '');
    const file = home.write(`${where.replaceAll(' ', '-')}.${command}`, text);
    const { stdout, stderr } = await runIn({ ...KEYS, HOME: home.folder }, [...line, file]);
    expect(stdout.length).toBeGreaterThan(100);
    expect(leaksIn(stdout + stderr)).toEqual([]);
  });
});

const run = (environment: Readonly<Record<string, string>>, ...line: readonly string[]) =>
  runIn({ ...environment, HOME: home.folder }, line);
/** As AWS makes them, which no other test takes for a secret of AWS. */
const OF_AWS = 'NotARealSecret/OfAnyone+ButOfTheseTests1';
const ID_OF_AWS = 'AKIAIOSFODNN7MARKED1';
/** A secret of AWS without a slash or a plus. */
const LETTERS = 'NotARealSecretOfAnyoneButOfTheseTests123';
const KEY = 's3://photos/cat.jpg';

describe('an access key ID that is a secret access key', () => {
  const SWAPPED = { AWS_ACCESS_KEY_ID: OF_AWS, AWS_SECRET_ACCESS_KEY: MARKED.keyId };

  it.each([['sign'], ['sign', '--as', 'curl'], ['send'], ['walk', '--plain', '--send'], ['walk', '--plain']])(
    'is neither signed, sent, nor printed: %s %s %s',
    async (...line) => {
      const { status, stdout, stderr } = await run(SWAPPED, ...line, '--endpoint-url', 'http://127.0.0.1:1', KEY);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain('has the form of a secret access key');
      expect(stderr).toContain('probably swapped. Exchange them.');
      expect(stderr).not.toContain('NotAReal');
    },
  );

  it.each([
    `${OF_AWS} `,
    ` ${OF_AWS}`,
    `'${OF_AWS}'`,
    `${OF_AWS}\u200b`,
    OF_AWS.slice(0, -1),
    `${MARKED.keyId}:${OF_AWS}`,
    `key-${OF_AWS}`,
  ])('is not signed with what was copied around it: %j', async (keyId) => {
    const { status, stdout, stderr } = await run(
      { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: ID_OF_AWS },
      'sign',
      KEY,
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('has the form of a secret access key');
    expect(stderr).not.toContain('NotAReal');
  });

  it.each([`${ID_OF_AWS}-${LETTERS}`, `${ID_OF_AWS}_${LETTERS}`, `${ID_OF_AWS}:${LETTERS}`, `"${LETTERS}"`, LETTERS])(
    'is told also if it has only letters and digits, and the secret is there, too: %s',
    async (keyId) => {
      const environment = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: LETTERS };
      const { status, stdout, stderr } = await run(environment, 'sign', KEY);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain('has the form of a secret access key');
      expect(stderr).not.toContain(LETTERS.slice(0, 12));
    },
  );

  it('is told by the forms of R2, if both are in the wrong place', async () => {
    const [id, secret] = ['0123456789abcdef'.repeat(2), 'fedcba9876543210'.repeat(4)];
    const swapped = await run({ AWS_ACCESS_KEY_ID: secret, AWS_SECRET_ACCESS_KEY: id }, 'sign', KEY);
    expect([swapped.status, swapped.stdout]).toEqual([2, '']);
    expect(swapped.stderr).toContain('probably swapped. Exchange them.');
    expect(swapped.stderr).not.toContain(secret.slice(0, 12));
    expect((await run({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret }, 'sign', KEY)).status).toBe(0);
  });

  it.each([
    ['with a prefix', `team-${'AbCdEfGhIj0123456789'.repeat(2)}`],
    ['longer than a secret of AWS', `${'AbCdEfGhIj0123456789'.repeat(2)}kLm`],
  ])('is an ID of a server of one’s own, %s', async (_what, keyId) => {
    const environment = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: 'secret-of-theirs' };
    const { status, stdout } = await run(environment, 'sign', KEY);
    expect([status, stdout.includes(`Credential=${keyId}/`)]).toEqual([0, true]);
  });

  it.each([
    ['an ID in both places, as local servers accept', ID_OF_AWS, ID_OF_AWS],
    ['an ID of Volcengine', 'AKLTYWViMTVmZGYzM2E0NDI5Mzk2MDZjNjFmMjc2MjRjMzg', OF_AWS],
  ])('is not %s', async (_what, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) => {
    expect((await run({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }, 'sign', KEY)).status).toBe(0);
  });

  it.each([`"${OF_AWS}"`, `${OF_AWS} `, `${ID_OF_AWS}:${OF_AWS}`])(
    'is not quoted from AWS_REGION: %j',
    async (region) => {
      const { stdout, stderr } = await run({ AWS_REGION: region }, 'whoami');
      expect(stdout + stderr).not.toContain('NotAReal');
    },
  );

  it.each(['AWS_REGION', 'AWS_DEFAULT_REGION'])('is not quoted if it is in %s', async (name) => {
    const { status, stdout } = await run({ [name]: OF_AWS }, 'whoami');
    expect(status).toBe(1);
    expect(stdout).toMatch(/"\*+"/);
    expect(stdout).not.toContain('NotAReal');
  });

  it('is not printed by verify --jsonl', () => {
    const secrets = [{ accessKeyId: 'A', secretAccessKey: 'minio-secret', source: named('the test') }];
    const answer = lineVerifier({ secrets, now: Date.parse('2013-05-24T00:00:00Z'), rules: {} });
    const shown = [OF_AWS, 'minio-secret', MARKED.keyId].map((keyId) => answer(lineWith(keyId)).document.accessKeyId);
    expect(shown).toEqual(['*'.repeat(40), '*'.repeat(12), MARKED.keyId]);
  });

  it('is not masked where the ID of a server of one’s own is the secret too', async () => {
    const { stdout } = await run(
      { AWS_ACCESS_KEY_ID: 'minioadmin', AWS_SECRET_ACCESS_KEY: 'minioadmin' },
      'walk',
      '--plain',
      KEY,
    );
    expect(stdout).toContain('Credential=minioadmin/');
  });
});

describe('a secret access key with white space', () => {
  const spaced = `${OF_AWS.slice(0, 20)} ${OF_AWS.slice(20)}`;

  it.each([['sign'], ['send'], ['walk', '--plain']])('is not signed with: %s %s', async (...line) => {
    for (const AWS_SECRET_ACCESS_KEY of [spaced, `${OF_AWS}\n`, `${OF_AWS}\u200b`]) {
      const environment = { AWS_ACCESS_KEY_ID: ID_OF_AWS, AWS_SECRET_ACCESS_KEY };
      const { status, stdout, stderr } = await run(environment, ...line, '--endpoint-url', 'http://127.0.0.1:1', KEY);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain('has white space or an invisible character in it');
      expect(stderr).not.toContain('NotAReal');
    }
  });

  it.each(['minioadmin', 'asia-backup'])(
    'is accepted where it is a passphrase of a server of one’s own, for %s',
    async (id) => {
      const environment = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: 'correct horse battery' };
      expect((await run(environment, 'sign', KEY)).status).toBe(0);
    },
  );
});

describe('an access key ID that contains its own secret', () => {
  it('is refused, however short the secret is', async () => {
    const environment = { AWS_ACCESS_KEY_ID: 'backup:hunter2-long', AWS_SECRET_ACCESS_KEY: 'hunter2-long' };
    const { status, stdout, stderr } = await run(environment, 'sign', KEY);
    expect([status, stdout]).toEqual([2, '']);
    // Not only nothing is shown, which holds for every request with a secret: nothing is signed or sent.
    expect(stderr).toContain('so nothing is signed or sent');
    expect(stderr).not.toContain('hunter2');
  });
});

/** A line of `verify --jsonl` with a request that names this key. */
function lineWith(keyId: string): Uint8Array {
  const [first = '', ...lines] = requestOf({ keyId }).trimEnd().split('\r\n');
  const [method, target] = first.split(' ');
  return Buffer.from(JSON.stringify({ request: { method, target, headers: lines.map((line) => line.split(': ')) } }));
}

describe('a request with a secret', () => {
  it.each([
    ['in a header', ['-H', `x-amz-meta-a: ${MARKED.secret}`, KEY]],
    ['in the key', [`s3://photos/${MARKED.secret}`]],
    ['in the body', ['-X', 'PUT', '-d', MARKED.secret, KEY]],
    ['as a password in Referer', ['-H', 'Referer: https://user:n0t-a-real-password@h/', KEY]],
  ])('%s is not printed without being asked for', async (_where, line) => {
    for (const form of ['request', 'headers', 'curl', 'sh', 'python']) {
      const { status, stdout, stderr } = await run(KEYS, 'sign', '--as', form, ...line);
      expect([form, status, stdout]).toEqual([form, 2, '']);
      expect(leaksIn(stderr)).toEqual([]);
    }
    const asked = await run(KEYS, 'sign', '--show-secret', ...line);
    expect(asked.status).toBe(0);
  });
});

describe('an exception', () => {
  const request = requestOf({ headers: [['x-amz-meta-note', MARKED.secret]] });

  it('is printed without the secrets in its message', async () => {
    const file = home.write('request', request);
    const fails = () => {
      throw new Error(`${request} of ${JSON.stringify(KEYS)}`);
    };
    const failed = runIn({ ...KEYS, HOME: home.folder }, ['verify', file], { output: fails });
    await expect(failed).rejects.toThrow('of {');
    expect(leaksIn(String(await failed.catch((error: unknown) => error)))).toEqual([]);
  });
});

describe('the screen', () => {
  const guard = async () => {
    const guarded = await guardedWorld(worldOf({ environment: KEYS }).world, { options: {}, operands: [] });
    return { masked: guarded.masked, keepPaste: () => {} };
  };
  const session: DrawnSession = {
    screen: () => createElement(Fragment),
    exitCode: () => null,
    take: () => {},
    resize: () => {},
    subscribe: () => () => {},
    announcer: () => ({ all: () => [`key ${MARKED.secret}`], change: () => [] }),
  };

  it('does not announce a secret to a screen reader', async () => {
    const { announcer } = maskedSession(session, await guard());
    expect(announcer().all()).toEqual([`key ${'*'.repeat(MARKED.secret.length)}`]);
    expect(announcer().change()).toEqual([]);
  });

  it('does not draw a secret, also not in several rows and styles', async () => {
    const { masked } = await guard();
    const [first, second] = [MARKED.secret.slice(0, 15), MARKED.secret.slice(15)];
    const rows = [
      [styleText('header ', 'name'), styleText(first.slice(0, 5), 'given'), styleText(first.slice(5), 'derived')],
      [styleText('       ', 'words'), styleText(second, 'given')],
      [styleText('another', 'words')],
    ];
    const shown = maskedRows(rows, masked);
    expect(shown.map((row) => row.map(({ text }) => text).join(''))).toEqual([
      `header ${'*'.repeat(15)}`,
      `       ${'*'.repeat(second.length)}`,
      'another',
    ]);
    expect(shown.map((row) => row.map(({ style }) => style))).toEqual(rows.map((row) => row.map(({ style }) => style)));
    expect(shown[2]).toBe(rows[2]);
  });

  it('masks a secret that was pasted', async () => {
    const guards: ScreenGuard[] = [];
    const show: Screen<unknown>['show'] = async (_session, _choice, given) => {
      if (given) guards.push(given);
      return 0;
    };
    const { world } = worldOf({ screen: { ...screenFor({}), show } });
    const { screen } = await guardedWorld(world, { options: {}, operands: [] });
    await screen?.show({ kind: 'paste', page: pastePage(world, 'verify', {}) }, readScreenChoice({}));
    const [pasted] = guards;
    pasted?.keepPaste(`aws_secret_access_key = ${OF_AWS}`);
    await expect.poll(() => pasted?.masked(`a ${OF_AWS} b`)).toBe(`a ${'*'.repeat(40)} b`);
  });
});
