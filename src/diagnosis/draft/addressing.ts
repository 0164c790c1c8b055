/** Where the bucket is in a draft: in the host or in the path (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html). */
import { readS3Host } from '../../aws/s3-hosts.ts';
import { type Bytes, slice } from '../../bytes/bytes.ts';
import { firstSegment, withoutSegments } from '../spellings/path-segments.ts';
import { type Draft, headerOf, withValue } from './draft.ts';
import { pathBytes, withPrefix, withUri } from './parts.ts';

/** The first label of a host, and the rest of it. */
export interface SplitHost {
  readonly bucket: string;
  readonly endpoint: string;
}

const ADDRESS = /^(?:[\d.]+|\[.*\])$/;

/** The host taken as BUCKET.ENDPOINT; `null` where it is an address, has no such label, or is one of S3's without a bucket. */
export function splitHost(host: string): SplitHost | null {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const known = readS3Host(name);
  const bucket = known ? known.bucket : name.slice(0, Math.max(0, name.indexOf('.')));
  if (!bucket || ADDRESS.test(name) || bucket.length >= name.length) return null;
  return { bucket, endpoint: host.slice(bucket.length + 1) };
}

/** Whether the host is one of S3's that say which bucket they are of. */
export function isKnownVirtualHost(host: string): boolean {
  return Boolean(readS3Host(host.replace(/:\d+$/, ''))?.bucket);
}

/** The bucket in a host that has one for sure or most probably: one of S3's, or one of four names and more. */
export function bucketInHost(host: string): string | null {
  const isProbable = isKnownVirtualHost(host) || host.split('.').length >= 4 || /\.localhost(?::\d+)?$/.test(host);
  return isProbable ? (splitHost(host)?.bucket ?? null) : null;
}

/** From BUCKET.ENDPOINT and /KEY to ENDPOINT and /BUCKET/KEY. */
export function inPathStyle(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host');
  const split = host === null ? null : splitHost(host);
  if (!split) return [];
  return [withPrefix(withValue(draft, 'host', split.endpoint), `/${split.bucket}`)];
}

/** From ENDPOINT and /BUCKET/KEY to BUCKET.ENDPOINT and /KEY. */
export function inVirtualHostStyle(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host');
  const bucket = firstSegment(draft.canonicalUri);
  if (host === null || isKnownVirtualHost(host) || !/^[a-z0-9][a-z0-9.-]+$/.test(bucket)) return [];
  return [withUri(withValue(draft, 'host', `${bucket}.${host}`), keyPath(pathBytes(draft)))];
}

/** The path without its first segment: what is left of /BUCKET is its slash. */
export const keyPath = (path: Bytes): Bytes => withoutSegments(path, 1) ?? slice(path, 0, 1);
