/** The built sandbox over https: a client that trusts the printed authority, and one that does not. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { BODY, ordered, readReply } from '../support/sandbox/sandbox-client.ts';

function send(port: number, servername: string, ca: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername, ...(ca === undefined ? {} : { ca }) });
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    socket.write(ordered().request.replace('\r\n', '\r\nConnection: close\r\n'));
  });
}

it('serves https to a client that trusts its authority, whose file is gone when it stops', async () => {
  const line = [PROGRAM, 'sandbox', '--clock', '20130524T000000Z', '--tls'];
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (piece) => {
    log += piece;
  });
  const [ready] = await once(child.stdout, 'data');
  const port = Number(/^https:\/\/127\.0\.0\.1:(\d+)\n$/.exec(String(ready))?.[1]);
  await expect.poll(() => log).toContain('AWS_CA_BUNDLE=');
  const path = /AWS_CA_BUNDLE=(\S+)/.exec(log)?.[1] ?? '';
  const reply = readReply(
    Buffer.from(await send(port, 'examplebucket.s3.localhost', readFileSync(path, 'utf8')), 'latin1'),
  );
  expect(reply.status).toBe(200);
  expect(reply.body === BODY || reply.body.startsWith('Hello, S3!')).toBe(true);
  await expect(send(port, 'localhost', undefined)).rejects.toThrow(/certificate/);
  child.kill('SIGINT');
  await once(child, 'close');
  expect(existsSync(path)).toBe(false);
});
