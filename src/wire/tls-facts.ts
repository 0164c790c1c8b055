/** What TLS agreed on, and whether the certificate passes. */
import type { TLSSocket } from 'node:tls';
import type { CertificateFacts, TlsFacts } from '../http/exchange.ts';
import { refusalInWords } from './problems/certificate-refusal.ts';
import type { TlsOrder } from './send-order.ts';

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
