/** Lists all algorithms and finds them by name. */
import type { Octets } from '../../bytes/octets.ts';
import type { AlgorithmRecord, Dialect } from '../dialects/dialect.ts';
import { SIBLINGS } from '../dialects/table.ts';
import type { Algorithm } from './algorithm.ts';
import { AWS4_ECDSA_P256_SHA256 } from './ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256, hmacSha256Of } from './hmac-sha256.ts';
import { rsaSha256Of } from './rsa-sha256.ts';

/** The algorithms of AWS, the default first. */
export const AWS_ALGORITHMS: readonly [Algorithm, ...Algorithm[]] = [AWS4_HMAC_SHA256, AWS4_ECDSA_P256_SHA256];

/** Returns the algorithm of a dialect, or of a variant of one. */
export const algorithmOf = (dialect: Dialect, record: AlgorithmRecord): Algorithm =>
  record.keyKind === 'rsa' ? rsaSha256Of(dialect, record) : hmacSha256Of(dialect, record);

/** The algorithms of the siblings of Signature Version 4. */
export const SIBLING_ALGORITHMS: readonly Algorithm[] = SIBLINGS.flatMap((dialect) =>
  dialect.signsWith.map((record) => algorithmOf(dialect, record)),
);

/** The algorithms of all dialects, those of AWS first. */
export const ALL_ALGORITHMS: readonly [Algorithm, ...Algorithm[]] = [...AWS_ALGORITHMS, ...SIBLING_ALGORITHMS];

const BY_NAME = new Map(ALL_ALGORITHMS.map((algorithm) => [algorithm.names.request.octets, algorithm]));

/** Returns the dialect of an algorithm with this name; that of AWS for an unknown name. */
export const dialectNamed = (name: Octets): Dialect => (algorithmNamed(name) ?? AWS_ALGORITHMS[0]).dialect;

/** Finds an algorithm by its name in a request. Returns `null` for an unknown name. */
export function algorithmNamed(name: Octets): Algorithm | null {
  return BY_NAME.get(name) ?? null;
}
