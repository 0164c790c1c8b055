/** Names a request in a few words, for places such as the first row of a screen. */
import { readS3Host } from '../aws/s3-hosts.ts';
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { withoutPort } from '../http/host.ts';
import { asCharacters } from './characters/visible.ts';

interface Addressed {
  readonly method: Octets;
  readonly host: Octets | null;
  readonly path: Octets;
}

/**
 * Returns the method and the target, such as `GET examplebucket/test.txt`. The target is the bucket and the key for an
 * S3 host, and the host and the path for any other host.
 */
export function requestInWords({ method, host, path }: Addressed): string {
  return `${asCharacters(method)} ${addressInWords(host, path)}`;
}

function addressInWords(host: Octets | null, path: Octets): string {
  if (host === null) return asCharacters(path);
  const shown = asCharacters(host);
  const s3 = readS3Host(withoutPort(shown));
  if (s3?.bucket) return `${s3.bucket}${asCharacters(path)}`;
  return s3 ? asCharacters(sliceOctets(path, 1)) : `${shown}${asCharacters(path)}`;
}
