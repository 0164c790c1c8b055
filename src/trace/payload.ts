/** The hash of a payload, which was computed where the payload is, with the provenance it would have had here. */
import { type Bytes, derivedFrom } from '../bytes/bytes.ts';
import { HEXADECIMAL } from '../bytes/text-operations.ts';
import { SHA256 } from '../crypto/digests.ts';
import type { Payload } from './trace.ts';

/** How origins name the payload, which is no value of the trace: its bytes stay outside. */
export const PAYLOAD = 'payload';

/** 64 hexadecimal digits, derived from all bytes of the payload, whose hash the caller must have. */
export function hashOfPayload({ sha256, length }: Payload): Bytes {
  if (sha256 === null) throw new Error('The payload was not hashed, though its hash is to be signed.');
  const by = [SHA256, HEXADECIMAL];
  return derivedFrom(sha256, by, [{ source: { kind: 'copy', value: PAYLOAD, start: 0, end: length }, by }]);
}
