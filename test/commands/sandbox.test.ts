/** `sigv4 sandbox`: what it says, what it can be told to leave out, and what its log shows. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { sandbox } from '../../src/commands/sandbox/sandbox.ts';
import { type Home, makeHome } from '../support/cli/own-home.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { runIn } from '../support/commands/in-process.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { utf8 } from '../support/octets-of.ts';

/** Until it listens and is told to stop. */
async function started(options: OptionValues) {
  const test = worldOf();
  const code = await sandbox.run(test.world, options, []);
  return { code, output: test.output(), errors: test.errors() };
}

describe('a check that is left out', () => {
  it('is said loudly on standard error', async () => {
    const naive = 'clock';
    const { code, output, errors } = await started({ naive });
    expect(code).toBe(0);
    expect(output).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    const line = '!'.repeat(72);
    expect(errors).toContain(
      `\n${line}\nNAIVE: the check "${naive}" is skipped. A request that only this check would refuse is accepted.\n`,
    );
    expect(errors.trimEnd().endsWith(line)).toBe(true);
  });

  it('is none unless one is asked for, and nothing is said of it', async () => {
    expect((await started({})).errors).not.toContain('NAIVE');
  });
});

it('leaves no certificate authority where its port is taken', async () => {
  const remove = vi.fn();
  const { world, errors } = worldOf({
    listen: () => Promise.reject(new Error('EADDRINUSE')),
    temporaryFile: (path) => ({ path, remove }),
  });
  expect(await sandbox.run(world, { tls: true }, [])).toBe(1);
  expect(errors()).toContain('is not available: EADDRINUSE');
  expect(remove).toHaveBeenCalledOnce();
});

describe('the sandbox says', () => {
  it('all that a client needs: region, key, clock and a command to try', async () => {
    const { output, errors } = await started({ clock: '20130524T000000Z' });
    const url = output.trim();
    for (const part of [
      'us-east-1',
      'AKIAIOSFODNN7EXAMPLE',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      '20130524T000000Z',
      // Curl would sign for its own time, which is not that of this clock.
      `sigv4 send --date 20130524T000000Z --region us-east-1 --endpoint-url ${url} s3://examplebucket/test.txt`,
    ]) {
      expect(errors).toContain(part);
    }
  });

  it("curl's line, where its clock goes on", async () => {
    const { output, errors } = await started({});
    expect(errors).toContain(`${output.trim()}/examplebucket/test.txt`);
    expect(errors).toContain('  curl --aws-sigv4 aws:amz:us-east-1:s3 ');
  });

  it('everything that is wrong, and not only the first', async () => {
    const { code, output, errors } = await started({
      ...{ port: '-1', clock: 'noon' },
      ...{ allowHost: ['storage', 'http://storage'], rule: ['hoisted-checksum=kept'] },
    });
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors.trimEnd().split('\n')).toEqual([
      expect.stringContaining('"-1" is not a port'),
      expect.stringContaining('"noon" is not a time'),
      expect.stringContaining('"http://storage" is not a host name. Give only the name, without a scheme or a port.'),
      expect.stringContaining('--rule "hoisted-checksum=kept" is not known.'),
    ]);
  });
});

/** The built program as a server, at the time of AWS's examples. */
async function served(...options: string[]) {
  const line = [PROGRAM, 'sandbox', '--clock', '20130524T000000Z', ...options];
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (piece) => {
    log += piece;
  });
  servers.push(child);
  const [ready] = await once(child.stdout, 'data');
  const stop = async () => {
    child.kill('SIGINT');
    await once(child, 'close');
    return log;
  };
  return { url: String(ready).trim(), stop };
}

const servers: ChildProcess[] = [];
let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterEach(() => {
  for (const child of servers.splice(0)) child.kill('SIGKILL');
});
afterAll(() => home.remove());

const EXAMPLE = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' };
/** A command line in this process; only the server is the built one. */
const here = (line: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  runIn({ ...home.environment, ...EXAMPLE, ...more }, line);
const sending = (url: string, ...line: string[]) =>
  here(['send', '--fail', '--date', '20130524T000000Z', '--endpoint-url', url, ...line]);

describe('the built sandbox', () => {
  it('takes an object, gives it, lists it and forgets it, and logs each', async () => {
    const { url, stop } = await served();
    const KEY = 's3://examplebucket/new/é.txt';
    const done = { status: 0, stderr: '' };
    expect(await sending(url, '-X', 'PUT', '-d', 'new', '-H', 'x-amz-meta-a: b', KEY)).toEqual({ ...done, stdout: '' });
    expect(await sending(url, KEY)).toEqual({ ...done, stdout: 'new' });
    expect((await sending(url, '-i', '-X', 'HEAD', KEY)).stdout).toMatch(/^x-amz-meta-a: b\r?$/m);
    const list = `${url}/examplebucket?list-type=2&prefix=new/`;
    const listed = await here(['send', '--fail', '--date', '20130524T000000Z', list]);
    expect(listed).toMatchObject({ ...done, stdout: expect.stringContaining(`<Key>${utf8('new/é.txt')}</Key>`) });
    expect(await sending(url, '-X', 'DELETE', KEY)).toEqual({ ...done, stdout: '' });
    expect((await sending(url, KEY)).stderr).toContain('404');
    const log = await stop();
    expect(log.split('\n').filter((line) => line.includes(' → '))).toEqual([
      'PUT /examplebucket/new/%C3%A9.txt → 200',
      'GET /examplebucket/new/%C3%A9.txt → 200',
      'HEAD /examplebucket/new/%C3%A9.txt → 200',
      'GET /examplebucket?list-type=2&prefix=new/ → 200',
      'DELETE /examplebucket/new/%C3%A9.txt → 204',
      expect.stringMatching(/^GET \/examplebucket\/new\/%C3%A9\.txt → 404 NoSuchKey/),
    ]);
  });

  it('serves a name of its own once it is told to, and says how before', async () => {
    const asking = async (...options: string[]) => {
      const { url, stop } = await served(...options);
      const { port } = new URL(url);
      const named = `http://storage.test:${port}`;
      const line = ['--connect-to', `storage.test:${port}:127.0.0.1:${port}`, 's3://examplebucket/test.txt'];
      return { ...(await sending(named, ...line)), log: await stop() };
    };
    const refused = await asking();
    expect(refused.status).toBe(22);
    expect(refused.log).toContain('403 AccessDenied: The signature is right, but the sandbox does not serve the host');
    expect((await asking('--allow-host', 'Storage.Test')).status).toBe(0);
  });

  it('shows no session token in its log, in any spelling of its name and with any result', async () => {
    const { url, stop } = await served();
    const token = 'FQoGZXIvYXdzEXAMPLE//TOKEN==';
    const names = [
      ...['X-Amz-Security-Token', 'x-amz-security-token', 'X%2DAmz%2dSecurity-Token', '%58-Amz-Securit%79-Token'],
      ...['X-Amz-S3session-Token', 'X-Amz%2DS3session-Token'],
    ];
    const values = [encodeURIComponent(token), token, encodeURIComponent(token).toLowerCase()];
    const targets = names.flatMap((name) =>
      values.flatMap((value) => [
        `/examplebucket/test.txt?${name}=${value}`,
        `/examplebucket/test.txt?a=b&${name}=${value}&X-Amz-Algorithm=AWS4-HMAC-SHA256`,
        `/examplebucket?X-Amz-Signature=0&${name}=${value}`,
      ]),
    );
    for (const target of targets)
      await (await fetch(url + target, { headers: { 'x-amz-security-token': token } })).text();
    const signedToken = await here(
      ['send', '--presign', '--date', '20130524T000000Z', '--endpoint-url', url, 's3://examplebucket/test.txt'],
      { AWS_SESSION_TOKEN: token },
    );
    expect(signedToken.stdout).toContain('<Code>InvalidToken</Code>');
    const lines = (await stop()).split('\n').filter((line) => line.includes(' → '));
    expect(lines).toHaveLength(targets.length + 1);
    for (const line of lines) {
      expect(line).toMatch(/=\*{20,}(?:&| →)/);
      expect(line).not.toMatch(/FQoG|XIvYXdz/i);
    }
  });
});
