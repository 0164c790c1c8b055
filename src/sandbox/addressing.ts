/** Finds the bucket and the key of a request in virtual-hosted style or path style, and writes names for URLs. */
import { readS3Host } from '../aws/s3-hosts.ts';
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import { percentDecode, percentEncode } from '../bytes/text-operations.ts';

export interface Address {
  readonly style: 'virtual-host' | 'path';
  /** The name of the bucket; empty if the request is for the service itself. */
  readonly bucket: Octets;
  /** The key, decoded once; empty if the request is for the bucket itself. */
  readonly key: Octets;
}

/**
 * Returns the bucket and the key of a request. The style is virtual-hosted if the host is BUCKET followed by a host of
 * S3, or BUCKET.localhost. Otherwise it is path style
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
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

/**
 * Encodes bytes as an HTML form does (https://url.spec.whatwg.org/#application/x-www-form-urlencoded), in ASCII. A
 * space becomes a +. Letters, digits, `*-._` and the character in `kept` stay unchanged.
 */
export function formEncoded(octets: Octets, kept: '' | '/' = ''): string {
  const encoded = percentEncode(plain(octets)).octets.replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E');
  return kept === '/' ? encoded.replace(/%2F/g, '/') : encoded;
}
