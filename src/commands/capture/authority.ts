/** Creates the certificates with which the capture decrypts TLS. */
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { CertificateAuthority } from '../../crypto/certificates.ts';
import type { TemporaryFile } from '../../disk/temporary-file.ts';
import type { RelayCertificate } from '../../wire/relay/director.ts';

export interface Authority {
  readonly file: TemporaryFile;
  readonly certify: (host: string) => RelayCertificate;
}

/**
 * Creates the certificate authority that clients must trust. The authority creates a host's certificate when the host
 * is first requested.
 */
export function startAuthority(world: World): Authority | Problem {
  const authority: CertificateAuthority = world.makeAuthority(world.now());
  const file = world.temporaryFile('capture-ca.pem', authority.certificate);
  if (isProblem(file)) return file;
  const made = new Map<string, RelayCertificate>();
  const certify = (host: string): RelayCertificate => {
    const known = made.get(host) ?? authority.certify(certificateNames(host));
    made.set(host, known);
    return known;
  };
  return { file, certify };
}

const certificateNames = (host: string) =>
  /^\d+(?:\.\d+){3}$/.test(host)
    ? { names: [], addresses: [host.split('.').map(Number)] }
    : { names: [host], addresses: [] };
