/** TLS in front of the server: what comes over it is passed on byte for byte, the Host header too. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join, resolve } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { SERVER } from './server.ts';

export interface TlsFront {
  readonly port: number;
  /** The certificate of the authority to believe. */
  readonly certificateAuthority: string;
  readonly close: () => Promise<void>;
}

/** On a free port of 127.0.0.1, with a certificate made in this folder, good for that address and for localhost. */
export function openTlsFront(folder: string): Promise<TlsFront> {
  execFileSync(resolve('test/servers/make-cert.sh'), [folder]);
  const read = (name: string) => readFileSync(join(folder, name));
  const sockets = new Set<TLSSocket>();
  const server = createServer({ cert: read('tls.crt'), key: read('tls.key') }, (outside) => {
    const { hostname, port } = new URL(SERVER.endpoint);
    const inside = connect({ host: hostname, port: Number(port) });
    sockets.add(outside);
    outside.on('error', () => inside.destroy());
    inside.on('error', () => outside.destroy());
    outside.pipe(inside).pipe(outside);
  });
  return new Promise((opened, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () =>
      opened({
        port: (server.address() as AddressInfo).port,
        certificateAuthority: join(folder, 'ca.crt'),
        close: () =>
          new Promise((closed) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => closed());
          }),
      }),
    );
  });
}
