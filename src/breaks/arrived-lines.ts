/** Compares the canonical request of what was sent with that of what arrives after the changes in transit. */
import type { Octets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { replay } from '../drafts/replay.ts';
import { pairLines } from '../sides/difference/line-difference.ts';
import type { RightRequest } from './break-request.ts';
import type { BrokenTogether } from './break-together.ts';

/** A line of the canonical request that arrives different. */
export interface ArrivedLine {
  /** The number of the line in the text that was sent, from 1. */
  readonly number: number;
  readonly sent: Octets;
  /** The line that the server computes in its place; `null` if it computes none. */
  readonly arrived: Octets | null;
  /** Whether it is the hash of the body that changes, which the server compares with the hash in the request. */
  readonly isBody: boolean;
}

/** Returns the lines that arrive different, without their line endings. */
export function arrivedLines({ draft, body }: RightRequest, broken: BrokenTogether): ArrivedLine[] {
  const signed = replay(draft).canonicalRequest;
  const { hashedPayload } = broken.body === body ? broken.arriving : { hashedPayload: sha256Hex(broken.body) };
  // An unsigned body can change without a consequence.
  const isBodySigned = draft.hashedPayload === sha256Hex(body);
  const arriving = { ...broken.arriving, hashedPayload: isBodySigned ? hashedPayload : draft.hashedPayload };
  return pairLines(signed, replay(arriving).canonicalRequest).flatMap(({ server: sent, client }) => {
    const arrived = client?.octets ?? null;
    if (sent === null || sent.octets === arrived) return [];
    const number = signed.slice(0, sent.offset).split('\n').length;
    return [{ number, sent: sent.octets, arrived, isBody: sent.octets === draft.hashedPayload }];
  });
}
