/** The built sandbox with keys, a region, a folder, and logs for programs. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { readFile } from '../../src/cli/files/real-files.ts';
import { readSandboxOptions, SANDBOX_OPTIONS } from '../../src/commands/sandbox/read-options.ts';
import { credentialLines } from '../../src/views/traffic/client-settings.ts';
import { connectCommands } from '../../src/views/traffic/connect-page.ts';
import { hasTool, PROGRAM, run } from '../support/cli/program.ts';
import { readValues } from '../support/commands/option-values.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { sound } from '../support/problems.ts';
import { type Order, ordered, readReply, SCOPE } from '../support/sandbox/sandbox-client.ts';
import { runs } from '../support/sweep.ts';

const execute = promisify(execFile);
const values = (given: OptionValues) => sound(readValues(SANDBOX_OPTIONS, given));

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sigv4-test-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
const servers: ChildProcess[] = [];
afterEach(() => {
  for (const child of servers.splice(0)) child.kill('SIGKILL');
});

const served = (...options: string[]) => start('--clock', '20130524T000000Z', ...options);

async function start(...options: string[]) {
  const line = [PROGRAM, 'sandbox', ...options];
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'pipe'], cwd: home });
  servers.push(child);
  let output = '';
  let log = '';
  child.stdout.on('data', (piece) => {
    output += piece;
  });
  child.stderr.on('data', (piece) => {
    log += piece;
  });
  await once(child.stdout, 'data');
  const port = Number(/:(\d+)\n/.exec(output)?.[1]);
  const stop = async (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal);
    const [code] = await once(child, 'close');
    return { code, log, output };
  };
  return { port, stop, log: () => log, ask: (order: Partial<Order>) => send(port, ordered(order).request) };
}

/** The answer to these bytes on a connection of their own. */
function send(port: number, request: string, host = '127.0.0.1'): Promise<ReturnType<typeof readReply>> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const pieces: Buffer[] = [];
    socket.on('data', (piece) => void pieces.push(piece));
    socket.on('close', () => resolve(readReply(Buffer.concat(pieces))));
    socket.on('error', reject);
    socket.write(Buffer.from(request.replace('\r\n', '\r\nConnection: close\r\n'), 'latin1'));
  });
}

const CLOSE = { path: '/a%20b.txt' };

type JsonRecord = Readonly<Record<string, unknown>>;

/** The record of each request, with the record of its cause if that is one of its own (docs/formats.md). */
function joined(records: readonly JsonRecord[]): JsonRecord[] {
  const causes = new Map(records.map(({ causeOf, ...members }) => [causeOf, members]));
  return records
    .filter(({ causeOf }) => causeOf === undefined)
    .map((request) => ({ ...request, ...causes.get(request.number) }));
}

describe('the log', () => {
  it('has a line of JSON for each request, with what refused it and the cause', async () => {
    const { ask, port, stop, log: written } = await served('--jsonl', '--fail-on-refused');
    await ask({});
    await ask({ scope: [SCOPE[0] ?? '', 'eu-west-1', 's3', 'aws4_request'] });
    await send(port, ordered(CLOSE).request.replace('/a%2520b.txt', '/a%20b.txt'));
    await expect.poll(written).toContain('  Cause of request 3');
    const { output, code } = await stop();
    const [, ...lines] = output.trim().split('\n');
    const read = joined(lines.map((line) => JSON.parse(line)));
    expect(read).toMatchObject([
      { method: 'GET', target: '/test.txt', status: 200, verdict: 'accepted', code: null, stage: null, cause: null },
      { status: 400, verdict: 'refused', code: 'AuthorizationHeaderMalformed', stage: 'scope', cause: 'wrong-region' },
      { status: 403, verdict: 'refused', code: 'SignatureDoesNotMatch', stage: 'signature' },
    ]);
    expect(read[2]).toMatchObject({
      number: 3,
      cause: 'path-double-encoded-on-s3',
      standing: 'proved',
      search: 'ended',
    });
    expect(code).toBe(1);
  });

  it('ends with 0 where no request was refused', async () => {
    const { ask, stop } = await served('--fail-on-refused');
    await ask({});
    // A client that asks first whether an object exists, as rclone and mc do.
    expect((await ask({ method: 'HEAD', path: '/new.txt' })).status).toBe(404);
    expect((await ask({ method: 'PUT', path: '/new.txt', body: 'x' })).status).toBe(200);
    expect((await stop()).code).toBe(0);
  });
});

describe('settings', () => {
  it('are keys from a file, with and without a token, whose secrets are never shown', async () => {
    const file = join(home, 'keys');
    writeFileSync(file, 'OWNKEY1:own/secret+1\nOWNKEY2:own-secret-2:own-token\n', { mode: 0o600 });
    const { ask, stop } = await served('--secret-from', file, '--region', 'eu-west-1', '--bucket', 'mine');
    const scope = [SCOPE[0] ?? '', 'eu-west-1', 's3', 'aws4_request'];
    const host = 'mine.s3.localhost';
    const put = { method: 'PUT', path: '/k', body: 'x', host, scope };
    expect((await ask({ ...put, keyId: 'OWNKEY1', secret: 'own/secret+1' })).status).toBe(200);
    const token: [string, string][] = [['x-amz-security-token', 'own-token']];
    expect((await ask({ ...put, keyId: 'OWNKEY2', secret: 'own-secret-2', headers: token })).status).toBe(200);
    expect((await ask({ ...put, keyId: 'OWNKEY2', secret: 'own-secret-2' })).element('Code')).toBe(
      'InvalidAccessKeyId',
    );
    expect((await ask({ ...put })).element('Code')).toBe('InvalidAccessKeyId');
    const { log, output } = await stop();
    expect(log + output).not.toMatch(/own\/secret|own-secret|own-token/);
    expect(log).toContain('export AWS_ENDPOINT_URL_S3=http://127.0.0.1:');
  });

  it('are a name of its own for buckets, and IPv6', async () => {
    const { port, stop } = await served('--listen', '[::1]', '--host', 'storage');
    const get = (host: string, path: string) => send(port, ordered({ host, path }).request, '::1');
    expect((await get('examplebucket.storage:9000', '/test.txt')).status).toBe(200);
    expect((await get('storage', '/examplebucket/test.txt')).status).toBe(200);
    expect((await get('s3.localhost', '/examplebucket/test.txt')).status).toBe(200);
    expect((await get('other', '/examplebucket/test.txt')).element('Code')).toBe('AccessDenied');
    const { output } = await stop();
    expect(output).toMatch(/^http:\/\/\[::1\]:\d+\n$/);
  });

  it('refuse an address that others can reach without keys of one’s own, and warn with them', async () => {
    const refused = run('sandbox', '--listen', '0.0.0.0');
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringContaining('Give only keys of your own with --secret-from.'),
    ]);
    const file = join(home, 'own');
    writeFileSync(file, 'OWNKEY1:secret\n', { mode: 0o600 });
    const { ask, stop } = await served('--listen', '0.0.0.0', '--secret-from', file);
    expect(
      (await ask({ host: 'any.example', path: '/examplebucket/test.txt', keyId: 'OWNKEY1', secret: 'secret' })).status,
    ).toBe(200);
    expect((await stop()).log).toContain('OPEN: the sandbox listens on 0.0.0.0');
  });

  it.each([
    ['AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n', 'the example key'],
    ['OWNKEY1:secret\nOWNKEY2:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n', 'an example secret among others'],
  ])('refuse such an address if the file lists a secret that AWS has published: %j', async (keys) => {
    const { world } = worldOf({ readFile: async () => octetsFromText(keys) });
    const options = { secretFrom: 'keys' };
    expect(await readSandboxOptions(world, values({ ...options, listen: '0.0.0.0' }))).toMatchObject({
      says: 'Others can reach 0.0.0.0, and everyone knows a key of the sandbox.',
    });
    expect(await readSandboxOptions(world, values(options))).toMatchObject({ address: '127.0.0.1' });
  });

  it('write the URL into the ready file once the sandbox listens', async () => {
    const file = join(home, 'ready');
    const { port } = await served('--ready-file', file);
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toBe(`http://127.0.0.1:${port}\n`);
  });

  it('are read by a shell from a file of keys as the sandbox reads them', async () => {
    const path = join(home, 'any keys');
    const word = (characters: string) =>
      fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 12 });
    const space = fc.constantFrom('', ' ', '\t');
    const id = word("aZ09.*[]^$/+_-\\'").map((text) => `K${text}`);
    const line = fc.tuple(space, id, space, space, word('aZ09/+='), fc.option(word('aZ09/+=:"$')));
    const keys = fc.uniqueArray(line, { selector: ([, each]) => each, minLength: 1, maxLength: 3 });
    const end = fc.constantFrom('\n', '\r\n', ' \n# a comment\n');
    await fc.assert(
      fc.asyncProperty(keys, end, async (lines, endOfLine) => {
        const written = lines.map(
          ([before, key, one, two, secret, token]) =>
            `${before}${key}${one}:${two}${secret}${token === null ? '' : `:${token}`}${endOfLine}`,
        );
        writeFileSync(path, written.join(''));
        const { world } = worldOf({ readFile, absolutePath: (each) => each });
        const order = sound(await readSandboxOptions(world, values({ secretFrom: path })));
        const [, first, , , secret, token] = lines[0] ?? [];
        const read = `${connectCommands(credentialLines(order.shownKey))}printf '%s\\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN"`;
        const { stdout, stderr } = spawnSync('sh', ['-c', read], { encoding: 'utf8', env: { PATH: process.env.PATH } });
        expect({ stdout, stderr }).toEqual({ stdout: `${first}\n${secret}\n${token ?? ''}\n`, stderr: '' });
      }),
      { numRuns: runs(200) },
    );
  });

  it('are read from the table of a class by the lines, with the names that a teacher filled in', async () => {
    const path = join(home, 'a class.csv');
    writeFileSync(
      path,
      '\ufeffname,access key ID,secret access key,bucket\r\n"Curie, Marie",STUDENT01,first,student01\r\n,STUDENT02,second,student02\r\n',
    );
    const { world } = worldOf({ readFile, absolutePath: (each) => each });
    const order = sound(await readSandboxOptions(world, values({ makeKeys: '2', csv: path })));
    const script = `${connectCommands(credentialLines(order.shownKey))}echo "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY"`;
    const { stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env.PATH } });
    expect({ stdout, stderr }).toEqual({ stdout: 'STUDENT01 first\n', stderr: '' });
  });

  it('fail in a shell if the keys came from standard input and no variable has the secret', () => {
    const key = { kind: 'own', accessKeyId: 'OWNKEY1', file: { path: null, form: 'lines' }, hasToken: false } as const;
    const script = `${connectCommands(credentialLines(key))}echo "$AWS_SECRET_ACCESS_KEY"`;
    const shell = (environment: Readonly<Record<string, string>>) =>
      spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env.PATH, ...environment } });
    const unfilled = shell({ AWS_SECRET_ACCESS_KEY: 'the secret of another key' });
    expect(unfilled).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('SANDBOX_SECRET: must be set first'),
    });
    expect(unfilled.status).not.toBe(0);
    expect(shell({ SANDBOX_SECRET: 'own/secret' })).toMatchObject({ stdout: 'own/secret\n', stderr: '', status: 0 });
  });

  it('are right as they are pasted, for a request that curl signs with a temporary key', async (context) => {
    context.skip(!hasTool('curl'), 'curl is not installed');
    const file = join(home, 'temporary keys');
    writeFileSync(file, 'OWNKEY3:own/secret+3:own-token=\n', { mode: 0o600 });
    const { port, log } = await start('--secret-from', file, '--region', 'eu-west-1');
    await expect.poll(log).toContain('Press Ctrl-C');
    const pasted =
      log()
        .match(/^ {2}.*$/gm)
        ?.join('\n') ?? '';
    const { stdout } = await execute('sh', ['-c', pasted], { env: { PATH: process.env.PATH, HOME: home } });
    expect(stdout).toMatch(/^Hello, S3!/);
    expect(pasted).toContain(`http://127.0.0.1:${port}/examplebucket/test.txt`);
  });
});
