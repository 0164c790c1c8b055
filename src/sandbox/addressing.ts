/** Which bucket and key a request means, in virtual-host style and in path style. */
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';

export interface Address {
  readonly bucket: Octets;
  /** Decoded once; empty for the bucket itself. */
  readonly key: Octets;
}

/**
 * Virtual-host style where the host is BUCKET.s3.amazonaws.com, BUCKET.s3.REGION.amazonaws.com or
 * BUCKET.localhost; path style otherwise
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
 */
export function addressOf(host: Octets, path: Octets): Address {
  const virtual = /^(.+)\.(?:s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com|localhost)(?::\d+)?$/i.exec(host);
  if (virtual?.[1]) return { bucket: virtual[1].toLowerCase() as Octets, key: decoded(sliceOctets(path, 1)) };
  const slash = path.indexOf('/', 1);
  return slash < 0
    ? { bucket: decoded(sliceOctets(path, 1)), key: EMPTY }
    : { bucket: decoded(sliceOctets(path, 1, slash)), key: decoded(sliceOctets(path, slash + 1)) };
}

const decoded = (octets: Octets) => percentDecode(plain(octets)).octets;
