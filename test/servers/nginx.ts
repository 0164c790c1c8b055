/** nginx in front of a server, with one location, unprivileged and in a folder of its own. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { silentPort } from '../support/wire/tcp-server.ts';

export interface Nginx {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts nginx with `location` as the text of its `server` block. */
export async function startNginx(location: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const port = await silentPort();
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, location));
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'error.log'], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };
  for (let tries = 0; !(await connects(port)); tries++) {
    if (tries > 100 || child.exitCode !== null) {
      const says = readFileSync(join(folder, 'error.log'), 'utf8');
      await close();
      throw new Error(`nginx does not start: ${says}`);
    }
    await pause(50);
  }
  return { port, close };
}

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

const configuration = (folder: string, port: number, location: string): string => `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
${TEMPORARY.map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}
  server {
    listen 127.0.0.1:${port};
    server_name s3.test;
    ${location}
  }
}
`;

const connects = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
