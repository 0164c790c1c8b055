/** Finds the bucket and the key of a request in virtual-hosted style or path style, and writes names for URLs. */
import { readS3Host } from '../aws/s3-hosts.ts';
import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import { percentEncode } from '../bytes/text-operations.ts';
import { withoutPort } from '../http/host.ts';
import { type Rules, S3_RULES } from '../sigv4/rules.ts';
import { decodedPath } from '../sigv4/stages/canonical-request/canonical-uri.ts';

export interface Address {
  readonly style: 'virtual-host' | 'path';
  /** The name of the bucket; empty if the request is for the service itself. */
  readonly bucket: Octets;
  /** The decoded key; empty if the request is for the bucket itself. */
  readonly key: Octets;
}

/** What an address depends on besides the request: the names of the sandbox, and how a + in a path is read. */
interface AddressRules {
  readonly endpoints?: readonly string[] | undefined;
  readonly plusInPath?: Rules['plusInPath'] | undefined;
}

/**
 * Returns the bucket and the key of a request. The style is virtual-hosted if the host is the bucket followed by an S3
 * host, by localhost, or by one of the sandbox's `endpoints`. If several of those fit, the longest one counts. Otherwise, it
 * is path style
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
 */
export function addressOf(
  host: Octets,
  path: Octets,
  { endpoints = [], plusInPath = S3_RULES.plusInPath }: AddressRules = {},
): Address {
  const bucket = bucketOfHost(withoutPort(host).toLowerCase(), [...OWN_ENDPOINTS, ...endpoints]);
  const decoded = (octets: Octets) => decodedPath(plain(octets), plusInPath).octets;
  if (bucket !== null) return { style: 'virtual-host', bucket: bucket as Octets, key: decoded(sliceOctets(path, 1)) };
  const slash = path.indexOf('/', 1);
  return slash < 0
    ? { style: 'path', bucket: decoded(sliceOctets(path, 1)), key: EMPTY }
    : { style: 'path', bucket: decoded(sliceOctets(path, 1, slash)), key: decoded(sliceOctets(path, slash + 1)) };
}

/** The sandbox's own names under which it also serves `BUCKET.NAME`. */
const OWN_ENDPOINTS = ['s3.localhost'];

function bucketOfHost(name: string, endpoints: readonly string[]): string | null {
  // An endpoint may be a part of the names of S3, such as amazonaws.com.
  const host = readS3Host(name);
  if (host !== null) return host.bucket;
  if (endpoints.includes(name)) return null;
  const [longest] = endpoints
    .filter((each) => name.endsWith(`.${each}`))
    .toSorted((one, other) => other.length - one.length);
  if (longest !== undefined) return name.slice(0, -longest.length - 1);
  const local = /^(.+)\.localhost$/.exec(name);
  return local?.[1] ?? null;
}

/**
 * Encodes bytes like an HTML form (https://url.spec.whatwg.org/#application/x-www-form-urlencoded), in ASCII. A space
 * becomes a +. Letters, digits, `*-._` and the character in `kept` stay unchanged.
 */
export function formEncoded(octets: Octets, kept: '' | '/' = ''): string {
  const encoded = percentEncode(plain(octets)).octets.replace(/%20/g, '+').replace(/%2A/g, '*').replace(/~/g, '%7E');
  return kept === '/' ? encoded.replace(/%2F/g, '/') : encoded;
}

/** Matches the name of a directory bucket (https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html). */
const DIRECTORY_BUCKET = /^[a-z0-9][a-z0-9-]*--[a-z0-9]+-az\d+--x-s3$/;

/**
 * Returns whether a bucket is a directory bucket. Requests for such a bucket are signed for the service `s3express`.
 */
export function isDirectoryBucket(bucket: Octets): boolean {
  return bucket.length <= 63 && DIRECTORY_BUCKET.test(bucket);
}
