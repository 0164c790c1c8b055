/**
 * Handles CONNECT (RFC 9110, section 9.3.6): forwards bytes unread, or acts as the server inside, with a certificate for TLS.
 */
import { connect, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Problem } from '../../bytes/problem.ts';
import { keepFromLocal } from '../local-addresses.ts';
import { drained } from '../outgoing.ts';
import { connectionProblem } from '../problems.ts';
import { badGateway } from './bad-gateway.ts';
import type { Direction, RelayCertificate } from './director.ts';

export interface ServedConnection {
  /** Returns whether a response is outstanding, or whether that cannot be known. */
  isBusy(): boolean;
  /** Closes the connection. The problem is that of all exchanges that have not ended. */
  lose(problem: Problem): void;
}

/** Receives the bytes that the client sends inside a tunnel. */
export interface OpenTunnel extends ServedConnection {
  take(piece: Uint8Array): Promise<void>;
  end(): void;
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
      take: async (piece) => {
        if (!server.destroyed && !server.write(piece)) await drained(server);
      },
      end: () => void server.end(),
      isBusy: () => true,
      lose: () => void server.destroy(),
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
  serve: (inside: Socket, scheme: 'http' | 'https') => ServedConnection,
): OpenTunnel {
  let within: ServedConnection | null = null;
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
    within = isTls ? serve(asTlsServer(client, certificate), 'https') : serve(client, 'http');
    if (!isTls) client.resume();
  });
  return {
    async take(piece) {
      if (piece.length > 0) client.unshift(piece);
    },
    end: () => {},
    isBusy: () => within?.isBusy() ?? false,
    lose: (found) => within?.lose(found),
  };
}

/** Decrypts the client's bytes. ALPN offers only HTTP/1.1. */
const asTlsServer = (client: Socket, certificate: RelayCertificate): Socket =>
  new TLSSocket(client, {
    isServer: true,
    secureContext: createSecureContext(certificate),
    ALPNProtocols: ['http/1.1'],
  });
