/** Opening a connection, plain or TLS. */
import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, TLSSocket } from 'node:tls';
import { type Problem, problem } from '../bytes/problem.ts';
import type { CertificateFacts, TlsFacts } from '../http/exchange.ts';
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

/** The facts of a socket on which TLS has just been agreed on. */
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

/** What OpenSSL or Node call the reason why the certificate does not pass: `CERT_HAS_EXPIRED`. */
export const authorizationCode = ({ authorizationError }: TLSSocket): string => String(authorizationError);

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

/** Node gives a name as lines of `CN=...`. */
const inOneLine = (name: string | undefined) => (name ?? '').split('\n').join(', ');

/** A name that holds a comma is in quotation marks, as in JSON. */
function alternativeNames(names: string): string[] {
  return names.match(/[^:,]+:(?:"(?:[^"\\]|\\.)*"|[^,]*)/g)?.map((name) => name.trim()) ?? [];
}

interface Refusal {
  readonly code: string;
  /** Goes on with "it". */
  readonly says: (certificate: CertificateFacts | null, serverName: string) => string;
  readonly fix: string;
}

const OR_SKIP = 'or skip the check with -k.';
const TRUST = `If you know it, give its authority with --cacert FILE, ${OR_SKIP}`;

const EXPIRED: Refusal = {
  code: 'certificate-expired',
  says: (it) => `has expired, or an authority above it has: its own time ended on ${it?.validTo}`,
  fix: `Have whoever runs the server renew it, ${OR_SKIP}`,
};
const NOT_YET_VALID: Refusal = {
  code: 'certificate-not-yet-valid',
  says: (it) => `is not valid yet, or an authority above it is not: its own time begins on ${it?.validFrom}`,
  fix: `Check the clock of this side and of the server, ${OR_SKIP}`,
};
const SELF_SIGNED: Refusal = {
  code: 'certificate-self-signed',
  says: () => 'is self-signed, and not among the authorities that are believed',
  fix: `If you know it, give it with --cacert FILE, ${OR_SKIP}`,
};
const WRONG_HOST: Refusal = {
  code: 'certificate-wrong-host',
  says: (it, serverName) => `is not for ${serverName}: it is for ${namesOf(it)}`,
  fix: `Use a name that it is for, ${OR_SKIP}`,
};
const UNKNOWN_AUTHORITY: Refusal = {
  code: 'certificate-unknown-authority',
  says: (it) => `comes from an authority that is not believed: ${it?.issuer}`,
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
  REFUSALS[reason] ?? { code: 'certificate-refused', says: () => `does not pass: ${reason}`, fix: TRUST };

/** Words that go on with "it"; `reason` is what OpenSSL or Node call it. */
export function refusalInWords(reason: string, certificate: CertificateFacts | null, serverName: string): string {
  return refusalOf(reason).says(certificate, serverName);
}

/** The problem that ends the exchange, before a byte of the request was sent. */
export function certificateRefused(reason: string, { refusal }: TlsFacts): Problem {
  const { code, fix } = refusalOf(reason);
  return problem(code, `The certificate of the server was refused: it ${refusal}.`, fix, {
    fault: 'theirs',
    see: 'https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4',
  });
}

function namesOf(certificate: CertificateFacts | null): string {
  const names = certificate?.alternativeNames ?? [];
  if (names.length === 0) return certificate?.subject ?? 'nobody';
  return names.length > NAMES_LIMIT ? `${names.slice(0, NAMES_LIMIT).join(', ')} and others` : names.join(', ');
}

/** As many names as a sentence can hold. */
const NAMES_LIMIT = 5;
