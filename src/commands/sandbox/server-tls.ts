/** Creates the certificate of a sandbox with `--tls`. */
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { TemporaryFile } from '../../disk/temporary-files.ts';
import type { SandboxOrder } from './read-options.ts';

interface ServerTls {
  readonly cert: string;
  readonly key: string;
  readonly authority: TemporaryFile;
}

/** Creates a certificate for every name of the sandbox, and a file with the certificate of its authority. */
export function makeTls(world: World, { options, address, hosts }: SandboxOrder): ServerTls | Problem {
  const own = ['localhost', '*.localhost', 's3.localhost', '*.s3.localhost'];
  const names = [
    ...own,
    ...options.host.flatMap((name) => [name, `*.${name}`]),
    ...hosts.filter((name) => name !== '*'),
  ];
  const addresses = [[127, 0, 0, 1], IPV6_LOOPBACK, ...ipv4Bytes(address)];
  const { authority, cert, key } = world.makeCertificates({ names, addresses }, world.now());
  const file = world.temporaryFile('sandbox-ca.pem', authority);
  return isProblem(file) ? file : { cert, key, authority: file };
}

const IPV6_LOOPBACK = [...Array<number>(15).fill(0), 1];

/** Returns the four bytes of an IPv4 address, or an empty list for any other address. */
function ipv4Bytes(address: string): number[][] {
  const parts = address.split('.');
  return parts.length === 4 ? [parts.map(Number)] : [];
}
