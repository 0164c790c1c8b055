/**
 * Handles CONNECT (RFC 9110, section 9.3.6): forwards bytes unread, or acts as the server inside, with a certificate for TLS.
 */
import { connect, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { keepFromLocal } from '../local-addresses.ts';
import { connectionProblem } from '../problems.ts';
import { badGateway } from './bad-gateway.ts';
import type { Direction, RelayCertificate } from './director.ts';

/** Receives the bytes that the client sends inside a tunnel. */
export interface OpenTunnel {
  take(piece: Uint8Array): Promise<void>;
  end(): void;
  close(): void;
}

const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

/** Forwards all bytes unread, in both directions. */
export function passTunnel(
  client: Socket,
  { host, port, reaches }: Extract<Direction, { kind: 'tunnel' }>,
): Promise<OpenTunnel> {
  return new Promise((resolve) => {
    const server = connect({ host, port, allowHalfOpen: true });
    if (reaches === 'not-local') keepFromLocal(server, host);
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
    let isConnected = false;
    server.on('connect', () => {
      isConnected = true;
      client.write(ESTABLISHED);
      server.pipe(client);
      resolve(tunnel);
    });
    server.on('error', (error) => {
      if (isConnected) client.destroy();
      else client.end(badGateway(connectionProblem({ host, port }, 'connecting', error)));
      resolve(tunnel);
    });
  });
}

/** The first byte of a TLS connection: the content type "handshake" (RFC 8446, section 5.1). */
const HANDSHAKE = 0x16;

/**
 * Acts as the server of the tunnel. `serve` takes the connection inside, once its first byte has arrived: TLS, or the
 * client's own bytes if they are not TLS. Some clients, such as `fetch` of Node.js, also use CONNECT for `http` URLs.
 */
export function openTunnel(
  client: Socket,
  { certificate }: Extract<Direction, { kind: 'open' }>,
  serve: (inside: Socket, scheme: 'http' | 'https') => void,
): OpenTunnel {
  let inside = client;
  const end = () => void client.end();
  client.write(ESTABLISHED);
  client.removeAllListeners('data');
  client.removeAllListeners('end');
  client.once('end', end);
  client.once('data', (first: Uint8Array) => {
    client.off('end', end);
    client.pause();
    client.unshift(first);
    const isTls = first[0] === HANDSHAKE;
    if (isTls) inside = asTlsServer(client, certificate);
    serve(inside, isTls ? 'https' : 'http');
    if (!isTls) client.resume();
  });
  return {
    async take(piece) {
      if (piece.length > 0) client.unshift(piece);
    },
    end: () => {},
    close: () => void inside.destroy(),
  };
}

/** Decrypts the client's bytes. ALPN offers only HTTP/1.1. */
const asTlsServer = (client: Socket, certificate: RelayCertificate): Socket =>
  new TLSSocket(client, {
    isServer: true,
    secureContext: createSecureContext(certificate),
    ALPNProtocols: ['http/1.1'],
  });
