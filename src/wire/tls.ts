/** Opening a connection, plain or TLS. */
import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, TLSSocket } from 'node:tls';
import type { SendOrder, TlsOrder } from './send-order.ts';

/**
 * The socket, on its way to being connected. It throws Node's error where the order makes no sense.
 *
 * TLS comes to an agreement with any certificate: who uses the socket has to look at `authorized` before anything is
 * written. So a certificate that is refused can be shown.
 */
export function openSocket({ host, port, tls }: Pick<SendOrder, 'host' | 'port' | 'tls'>): Socket {
  return tls ? connectTls({ host, port, ...tlsOptions(tls) }) : connect({ host, port });
}

function tlsOptions({ serverName, certificateAuthorities }: TlsOrder) {
  return {
    // An address is not told (RFC 6066, section 3), but the certificate is still held against it.
    servername: isIP(serverName) === 0 ? serverName : '',
    checkServerIdentity: (_: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
      checkServerIdentity(serverName, certificate),
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    ...(certificateAuthorities === null ? {} : { ca: certificateAuthorities }),
  };
}

/** The socket as one that speaks TLS, or `null`. */
export const asTls = (socket: Socket): TLSSocket | null => (socket instanceof TLSSocket ? socket : null);
