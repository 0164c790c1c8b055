/**
 * Finds the checksums sent with an object
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html).
 */
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES, type ChecksumName, runningChecksum } from '../../crypto/checksums.ts';
import type { HeaderField, RequestHead } from '../../http/message.ts';
import { decodedParameters } from '../../http/target.ts';
import { AMZ_HEADERS } from '../names.ts';

export interface SentChecksum {
  readonly name: ChecksumName;
  readonly base64: Octets;
  readonly where: 'header' | 'trailing header' | 'query parameter';
}

/** A header, or a form field that takes the place of a header. */
export interface SentField {
  readonly name: Octets;
  readonly value: Octets;
}

export const CHECKSUM_PREFIX = AMZ_HEADERS.checksumPrefix;

const PREFIX = new RegExp(`^${CHECKSUM_PREFIX}`, 'i');

/** Returns whether a name has the prefix, ignoring case. Most names are shorter. */
const hasPrefix = (name: string): boolean => name.length > CHECKSUM_PREFIX.length && PREFIX.test(name);

/**
 * Returns whether a header with this name contains a checksum of the object, even one with an unknown algorithm.
 * Ignores case.
 */
export function isChecksum(name: string): boolean {
  return hasPrefix(name) && !SETTINGS.includes(name.slice(CHECKSUM_PREFIX.length).toLowerCase());
}

/** The endings of names that have the prefix of a checksum but are settings. */
const SETTINGS = ['algorithm', 'mode', 'type'];

/**
 * Returns whether the checksums in the head of a request are those of an object that was uploaded in parts. The body of
 * such a request is only the list of the parts
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html).
 */
export function areOfWholeObject({ method, target }: Pick<RequestHead, 'method' | 'target'>): boolean {
  return method.octets === 'POST' && decodedParameters(target).some(({ name }) => name.octets === 'uploadId');
}

interface ChecksumPlaces {
  readonly fields: readonly SentField[];
  /** Headers in the query that count as if they had been sent. */
  readonly inQuery: readonly SentField[];
  readonly trailers: readonly SentField[];
}

/**
 * Returns the checksums sent with an object, first from fields, then from the query, and then from trailing headers.
 */
export function sentChecksums({ fields, inQuery, trailers }: ChecksumPlaces): SentChecksum[] {
  return [
    ...checksumsAmong(fields, 'header'),
    ...checksumsAmong(inQuery, 'query parameter'),
    ...checksumsAmong(trailers, 'trailing header'),
  ];
}

/** Returns a field without its provenance. */
export function sentField({ name, value }: HeaderField): SentField {
  return { name: name.octets, value: value.octets };
}

/** Finds the checksums among these fields, ignoring the case of names. */
function checksumsAmong(fields: readonly SentField[], where: SentChecksum['where']): SentChecksum[] {
  const found: SentChecksum[] = [];
  for (const { name, value } of fields) {
    if (!hasPrefix(name)) continue;
    const ending = name.slice(CHECKSUM_PREFIX.length).toLowerCase();
    const known = CHECKSUM_NAMES.find((candidate) => candidate === ending);
    if (known) found.push({ name: known, base64: value, where });
  }
  return found;
}

/** Computes the checksum of a payload, in base64. */
export function checksumOf(name: ChecksumName, payload: Octets): Octets {
  const running = runningChecksum(name);
  running.update(arrayFromOctets(payload));
  return running.base64();
}
