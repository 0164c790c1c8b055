/** Checksums of the object that came with it (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html). */
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES, type ChecksumName, runningChecksum } from '../../crypto/checksums.ts';

export interface SentChecksum {
  readonly name: ChecksumName;
  readonly base64: Octets;
  readonly where: 'header' | 'trailing header';
}

/** A header, a trailing header, or a field of a form. */
export interface SentField {
  readonly name: Octets;
  readonly value: Octets;
}

export const CHECKSUM_PREFIX = 'x-amz-checksum-';

/** Those among these fields, whatever the case of their names. */
export function checksumsAmong(fields: readonly SentField[], where: SentChecksum['where']): SentChecksum[] {
  const named = fields.filter(({ name }) => name.toLowerCase().startsWith(CHECKSUM_PREFIX));
  return named.flatMap(({ name, value }) => {
    const known = CHECKSUM_NAMES.find((candidate) => name.toLowerCase() === CHECKSUM_PREFIX + candidate);
    return known ? [{ name: known, base64: value, where }] : [];
  });
}

/** The checksum of these bytes, in base64. */
export function checksumOf(name: ChecksumName, payload: Octets): Octets {
  const running = runningChecksum(name);
  running.update(arrayFromOctets(payload));
  return running.base64();
}
