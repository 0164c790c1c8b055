/** There and back through real sockets: what `sigv4 send` sends is let in by the sandbox, and comes back byte for byte. */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { type Octets, octetsFromArray } from '../../src/bytes/octets.ts';
import { openBody } from '../../src/cli/files/real-files.ts';
import { send } from '../../src/commands/send/send.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { bodyOf } from '../../src/http/body/request-body.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { BODY, KEY_ID } from '../support/sandbox/sandbox-client.ts';
import { openSandbox, type SandboxServer } from '../support/sandbox/sandbox-server.ts';
import { TEMPORARY_KEY_ID, TOKEN } from '../support/sandbox/sandbox-settings.ts';
import { swept } from '../support/sweep.ts';

const CHUNK = 8192;
const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5];
const CHECKSUMS = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'];
const NEW = 's3://examplebucket/new.bin';
const TEMPORARY = { AWS_ACCESS_KEY_ID: TEMPORARY_KEY_ID, AWS_SESSION_TOKEN: TOKEN };

let sandbox: SandboxServer;
const folder = mkdtempSync(join(tmpdir(), 'sigv4-circle-'));

beforeEach(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every byte value, in an order without a short period. One character is one byte. */
function bytesOf(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(state & 0xff);
  }).join('');
}

/** A file with these bytes, as an option names it. */
function fileOf(bytes: string, name = 'body.bin'): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.from(bytes, 'latin1'));
  return path;
}

interface Situation {
  readonly address?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly changes?: Partial<CommandWorld>;
  readonly files?: Readonly<Record<string, string>>;
}

const COMMON = { region: 'us-east-1', date: '20130524T000000Z' };

function worldFor({ environment = {}, changes = {}, files = {} }: Situation) {
  return worldOf({ environment: { ...EXAMPLE_KEYS, ...environment }, openBody, ...changes }, files);
}

async function sent(options: OptionValues, situation: Situation = {}) {
  const { address = NEW } = situation;
  const test = worldFor(situation);
  const endpoint = address.startsWith('s3:') ? { endpointUrl: sandbox.url } : {};
  const code = await send.run(test.world, { ...COMMON, ...endpoint, fail: true, ...options }, [address]);
  return { code, output: test.output(), errors: test.errors() };
}

const ACCEPTED = { code: 0, output: '', errors: '' };

const MODES = ['hashed', 'unsigned', 'streaming', 'streaming-trailer', 'unsigned-trailer'].flatMap((payload) =>
  ['sigv4', 'sigv4a'].flatMap((algorithm) =>
    (payload.endsWith('-trailer') ? CHECKSUMS : [null]).map((trailer) => ({ payload, algorithm, trailer })),
  ),
);

describe('a payload', () => {
  it.each(swept(MODES, 2))('of each size arrives and comes back: $payload, $algorithm, $trailer', async (mode) => {
    const { payload, algorithm, trailer } = mode;
    const chunked = /^streaming|-trailer$/.test(payload) ? { chunkSize: String(CHUNK) } : {};
    const how = { request: 'PUT', payload, algorithm, ...chunked, ...(trailer ? { trailer } : {}) };
    for (const size of SIZES) {
      const body = bytesOf(size);
      expect(await sent({ ...how, dataBinary: [`@${fileOf(body)}`] }), `${size} bytes`).toEqual(ACCEPTED);
      expect(sandbox.body('new.bin') === body, `${size} bytes arrive`).toBe(true);
      const { output } = await sent({ algorithm });
      expect(output === body, `${size} bytes come back`).toBe(true);
    }
    expect(sandbox.answers.map(({ status }) => status)).toEqual(SIZES.flatMap(() => [200, 200]));
  });

  it.each(['streaming', 'streaming-trailer', 'unsigned-trailer'])(
    'is cut where the chunks end, not where the pieces of its file do: %s',
    async (payload) => {
      const body = bytesOf(200_001);
      const options = { request: 'PUT', payload, chunkSize: '9973', dataBinary: [`@${fileOf(body)}`] };
      expect(await sent(options)).toEqual(ACCEPTED);
      expect(sandbox.body('new.bin') === body).toBe(true);
    },
  );

  it.each([
    ['crc32', (body: Buffer) => Buffer.from(crc32(body).toString(16).padStart(8, '0'), 'hex').toString('base64')],
    ['sha1', (body: Buffer) => createHash('sha1').update(body).digest('base64')],
    ['sha256', (body: Buffer) => createHash('sha256').update(body).digest('base64')],
  ])('has after it the %s that Node.js computes', async (trailer, compute) => {
    const body = bytesOf(CHUNK + 1);
    const dataBinary = [`@${fileOf(body)}`];
    await sent({ request: 'PUT', payload: 'streaming-trailer', trailer, dataBinary });
    const { output } = await sent({ include: true, header: ['x-amz-checksum-mode: ENABLED'] });
    expect(output.split('\n')).toContain(`x-amz-checksum-${trailer}: ${compute(Buffer.from(body, 'latin1'))}`);
  });
});

describe('a presigned URL', () => {
  async function presigned(options: OptionValues, situation: Situation = {}): Promise<string> {
    const test = worldFor(situation);
    const all = { ...COMMON, endpointUrl: sandbox.url, presign: true, showSecret: true, ...options };
    expect(await sign.run(test.world, all, [situation.address ?? NEW])).toBe(0);
    return test.output().trimEnd();
  }

  it.each(['sigv4', 'sigv4a'])('gets and puts with nothing but fetch: %s', async (algorithm) => {
    const body = bytesOf(CHUNK + 1);
    const options = { algorithm, request: 'PUT', header: ['x-amz-meta-a: b'] };
    const put = await fetch(await presigned(options), {
      method: 'PUT',
      headers: { 'x-amz-meta-a': 'b' },
      body: Buffer.from(body, 'latin1'),
    });
    expect({ status: put.status, body: sandbox.body('new.bin') === body }).toEqual({ status: 200, body: true });
    const got = await fetch(await presigned({ algorithm }));
    expect(octetsFromArray(new Uint8Array(await got.arrayBuffer())) === body).toBe(true);
    expect(got.headers.get('x-amz-meta-a')).toBe('b');
  });

  it('does not put without the header that is signed, nor with another method', async () => {
    const url = await presigned({ request: 'PUT', header: ['x-amz-meta-a: b'] });
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await fetch(url)).status).toBe(403);
    expect(sandbox.body('new.bin')).toBeUndefined();
  });

  it('covers the payload where that is asked for, with the hash as a header', async () => {
    const url = await presigned({ request: 'PUT', data: ['right'], payload: 'hashed' });
    const hash = createHash('sha256').update('right').digest('hex');
    const put = async (body: string, sha256: string) =>
      (await fetch(url, { method: 'PUT', headers: { 'x-amz-content-sha256': sha256 }, body })).status;
    // As long as the right one: its length is signed too.
    expect(await put('wrong', hash)).toBe(400);
    expect(await put('wrong', createHash('sha256').update('wrong').digest('hex'))).toBe(403);
    expect(sandbox.body('new.bin')).toBeUndefined();
    expect(await put('right', hash)).toBe(200);
    expect(sandbox.body('new.bin')).toBe('right');
  });

  it('gets with temporary credentials, whose token is in it', async () => {
    const url = await presigned({}, { address: 's3://examplebucket/test.txt', environment: TEMPORARY });
    expect(await (await fetch(url)).text()).toBe(BODY);
    const other = new URL(url);
    other.searchParams.set('X-Amz-Security-Token', 'AnotherTokenEXAMPLE');
    expect((await fetch(other)).status).toBe(400);
  });

  it('is used by send itself, also to put nothing', async () => {
    expect(await sent({ presign: true, request: 'PUT', verbose: true })).toMatchObject({
      code: 0,
      errors: expect.stringMatching(/^> Content-Length: 0$/m),
    });
    expect(sandbox.body('new.bin')).toBe('');
    expect((await sent({ presign: true }, { address: 's3://examplebucket/test.txt' })).output).toBe(BODY);
  });
});

describe('a browser upload', () => {
  const POLICY = JSON.stringify({
    expiration: '2013-05-24T01:00:00.000Z',
    conditions: [
      { bucket: 'examplebucket' },
      ['starts-with', '$key', 'user/'],
      { success_action_status: '201' },
      ['content-length-range', 0, 100_000],
      ['starts-with', '$x-amz-meta-a', ''],
    ],
  });
  const upload = (environment: Readonly<Record<string, string>>, ...form: string[]) =>
    sent({ postPolicy: 'policy', form }, { address: 's3://examplebucket', files: { policy: POLICY }, environment });

  it.each([
    ['the example key', {}],
    ['temporary credentials, whose token is a field', TEMPORARY],
  ])('brings a file of any bytes with %s', async (_who, environment) => {
    const body = `--\r\n\r\n${bytesOf(70_000)}\r\n--`;
    const file = `file=@${fileOf(body, 'cat.png')};type=image/png`;
    const { code, output } = await upload(environment, `key=user/\${filename}`, 'x-amz-meta-a=b', file);
    expect({ code, isWhole: sandbox.body('user/cat.png') === body }).toEqual({ code: 0, isWhole: true });
    expect(output).toContain('<Key>user/cat.png</Key>');
    expect(sandbox.metadata('user/cat.png')).toMatchObject({ 'x-amz-meta-a': 'b' });
    expect(sandbox.answers.map(({ status }) => status)).toEqual([201]);
  });

  it('is refused where the policy forbids it', async () => {
    const { code, errors } = await upload({}, 'key=other/a', 'x-amz-meta-a=b', `file=@${fileOf('x')}`);
    expect({ code, body: sandbox.body('other/a') }).toEqual({ code: 22, body: undefined });
    expect(errors).toContain('403');
  });
});

describe('temporary credentials', () => {
  it.each([{}, { presign: true }, { payload: 'streaming', data: ['x'], request: 'PUT' }, { algorithm: 'sigv4a' }])(
    'are let in with their token, and refused with another or none: %j',
    async (options) => {
      const refused = { code: 22, errors: expect.stringMatching(/ 40[03] /) };
      const address = 's3://examplebucket/test.txt';
      const with_ = (environment: Readonly<Record<string, string>>) => sent(options, { address, environment });
      expect(await with_(TEMPORARY)).toMatchObject({ code: 0, errors: '' });
      expect(await with_({ ...TEMPORARY, AWS_SESSION_TOKEN: 'AnotherTokenEXAMPLE' })).toMatchObject(refused);
      expect(await with_({ AWS_ACCESS_KEY_ID: TEMPORARY_KEY_ID })).toMatchObject(refused);
      expect(await with_({ AWS_ACCESS_KEY_ID: KEY_ID, AWS_SESSION_TOKEN: TOKEN })).toMatchObject(refused);
    },
  );
});

describe('a body that has changed since it was looked at', () => {
  const planned = bytesOf(20_000);
  const changed = (now: string) => ({
    openBody: async () => ({ ...bodyOf(planned as Octets), open: () => [Buffer.from(now, 'latin1')] }),
  });
  const cases = ['hashed', 'unsigned', 'streaming', 'streaming-trailer', 'unsigned-trailer'].flatMap((payload) => [
    ...[0, 1, CHUNK, 19_999].map((length) => ({ payload, what: `${length} bytes`, now: planned.slice(0, length) })),
    ...['x', 'x'.repeat(CHUNK)].map((more) => ({ payload, what: `${more.length} bytes more`, now: planned + more })),
  ]);

  it.each(cases)('ends with a problem in words, and stores nothing: $payload, $what', async ({ payload, now }) => {
    const chunked = /^streaming|-trailer$/.test(payload) ? { chunkSize: String(CHUNK) } : {};
    const options = { request: 'PUT', dataBinary: ['@file'], payload, ...chunked };
    const { code, errors } = await sent(options, { changes: changed(now) });
    expect({ code, body: sandbox.body('new.bin') }).toEqual({ code: 1, body: undefined });
    expect(errors).toMatch(/^sigv4: The request could not be read: the body is not the \d+ bytes /);
  });

  it('is refused by the server where only its hash tells', async () => {
    const options = { request: 'PUT', dataBinary: ['@file'], payload: 'hashed' };
    const { code, errors } = await sent(options, { changes: changed(`x${planned.slice(1)}`) });
    expect({ code, body: sandbox.body('new.bin') }).toEqual({ code: 22, body: undefined });
    expect(errors).toContain('400');
  });
});
