/** Lists the algorithms and finds them by name. */
import type { Octets } from '../../bytes/octets.ts';
import type { Algorithm } from './algorithm.ts';
import { AWS4_ECDSA_P256_SHA256 } from './ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from './hmac-sha256.ts';

/** All algorithms, the default first. */
export const ALGORITHMS: readonly [Algorithm, ...Algorithm[]] = [AWS4_HMAC_SHA256, AWS4_ECDSA_P256_SHA256];

/** Finds an algorithm by its name in a request. Returns `null` for an unknown name. */
export const algorithmNamed = (name: Octets): Algorithm | null =>
  ALGORITHMS.find(({ names }) => names.request.octets === name) ?? null;
