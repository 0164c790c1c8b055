/** The built program with a proxy: a request, and the credentials that AWS's loaders ask a server for. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { certify } from '../support/wire/certificates.ts';
import { type ConnectProxy, connectProxy, leadTo } from '../support/wire/connect-proxy.ts';

const BUCKET = 'examplebucket.s3.amazonaws.com';
const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAASSUMEDROLE00001</AccessKeyId><SecretAccessKey>assumed/SECRET+0123456789abcdefghijklmno</SecretAccessKey>
<SessionToken>assumedTOKEN0123456789</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const home = mkdtempSync(join(tmpdir(), 'sigv4-proxy-'));
const authority = certify({ name: 'The Authority of the Test', hosts: [], isAuthority: true });
const { certificate, key } = certify({
  name: 'good',
  hosts: [BUCKET, 'sts.us-east-1.amazonaws.com'],
  signedBy: authority,
});
let server: Server;
let proxy: ConnectProxy;

beforeAll(async () => {
  server = createServer({ cert: certificate, key }, ({ headers }, answer) =>
    answer.end(headers.host === BUCKET ? 'Hello, S3!' : ASSUMED),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await connectProxy(leadTo((server.address() as AddressInfo).port));
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, 'ca.pem'), authority.certificate);
  writeFileSync(
    join(home, '.aws/config'),
    `[profile base]\naws_access_key_id = ${EXAMPLE_KEYS.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY}\n[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\nregion = us-east-1\n`,
  );
});
afterAll(async () => {
  await proxy.close();
  server.close();
  rmSync(home, { recursive: true });
});

/** Runs the program with this proxy, and resolves with what it prints. */
function runWith(variables: Readonly<Record<string, string>>, ...commandLine: string[]): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', HOME: home, NODE_EXTRA_CA_CERTS: join(home, 'ca.pem'), ...variables };
  const child = spawn(process.execPath, [PROGRAM, ...commandLine], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
  return new Promise((resolve) => child.once('close', () => resolve(said)));
}

describe('with a proxy', () => {
  const address = () => `http://127.0.0.1:${proxy.port}`;

  it('a request is sent through it, and -v says so without the password', async () => {
    const named = address().replace('//', '//name:passw0rd-of-the-proxy@');
    const said = await runWith({ ...EXAMPLE_KEYS, HTTPS_PROXY: named }, 'send', '-v', `https://${BUCKET}/test.txt`);
    expect(said).toContain('Hello, S3!');
    expect(said).toContain(`${BUCKET} port 443, through the proxy 127.0.0.1 port ${proxy.port}`);
    expect(said).toContain(`* connected to the proxy 127.0.0.1 port ${proxy.port}`);
    expect(said).not.toContain('passw0rd');
    expect(proxy.asked.at(-1)).toContain(`CONNECT ${BUCKET}:443 HTTP/1.1\r\n`);
    expect(proxy.asked.at(-1)).toContain('Proxy-Authorization: Basic ');
  });

  it('a walk is sent through it', async () => {
    const said = await runWith(
      { ...EXAMPLE_KEYS, https_proxy: address() },
      'walk',
      '--send',
      '--json',
      `https://${BUCKET}/test.txt`,
    );
    expect(JSON.parse(said).request.connectsTo).toContain('through the proxy');
    expect(JSON.parse(said).exchange.peer).toEqual({ host: '127.0.0.1', port: proxy.port, role: 'proxy' });
    expect(said).toContain('Hello, S3!');
  });

  it("AWS's loader asks for a role through it", async () => {
    const commandLine = ['sign', '--profile', 'role', '--show-secret', `https://${BUCKET}/test.txt`];
    const said = await runWith({ HTTPS_PROXY: address() }, ...commandLine);
    expect(said).toContain('Credential=ASIAASSUMEDROLE00001/');
    expect(proxy.asked.at(-1)).toBe(
      'CONNECT sts.us-east-1.amazonaws.com:443 HTTP/1.1\r\nHost: sts.us-east-1.amazonaws.com:443\r\n\r\n',
    );
    const refused = await runWith({ HTTPS_PROXY: 'socks5://127.0.0.1:1' }, ...commandLine);
    expect(refused).toContain('HTTPS_PROXY does not name an HTTP proxy');
  });

  it.each([
    ['a request', ['send', `https://${BUCKET}/test.txt`], EXAMPLE_KEYS],
    ['a request, as JSON', ['walk', '--send', '--json', `https://${BUCKET}/test.txt`], EXAMPLE_KEYS],
    ["AWS's loader", ['sign', '--profile', 'role', `https://${BUCKET}/test.txt`], {}],
  ])('%s that it refuses is told its status, without the password', async (_what, commandLine, keys) => {
    const password = 'passw0rd-of-the-proxy';
    const why = `${password} of ${Buffer.from(`name:${password}`).toString('base64')} is not on the list`;
    const refusing = await connectProxy((client) => client.end(`HTTP/1.1 407 ${why}\r\n\r\n${why}\n`));
    const said = await runWith(
      { ...keys, HTTPS_PROXY: `http://name:${password}@127.0.0.1:${refusing.port}` },
      ...commandLine,
    );
    await refusing.close();
    expect(said).toContain('it answered 407.');
    expect(said).not.toContain('passw0rd');
  });
});
