/**
 * Moves the bucket of a draft between the host and the path
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
 */
import { readS3Host } from '../aws/s3-hosts.ts';
import { type Bytes, slice } from '../bytes/bytes.ts';
import { withoutPort } from '../http/host.ts';
import { type Draft, headerOf, withValue } from './draft.ts';
import { pathBytes, withPrefix, withUri } from './parts.ts';
import { firstSegment, withoutSegments } from './spellings/percent.ts';

/** A host that is split into its bucket and its endpoint. */
export interface SplitHost {
  readonly bucket: string;
  readonly endpoint: string;
}

const ADDRESS = /^(?:[\d.]+|\[.*\])$/;

/**
 * Splits a host of the form BUCKET.ENDPOINT. Returns `null` if the host is an IP address, has only one label, or is an
 * S3 host without a bucket.
 */
export function splitHost(host: string): SplitHost | null {
  const name = withoutPort(host.toLowerCase());
  const known = readS3Host(name);
  const bucket = known ? known.bucket : name.slice(0, Math.max(0, name.indexOf('.')));
  if (!bucket || ADDRESS.test(name) || bucket.length >= name.length) return null;
  return { bucket, endpoint: host.slice(bucket.length + 1) };
}

/** Returns whether the host is an S3 host that contains a bucket. */
export function isKnownVirtualHost(host: string): boolean {
  return Boolean(readS3Host(withoutPort(host))?.bucket);
}

/**
 * Returns the bucket if the host certainly or probably contains one; otherwise `null`. S3 hosts with a bucket, hosts
 * with at least four labels, and subdomains of localhost qualify.
 */
export function bucketInHost(host: string): string | null {
  const isProbable = isKnownVirtualHost(host) || host.split('.').length >= 4 || /\.localhost(?::\d+)?$/.test(host);
  return isProbable ? (splitHost(host)?.bucket ?? null) : null;
}

/** Changes BUCKET.ENDPOINT and /KEY to ENDPOINT and /BUCKET/KEY. */
export function inPathStyle(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host');
  const split = host === null ? null : splitHost(host);
  if (!split) return [];
  return [withPrefix(withValue(draft, 'host', split.endpoint), `/${split.bucket}`)];
}

/** Changes ENDPOINT and /BUCKET/KEY to BUCKET.ENDPOINT and /KEY. */
export function inVirtualHostStyle(draft: Draft): Draft[] {
  const host = headerOf(draft, 'host');
  const bucket = firstSegment(draft.canonicalUri);
  if (host === null || isKnownVirtualHost(host) || !/^[a-z0-9][a-z0-9.-]+$/.test(bucket)) return [];
  return [withUri(withValue(draft, 'host', `${bucket}.${host}`), keyPath(pathBytes(draft)))];
}

/** Removes the first segment of the path. If there is no other segment, the slash remains. */
export const keyPath = (path: Bytes): Bytes => withoutSegments(path, 1) ?? slice(path, 0, 1);
