/** Chooses among multiple secrets that are known for a key ID: the one that produces the signature of the request. */
import { type KnownSecret, keysFrom, secretSource, secretsOfKey } from './keys.ts';
import { accessKeyIdOf, type VerifiedRequest, type Verifier, verifyRequest } from './verify-request.ts';

/** The secret to verify a request with, and the secrets that were tried besides it. */
export interface FittingSecret {
  /** The first secret that produces the signature, or else the first one; `null` if none is known. */
  readonly secret: KnownSecret | null;
  /** The other secrets that were tried. None of them produces the signature. */
  readonly others: readonly KnownSecret[];
}

/** Tries the secrets for the key ID of a request, in the order of `secretsOfKey`, until one produces its signature. */
export function fittingSecret(
  secrets: readonly KnownSecret[],
  sent: Parameters<typeof verifyRequest>[0],
  settings: Pick<Verifier, 'now' | 'rules'>,
): FittingSecret {
  const keyId = accessKeyIdOf(sent);
  const candidates = keyId === null ? [] : secretsOfKey(secrets, keyId);
  const [first = null, ...others] = candidates;
  if (others.length === 0) return { secret: first, others };
  const fits = (secret: KnownSecret) =>
    isSignatureSame(verifyRequest(sent, { ...settings, keySource: keysFrom(secretSource([secret])) }));
  const right = candidates.findIndex(fits);
  return right < 0
    ? { secret: first, others }
    : { secret: candidates[right] ?? first, others: candidates.slice(0, right) };
}

/** Returns whether the signature was checked and is right, even if the rest of the request is wrong. */
const isSignatureSame = ({ comparisons }: Pick<VerifiedRequest, 'comparisons'>): boolean =>
  comparisons.some(({ id, standing }) => id === 'signature' && standing === 'same');
