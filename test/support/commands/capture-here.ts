/** A capture or a sandbox in this process, over real sockets, at the time of AWS's examples. */

import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect } from 'vitest';
import type { Command } from '../../../src/app/options/command.ts';
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { capture } from '../../../src/commands/capture/capture.ts';
import { sandbox } from '../../../src/commands/sandbox/sandbox.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { worldOf } from './test-world.ts';

export interface ServerHere {
  readonly port: number;
  /** What was printed for people. */
  readonly errors: () => string;
  /** The objects of `--jsonl`. */
  readonly lines: () => readonly Record<string, unknown>[];
  /** Ends it as Ctrl-C does, and resolves with the exit code. */
  readonly stop: () => Promise<number>;
}

/** Starts `sigv4 capture --jsonl` with these options. */
export const captureHere = (options: OptionValues, changes: Partial<CommandWorld> = {}): Promise<ServerHere> =>
  serverHere(capture, options, changes);

/** Starts `sigv4 sandbox --jsonl` with these options. */
export const sandboxHere = (options: OptionValues = {}): Promise<ServerHere> => serverHere(sandbox, options, {});

async function serverHere(
  command: Command<CommandWorld>,
  options: OptionValues,
  changes: Partial<CommandWorld>,
): Promise<ServerHere> {
  const interrupt = Promise.withResolvers<void>();
  const { world, output, errors } = worldOf({ interrupted: () => interrupt.promise, ...changes });
  const ended = command.run(world, { jsonl: true, ...options }, []);
  await Promise.race([ended, expect.poll(errors).toContain('Press Ctrl-C')]);
  const [url = '', ...lines] = output().split('\n');
  expect(lines).toEqual(['']);
  return {
    port: Number(new URL(url).port),
    errors,
    lines: () =>
      output()
        .split('\n')
        .slice(1, -1)
        .map((line) => JSON.parse(line)),
    stop: () => {
      interrupt.resolve();
      return ended;
    },
  };
}

/** Sends bytes, and resolves with all that comes back. The request must ask for the connection to be closed. */
export function exchangeWith(port: number, request: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    socket.write(Buffer.from(request, 'latin1'));
  });
}

/** Sends a request through CONNECT and TLS. Resolves with the response and the ALPN protocol. */
export function exchangeInTunnel(
  port: number,
  { authority, ca, request }: { readonly authority: string; readonly ca: string; readonly request: string },
): Promise<{ readonly text: string; readonly protocol: string | false | null }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
    socket.once('data', (piece) => {
      if (!String(piece).startsWith('HTTP/1.1 200')) return reject(new Error(String(piece)));
      const [servername = ''] = authority.split(':');
      const secure = connectTls({ socket, servername, ca, ALPNProtocols: ['h2', 'http/1.1'] });
      let text = '';
      secure.on('data', (bytes) => {
        text += bytes.toString('latin1');
      });
      secure.on('error', reject);
      secure.on('close', () => resolve({ text, protocol: secure.alpnProtocol }));
      secure.write(Buffer.from(request, 'latin1'));
    });
    socket.on('error', reject);
  });
}

/** Sends CONNECT, and a request inside without TLS: in the same piece, or once CONNECT is answered. */
export function exchangeAfterConnect(
  port: number,
  connectTo: string,
  request: string,
  isOnePiece: boolean,
): Promise<string> {
  if (isOnePiece) return exchangeWith(port, connectTo + request);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
    });
    socket.once('data', () => void socket.write(Buffer.from(request, 'latin1')));
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    socket.write(connectTo);
  });
}

/** Asks the server to close the connection after its response. The header is not signed. */
export const closing = (request: string): string => request.replace('\r\n', '\r\nConnection: close\r\n');
