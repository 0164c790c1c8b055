/** The hash of a payload, which was computed where the payload is, with the provenance it would have had here. */
import { type Bytes, derivedFrom } from '../bytes/bytes.ts';
import { HEXADECIMAL } from '../bytes/text-operations.ts';
import { SHA256 } from '../crypto/digests.ts';
import type { Payload } from './trace.ts';

/** How origins name the payload, which is no value of the trace: its bytes stay outside. */
export const PAYLOAD = 'payload';

/** 64 hexadecimal digits, derived from all bytes of the payload. */
export function hashOfPayload(payload: Payload): Bytes {
  return derivedFrom(
    payload.sha256,
    [SHA256, HEXADECIMAL],
    [{ kind: 'copy', value: PAYLOAD, start: 0, end: payload.length }],
  );
}
