/**
 * Finds the checksums sent with an object
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html).
 */
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES, type ChecksumName, runningChecksum } from '../../crypto/checksums.ts';
import type { HeaderField } from '../../http/message.ts';

export interface SentChecksum {
  readonly name: ChecksumName;
  readonly base64: Octets;
  readonly where: 'header' | 'trailing header' | 'query parameter';
}

export interface SentField {
  readonly name: Octets;
  readonly value: Octets;
}

export const CHECKSUM_PREFIX = 'x-amz-checksum-';

/**
 * Returns whether a header with this lowercase name contains a checksum of the object, even one with an unknown
 * algorithm.
 */
export function isChecksum(name: string): boolean {
  return name.startsWith(CHECKSUM_PREFIX) && !SETTINGS.includes(name.slice(CHECKSUM_PREFIX.length));
}

/** The endings of names that have the prefix of a checksum but are settings. */
const SETTINGS = ['algorithm', 'mode', 'type'];

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
  const named = fields.filter(({ name }) => name.toLowerCase().startsWith(CHECKSUM_PREFIX));
  return named.flatMap(({ name, value }) => {
    const known = CHECKSUM_NAMES.find((candidate) => name.toLowerCase() === CHECKSUM_PREFIX + candidate);
    return known ? [{ name: known, base64: value, where }] : [];
  });
}

/** Computes the checksum of a payload, in base64. */
export function checksumOf(name: ChecksumName, payload: Octets): Octets {
  const running = runningChecksum(name);
  running.update(arrayFromOctets(payload));
  return running.base64();
}
