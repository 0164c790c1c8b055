/** `sigv4 sign --as sh|python`: each script prints every value that this program computes, and holds no secret. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import { hasTool } from '../support/cli/program.ts';
import { planOptions } from '../support/commands/option-values.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';

const TOKEN = 'AQo/+=DYXdzEJr...ToKeN';
const WITH_TOKEN = { ...EXAMPLE_KEYS, AWS_SESSION_TOKEN: TOKEN };
const HOST = 'https://examplebucket.s3.amazonaws.com';
const POLICY =
  '{"expiration": "2013-12-30T12:00:00.000Z", "conditions": [{"bucket": "examplebucket"}, ["starts-with", "$key", "ü/"]]}';
const DATED = { date: '20130524T000000Z', region: 'us-east-1' };

interface Signing {
  readonly address: string;
  readonly options: OptionValues;
  readonly environment?: Readonly<Record<string, string>>;
}

const REQUESTS: Readonly<Record<string, Signing>> = {
  example: { address: `${HOST}/test.txt`, options: { range: '0-9' } },
  presigned: { address: `${HOST}/test.txt`, options: { presign: true, expiresIn: '86400' } },
  'presigned with a token': { address: `${HOST}/a'b`, options: { presign: true }, environment: WITH_TOKEN },
  'a body that is not text': { address: `${HOST}/x`, options: { request: 'PUT', dataBinary: ['@odd'] } },
  'a body in a file': { address: `${HOST}/x`, options: { request: 'PUT', dataBinary: ['@long'] } },
  'a token in a header': { address: `${HOST}/é%20$(id)\`"`, options: {}, environment: WITH_TOKEN },
  'a query': { address: `${HOST}/?prefix=a%2Fb&list-type=2&x=%27%5C`, options: { header: ['x-amz-meta-a:  b   c '] } },
  streaming: { address: `${HOST}/x`, options: { request: 'PUT', data: ['a\nb'], payload: 'streaming' } },
  'streaming with trailers': {
    address: `${HOST}/x`,
    options: { request: 'PUT', dataBinary: ['@long'], payload: 'streaming-trailer', chunkSize: '8192' },
    environment: WITH_TOKEN,
  },
  policy: { address: HOST, options: { postPolicy: 'policy.json' }, environment: WITH_TOKEN },
};

const FILES = { odd: "\0\n'\\%\u{ff}\r\n", long: 'long line\n'.repeat(2000), 'policy.json': POLICY };

const world = ({ environment = EXAMPLE_KEYS }: Signing) => worldOf({ environment }, FILES);

async function scriptOf(signing: Signing, as: string, more: OptionValues = {}) {
  const test = world(signing);
  const code = await sign.run(test.world, { ...DATED, ...signing.options, as, ...more }, [signing.address]);
  return { code, script: test.output(), errors: test.errors() };
}

/** Returns what a script prints of each value of a trace: the value after its name, keys in hexadecimal digits. */
async function printedValues(signing: Signing): Promise<string[]> {
  const plan = await planOptions(world(signing).world, signing.address, { ...DATED, ...signing.options });
  if (isProblem(plan)) throw new Error(plan.says);
  const left = /^(?:request|secret-access-key|session-token|signed-request|form-beginning|encoded-length)$/;
  const values = ((await plan.wholeTrace())?.values ?? []).filter(({ id }) => !left.test(id));
  return values.map(({ name, form, bytes }) => {
    const octets = Buffer.from(bytes.octets, 'latin1');
    return `\n${name}:\n${form === 'octets' ? octets.toString('hex') : octets.toString('latin1')}\n`;
  });
}

const folder = mkdtempSync(join(tmpdir(), 'sigv4-scripts-'));
writeFileSync(join(folder, 'long'), FILES.long);

const LANGUAGES = {
  sh: { tool: 'bash', file: 'sign.sh' },
  python: { tool: 'python3', file: 'sign.py' },
} as const;

function runScript(as: keyof typeof LANGUAGES, script: string, environment: Readonly<Record<string, string>>) {
  const { tool, file } = LANGUAGES[as];
  writeFileSync(join(folder, file), script);
  const env = { ...process.env, ...environment, SHOW_SECRETS: '1' };
  return spawnSync(tool, [file, 'long'], { cwd: folder, env, encoding: 'latin1' });
}

describe.each(Object.entries(LANGUAGES))('the script in %s', (name, { tool }) => {
  const as = name as keyof typeof LANGUAGES;
  it.skipIf(!hasTool(tool)).for(Object.entries(REQUESTS))(
    'prints what this program computes for %s',
    { tags: ['expensive'], timeout: 60_000 },
    async ([, signing]) => {
      const { code, script } = await scriptOf(signing, as);
      const { environment = EXAMPLE_KEYS } = signing;
      const { stdout, stderr } = runScript(as, script, environment);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const values = await printedValues(signing);
      expect(values.filter((value) => !stdout.includes(value))).toEqual([]);
      expect(stdout).toHaveLength(values.join('').length);
    },
  );

  it.for(Object.entries(REQUESTS))('has each step in one place for %s', async ([what, signing]) => {
    const { script } = await scriptOf(signing, as);
    const titles = script.match(/^# [A-Z].*$/gm)?.slice(3) ?? [];
    expect(titles.length).toBeGreaterThan(4);
    expect(new Set(titles).size).toBe(titles.length);
    // A policy contains the scope, and the scope the date of the form.
    expect(titles.filter((title) => title.endsWith('continued'))).toHaveLength(what === 'policy' ? 1 : 0);
  });

  it.for(Object.entries(REQUESTS))('holds no secret of %s', async ([, signing]) => {
    const { script } = await scriptOf(signing, as);
    expect(script).toContain('AWS_SECRET_ACCESS_KEY');
    for (const secret of [EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY ?? '', TOKEN]) {
      for (const form of [secret, encodeURIComponent(secret)]) expect(script).not.toContain(form);
      for (const form of ['hex', 'base64'] as const) expect(script).not.toContain(Buffer.from(secret).toString(form));
    }
  });
});

describe('the script in Python', () => {
  it.for(Object.entries(REQUESTS))(
    'has no parentheses on a line of their own inside others, for %s',
    async ([, signing]) => {
      const { script } = await scriptOf(signing, 'python');
      expect(script).not.toMatch(/^ +[()]|^\) ?\+/m);
    },
  );
});

describe('one step of a script', () => {
  const { example } = REQUESTS;
  it('has the values before it as they are', async () => {
    const { script } = await scriptOf(example as Signing, 'python', { step: 'string-to-sign' });
    expect(script).toContain('7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972');
    expect(script).not.toContain('hmac');
  });

  it('derives the key that it needs, because the key is a secret', async () => {
    const { script } = await scriptOf(example as Signing, 'sh', { step: 'signature' });
    const { stdout } = runScript('sh', script, EXAMPLE_KEYS);
    expect(stdout).toMatch(/Signature:\nf0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41\n$/);
  });

  it.each([
    [{ as: 'python', step: 'nothing' }, 'This signature has no step "nothing".'],
    [{ as: 'curl', step: 'signature' }, '--step is given without --as sh or python.'],
    [{ as: 'sh', header: ['Cookie: a=b12345678'] }, 'A script must not contain it.'],
    [{ as: 'sh', algorithm: 'sigv4a' }, 'Each ECDSA signature is different'],
  ])('is refused with %o', async (options, says) => {
    const { code, errors } = await scriptOf({ address: `${HOST}/a`, options }, String(options.as), options);
    expect(code).toBe(2);
    expect(errors).toContain(says);
  });
});
