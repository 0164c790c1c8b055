/** Opens connections with or without TLS, and explains why a certificate is refused. */
import { connect, isIP, type Socket, type SocketConstructorOpts } from 'node:net';
import { checkServerIdentity, connect as connectTls, TLSSocket } from 'node:tls';
import { type Problem, problem } from '../bytes/problem.ts';
import type { CertificateFacts, TlsFacts } from '../http/exchange.ts';
import { type ReadPiece, readBuffers } from './relay/read-buffers.ts';
import type { SendOrder, TlsOrder } from './send-order.ts';

/** Options of Node.js for a socket: half-open connections, and how much may wait to be written. */
interface SocketOptions extends Pick<SocketConstructorOpts, 'allowHalfOpen'> {
  readonly highWaterMark?: number;
}

type Destination = Pick<SendOrder, 'host' | 'port' | 'tls'>;

/** A socket, and the pieces that it reads. */
export interface ReadSocket {
  readonly socket: Socket;
  /** Sets what takes each piece. It is set once, before the next turn of the event loop. */
  readonly onPiece: (take: (read: ReadPiece) => void) => void;
}

/** Reads a socket that is connected, and may have read bytes already. Each piece has memory of its own. */
export const readSocket = (socket: Socket): ReadSocket => ({
  socket,
  onPiece: (take) => void socket.on('data', (piece: Uint8Array) => take({ piece, giveBack: () => {} })),
});

/**
 * Opens a socket, which is not connected yet, and reads it into memory that is used again. Throws the Node.js error if
 * the host is invalid.
 *
 * The TLS handshake accepts any certificate, because even a refused certificate is shown to the user. The caller must
 * check `authorized` before writing anything.
 */
export function openSocket({ host, port, tls }: Destination, options: SocketOptions = {}): ReadSocket {
  const buffers = readBuffers();
  let take: (read: ReadPiece) => void = () => {};
  const callback = (length: number): boolean => {
    take(buffers.take(length));
    return true;
  };
  const place = { host, port, ...options, onread: { buffer: buffers.next, callback } };
  return {
    socket: tls ? connectTls({ ...place, ...tlsOptions(tls) }) : connect(place),
    onPiece: (taker) => {
      take = taker;
    },
  };
}

/** Begins TLS over a socket that leads to the server already, under the same conditions. */
export const secureSocket = ({ host, port }: Destination, tls: TlsOrder, socket: Socket): ReadSocket =>
  readSocket(connectTls({ host, port, socket, ...tlsOptions(tls) }));

function tlsOptions({ serverName, certificateAuthorities }: TlsOrder) {
  return {
    // An IP address is not sent to the server (RFC 6066, section 3), but the certificate must still be valid for it.
    servername: isIP(serverName) === 0 ? serverName : '',
    checkServerIdentity: (_: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
      checkServerIdentity(serverName, certificate),
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    ...(certificateAuthorities === null ? {} : { ca: certificateAuthorities }),
  };
}

/** Returns the socket if it uses TLS; otherwise `null`, without loading TLS. */
export const asTls = (socket: Socket): TLSSocket | null =>
  'encrypted' in socket && socket instanceof TLSSocket ? socket : null;

export function tlsFacts(socket: TLSSocket, { serverName, verification }: TlsOrder): TlsFacts {
  const certificate = certificateFacts(socket);
  return {
    protocol: socket.getProtocol(),
    cipher: socket.getCipher()?.standardName ?? null,
    certificate,
    verification,
    isVerified: verification === 'required' && socket.authorized,
    refusal: socket.authorized ? null : refusalInWords(authorizationCode(socket), certificate, serverName),
  };
}

/** Returns the code with which OpenSSL or Node.js refuses the certificate, such as `CERT_HAS_EXPIRED`. */
const authorizationCode = ({ authorizationError }: TLSSocket): string => String(authorizationError);

function certificateFacts(socket: TLSSocket): CertificateFacts | null {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return null;
  return {
    subject: inOneLine(certificate.subject),
    issuer: inOneLine(certificate.issuer),
    validFrom: certificate.validFrom,
    validTo: certificate.validTo,
    fingerprint256: certificate.fingerprint256,
    alternativeNames: alternativeNames(certificate.subjectAltName ?? ''),
  };
}

/** Writes a name on one line. Node.js returns the name as multiple lines of the form `CN=...`. */
const inOneLine = (name: string | undefined) => (name ?? '').split('\n').join(', ');

/** Splits a list of names. Names that contain a comma are in quotation marks, as in JSON. */
function alternativeNames(names: string): string[] {
  return names.match(/[^:,]+:(?:"(?:[^"\\]|\\.)*"|[^,]*)/g)?.map((name) => name.trim()) ?? [];
}

interface Refusal {
  readonly code: string;
  /** Returns the words that follow "it" in a sentence about the certificate. */
  readonly says: (certificate: CertificateFacts | null, serverName: string) => string;
  readonly fix: string;
}

const OR_SKIP = 'or skip the check with -k.';
const TRUST = `If you trust it, give its authority with --cacert FILE, ${OR_SKIP}`;

const EXPIRED: Refusal = {
  code: 'certificate-expired',
  says: (it) => `has expired, or an authority above it has: its own time ended on ${it?.validTo}`,
  fix: `Have the server's operator renew it, ${OR_SKIP}`,
};
const NOT_YET_VALID: Refusal = {
  code: 'certificate-not-yet-valid',
  says: (it) => `is not valid yet, or an authority above it is not: its own time begins on ${it?.validFrom}`,
  fix: `Check the clocks of this computer and of the server, ${OR_SKIP}`,
};
const SELF_SIGNED: Refusal = {
  code: 'certificate-self-signed',
  says: () => 'is self-signed and not among the trusted authorities',
  fix: `If you trust it, give it with --cacert FILE, ${OR_SKIP}`,
};
const WRONG_HOST: Refusal = {
  code: 'certificate-wrong-host',
  says: (it, serverName) => `is not for ${serverName}: it is for ${namesOf(it)}`,
  fix: `Use a name that it is for, ${OR_SKIP}`,
};
const UNKNOWN_AUTHORITY: Refusal = {
  code: 'certificate-unknown-authority',
  says: (it) => `comes from an authority that is not trusted: ${it?.issuer}`,
  fix: TRUST,
};

const REFUSALS: Readonly<Record<string, Refusal>> = {
  CERT_HAS_EXPIRED: EXPIRED,
  CERT_NOT_YET_VALID: NOT_YET_VALID,
  DEPTH_ZERO_SELF_SIGNED_CERT: SELF_SIGNED,
  ERR_TLS_CERT_ALTNAME_INVALID: WRONG_HOST,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
};

const refusalOf = (reason: string): Refusal =>
  REFUSALS[reason] ?? { code: 'certificate-refused', says: () => `is not valid: ${reason}`, fix: TRUST };

/**
 * Returns the words that follow "it" in a sentence about the certificate. `reason` is the code from OpenSSL or Node.js.
 */
function refusalInWords(reason: string, certificate: CertificateFacts | null, serverName: string): string {
  return refusalOf(reason).says(certificate, serverName);
}

/**
 * Returns the problem of a refused certificate, or `null` if requests may be sent. The problem ends the exchange before any
 * byte of the request is sent.
 */
export function refusedCertificate(socket: TLSSocket, { isVerified, verification, refusal }: TlsFacts): Problem | null {
  if (isVerified || verification === 'skipped') return null;
  const { code, fix } = refusalOf(authorizationCode(socket));
  return problem(code, `The certificate of the server was refused: it ${refusal}.`, fix, {
    fault: 'theirs',
    see: 'https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4',
  });
}

function namesOf(certificate: CertificateFacts | null): string {
  const names = certificate?.alternativeNames ?? [];
  if (names.length === 0) return certificate?.subject ?? 'no name';
  return names.length > NAMES_LIMIT ? `${names.slice(0, NAMES_LIMIT).join(', ')}, and others` : names.join(', ');
}

const NAMES_LIMIT = 5;
