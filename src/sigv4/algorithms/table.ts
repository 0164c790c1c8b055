/** The algorithms, and how they are found by name. */
import type { Octets } from '../../bytes/octets.ts';
import type { Algorithm } from './algorithm.ts';
import { AWS4_ECDSA_P256_SHA256 } from './ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from './hmac-sha256.ts';

/** The first is the one in use where nobody asks for another. */
export const ALGORITHMS: readonly [Algorithm, ...Algorithm[]] = [AWS4_HMAC_SHA256, AWS4_ECDSA_P256_SHA256];

/** The algorithm of this name, as it stands in a request; `null` for one that is not known. */
export function algorithmNamed(name: Octets): Algorithm | null {
  return ALGORITHMS.find(({ names }) => names.request.octets === name) ?? null;
}
