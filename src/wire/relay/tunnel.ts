/**
 * Handles CONNECT (RFC 9110, section 9.3.6): forwards bytes unread, or uses a certificate to decrypt the TLS inside.
 */
import { connect, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Direction } from './director.ts';

/** Receives the bytes that the client sends inside a tunnel. */
export interface OpenTunnel {
  take(piece: Uint8Array): Promise<void>;
  end(): void;
  close(): void;
}

const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';
const BAD_GATEWAY = 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Forwards all bytes unread, in both directions. */
export function passTunnel(
  client: Socket,
  { host, port }: Extract<Direction, { kind: 'tunnel' }>,
): Promise<OpenTunnel> {
  return new Promise((resolve) => {
    const server = connect({ host, port, allowHalfOpen: true });
    const tunnel: OpenTunnel = {
      take: (piece) =>
        new Promise((taken) => {
          if (server.destroyed || server.write(piece)) return taken();
          server.once('drain', taken);
          server.once('close', taken);
        }),
      end: () => void server.end(),
      close: () => void server.destroy(),
    };
    server.on('connect', () => {
      client.write(ESTABLISHED);
      server.pipe(client);
      resolve(tunnel);
    });
    server.on('error', () => {
      if (server.connecting || server.bytesRead + server.bytesWritten === 0) client.end(BAD_GATEWAY);
      else client.destroy();
      resolve(tunnel);
    });
  });
}

/** Acts as the server, using TLS over the client's bytes. ALPN offers only HTTP/1.1. */
export function openTls(
  client: Socket,
  { certificate }: Extract<Direction, { kind: 'open' }>,
  serve: (secure: Socket) => void,
): OpenTunnel {
  client.write(ESTABLISHED);
  client.removeAllListeners('data');
  client.removeAllListeners('end');
  const secure = new TLSSocket(client, {
    isServer: true,
    secureContext: createSecureContext(certificate),
    ALPNProtocols: ['http/1.1'],
  });
  serve(secure);
  return { take: async () => {}, end: () => {}, close: () => void secure.destroy() };
}
