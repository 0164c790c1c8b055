/** Which bucket and key a request means, in virtual-host style and in path style. */
import { readS3Host } from '../aws/s3-hosts.ts';
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import { percentDecode, percentEncode } from '../bytes/text-operations.ts';

export interface Address {
  readonly style: 'virtual-host' | 'path';
  /** Empty for the service itself, which has the list of buckets. */
  readonly bucket: Octets;
  /** Decoded once; empty for the bucket itself. */
  readonly key: Octets;
}

/**
 * Virtual-host style where the host is BUCKET before a host of S3's, or BUCKET.localhost; path style otherwise: at an
 * address, and at names of one's own (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
 */
export function addressOf(host: Octets, path: Octets): Address {
  const bucket = bucketOfHost(host.replace(/:\d+$/, ''));
  if (bucket !== null) return { style: 'virtual-host', bucket: bucket as Octets, key: decoded(sliceOctets(path, 1)) };
  const slash = path.indexOf('/', 1);
  return slash < 0
    ? { style: 'path', bucket: decoded(sliceOctets(path, 1)), key: EMPTY }
    : { style: 'path', bucket: decoded(sliceOctets(path, 1, slash)), key: decoded(sliceOctets(path, slash + 1)) };
}

function bucketOfHost(name: string): string | null {
  const local = /^(.+)\.localhost$/.exec(name.toLowerCase());
  return local?.[1] ?? readS3Host(name)?.bucket ?? null;
}

const decoded = (octets: Octets) => percentDecode(plain(octets)).octets;

/** A space is a +; letters, digits and `*-._` are as they are, and so is what is `kept`. The result is ASCII. */
export function formEncoded(octets: Octets, kept: '' | '/' = ''): string {
  const encoded = percentEncode(plain(octets)).octets.replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E');
  return kept === '/' ? encoded.replace(/%2F/g, '/') : encoded;
}
