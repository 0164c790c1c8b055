/** Adds provenance to the hash of a payload, which was computed when the payload was read. */
import { type Bytes, derivedFrom } from '../bytes/bytes.ts';
import { HEXADECIMAL } from '../bytes/text-operations.ts';
import { SHA256 } from '../crypto/digests.ts';
import type { Payload } from './trace.ts';

/** The ID that origins use to refer to the payload. The bytes of the payload are not a value of the trace. */
export const PAYLOAD = 'payload';

/**
 * Returns the hash of a payload, as 64 hexadecimal digits. The hash's source is all bytes of the payload. Throws if the
 * hash was not computed.
 */
export function hashOfPayload({ sha256, length }: Payload): Bytes {
  if (sha256 === null) throw new Error('The payload was not hashed, but its hash must be signed.');
  const by = [SHA256, HEXADECIMAL];
  return derivedFrom(sha256, by, [{ source: { kind: 'copy', value: PAYLOAD, start: 0, end: length }, by }]);
}
