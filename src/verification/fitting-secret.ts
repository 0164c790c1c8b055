/** Chooses among multiple secrets that are known for a key ID: the one that produces the signature of the request. */
import { type KnownSecret, keysFrom, secretSource, secretsOfKey } from './keys.ts';
import { accessKeyIdOf, type VerifiedRequest, type Verifier, verifyRequest } from './verify-request.ts';

/** The secret to verify a request with, and the secrets that were tried besides it. */
export interface FittingSecret {
  /** The first secret that produces the signature, or else the first one; `null` if none is known. */
  readonly secret: KnownSecret | null;
  /** The other secrets that were tried. None of them produces the signature. */
  readonly others: readonly KnownSecret[];
  /** A verifier that knows this secret alone. */
  readonly verifier: Verifier;
}

/** Tries the secrets for the key ID of a request, in the order of `secretsOfKey`, until one produces its signature. */
export function fittingSecret(
  secrets: readonly KnownSecret[],
  sent: Parameters<typeof verifyRequest>[0],
  { now, rules }: Pick<Verifier, 'now' | 'rules'>,
): FittingSecret {
  const keyId = accessKeyIdOf(sent);
  const candidates = keyId === null ? [] : secretsOfKey(secrets, keyId);
  const verifierOf = (...known: KnownSecret[]): Verifier => ({ now, rules, keySource: keysFrom(secretSource(known)) });
  const [first, ...others] = candidates;
  if (first === undefined) return { secret: null, others, verifier: verifierOf() };
  const right =
    others.length === 0 ? -1 : candidates.findIndex((each) => isSignatureSame(verifyRequest(sent, verifierOf(each))));
  const secret = candidates[right] ?? first;
  return { secret, others: right < 0 ? others : candidates.slice(0, right), verifier: verifierOf(secret) };
}

/** Returns whether the signature was checked and is right, even if the rest of the request is wrong. */
const isSignatureSame = ({ comparisons }: Pick<VerifiedRequest, 'comparisons'>): boolean =>
  comparisons.some(({ id, standing }) => id === 'signature' && standing === 'same');
