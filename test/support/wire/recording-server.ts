/** Servers on the loopback address that record what comes and give one answer each. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Identity } from './certificates.ts';

export interface RecordingServer {
  readonly port: number;
  /** Everything that came, one character a byte. */
  readonly received: () => string;
  readonly close: () => Promise<void>;
}

/** `answer`: all of it, one character a byte. With an identity, over TLS. */
export async function recordingServer(answer: string, identity?: Identity): Promise<RecordingServer> {
  const sockets = new Set<Socket>();
  let received = '';
  const converse = (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece) => {
      received += piece.toString('latin1');
    });
    socket.once('data', () => socket.end(Buffer.from(answer, 'latin1')));
  };
  const server: Server = identity
    ? createTlsServer({ cert: identity.certificate, key: identity.key }, converse)
    : createServer(converse);
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
