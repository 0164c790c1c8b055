/** Checksums of the object that came with it (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html). */
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES, type ChecksumName, runningChecksum } from '../../crypto/checksums.ts';
import type { HeaderField } from '../../http/message.ts';

export interface SentChecksum {
  readonly name: ChecksumName;
  readonly base64: Octets;
  readonly where: 'header' | 'trailing header' | 'query parameter';
}

/** A header, a trailing header, or a field of a form. */
export interface SentField {
  readonly name: Octets;
  readonly value: Octets;
}

export const CHECKSUM_PREFIX = 'x-amz-checksum-';

/** Whether a header of this name (lower case) has a checksum of the object as its value, known here or not. */
export function isChecksum(name: string): boolean {
  return name.startsWith(CHECKSUM_PREFIX) && !SETTINGS.includes(name.slice(CHECKSUM_PREFIX.length));
}

/** What else begins with the same words. */
const SETTINGS = ['algorithm', 'mode', 'type'];

/** Where checksums of an object can be. */
interface ChecksumPlaces {
  /** The headers, or the fields of a form. */
  readonly fields: readonly SentField[];
  /** Headers that are parameters of the query and count. */
  readonly inQuery: readonly SentField[];
  /** Headers after the chunks. */
  readonly trailers: readonly SentField[];
}

/** Gives the checksums that came with an object, in the order of the places. */
export function sentChecksums({ fields, inQuery, trailers }: ChecksumPlaces): SentChecksum[] {
  return [
    ...checksumsAmong(fields, 'header'),
    ...checksumsAmong(inQuery, 'query parameter'),
    ...checksumsAmong(trailers, 'trailing header'),
  ];
}

/** A field without where its bytes come from. */
export function sentField({ name, value }: HeaderField): SentField {
  return { name: name.octets, value: value.octets };
}

/** Those among these fields, whatever the case of their names. */
function checksumsAmong(fields: readonly SentField[], where: SentChecksum['where']): SentChecksum[] {
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
