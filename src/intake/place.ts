/** Reads the destination and target of a request from `s3://BUCKET/KEY` or a URL. */
import { fitsHostName, regionalHost } from '../aws/s3-hosts.ts';
import { type Bytes, fixed, given, join, slice } from '../bytes/bytes.ts';
import type { Input, Sourced } from '../bytes/input.ts';
import { octetsFromText } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { percentEncodeIllegal, percentEncodePath } from '../bytes/text-operations.ts';
import { longUrlIn, readUrl, type UrlParts } from './url.ts';

/** The settings that are needed to resolve an `s3://` address. */
export interface S3Addressing {
  readonly region: string;
  /** The URL of the server, without a path; `null` for AWS. */
  readonly endpoint: Sourced<string> | null;
  /** `virtual-host` puts the bucket in the host name if the bucket's name allows this. */
  readonly style: 'virtual-host' | 'path';
}

const HOST_RULE: Rule = {
  id: 's3-host',
  says: 'this is the S3 host in the Region',
  see: 'https://docs.aws.amazon.com/general/latest/gr/s3.html',
};
const TARGET_RULE: Rule = {
  id: 's3-target',
  says: 'a slash begins the path and separates bucket and key',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html',
};
const SLASH = fixed('/', TARGET_RULE);
const DOT = fixed('.', HOST_RULE);

/**
 * Reads a URL, in which only illegal characters are percent-encoded, or an `s3://` address, whose key is literal and
 * not percent-encoded.
 */
export function readPlace({ value: text, source }: Sourced<string>, addressing: S3Addressing): UrlParts | Problem {
  const input: Input = { id: 'url', source };
  if (text.includes('\ufffd')) return notUtf8('The address');
  if (isS3Address(text)) return readS3Address(text, input, addressing);
  const url = readUrl(text, input);
  return isProblem(url) ? url : { ...url, target: percentEncodeIllegal(url.target) };
}

export const isS3Address = (text: string): boolean => /^s3:\/\//i.test(text);

function readS3Address(text: string, input: Input, addressing: S3Addressing): UrlParts | Problem {
  const whole = given(octetsFromText(text), input);
  const long = longUrlIn(whole.octets, input);
  if (long) return long;
  const start = 's3://'.length;
  const slash = whole.octets.indexOf('/', start);
  const bucketEnd = slash < 0 ? whole.octets.length : slash;
  const bucket = slice(whole, start, bucketEnd);
  const key = slice(whole, Math.min(bucketEnd + 1, whole.octets.length));
  if (!/^[A-Za-z0-9._-]{1,255}$/.test(bucket.octets)) {
    return problem('bucket', `${JSON.stringify(text)} names no bucket.`, 'Write it as s3://BUCKET/KEY.', {
      where: { value: input.id, start: 0, end: whole.octets.length },
      see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    });
  }
  return addressing.endpoint
    ? atEndpoint(bucket, key, addressing.endpoint)
    : atAws(bucket, key, addressing.region, addressing.style);
}

/**
 * Builds the URL for a server other than AWS. The URL has path style, because the server may not support buckets in the
 * host name.
 */
function atEndpoint(bucket: Bytes, key: Bytes, endpoint: NonNullable<S3Addressing['endpoint']>): UrlParts | Problem {
  const url = readUrl(endpoint.value, { id: 'endpoint', source: endpoint.source });
  if (isProblem(url)) return url;
  if (url.target.octets !== '/') {
    return problem('endpoint', `The endpoint ${JSON.stringify(endpoint.value)} has a path.`, 'Give it without one.');
  }
  return { ...url, target: pathStyle(bucket, key) };
}

function atAws(bucket: Bytes, key: Bytes, region: string, style: S3Addressing['style']): UrlParts {
  const regional = fixed(regionalHost(region), HOST_RULE);
  const isVirtual = style === 'virtual-host' && fitsHostName(bucket.octets);
  const authority = isVirtual ? join([bucket, DOT, regional]) : regional;
  const target = isVirtual ? join([SLASH, percentEncodePath(key)]) : pathStyle(bucket, key);
  return { scheme: 'https', authority, host: authority.octets, port: 443, target };
}

function pathStyle(bucket: Bytes, key: Bytes): Bytes {
  return join([SLASH, bucket, SLASH, percentEncodePath(key)]);
}

/** Returns the problem for text that contains U+FFFD, which Node.js substitutes for invalid bytes. */
export function notUtf8(what: string): Problem {
  return problem(
    'not-utf8',
    `${what} has a byte that is not UTF-8, which Node.js has already replaced.`,
    'Write the byte of a key as %XX in an https:// URL, or put a body in a file.',
  );
}
