/** Why a certificate does not pass, in words (RFC 5280, section 6; RFC 9110, section 4.3.4). */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { CertificateFacts, TlsFacts } from '../../http/exchange.ts';

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
