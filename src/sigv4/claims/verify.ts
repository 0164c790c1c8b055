/**
 * Verifies a claim by computing the signature with the same stages that sign a request, and then comparing it with the
 * received signature.
 */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Recorder } from '../../trace/trace.ts';
import type { SigningKey } from '../algorithms/algorithm.ts';
import { requestToSign, type SigningContext } from '../line-of-stages.ts';
import type { Rules } from '../rules.ts';
import { type CheckingChain, checkingChain } from '../schemes/chain.ts';
import { credentialScope } from '../stages/credential-scope.ts';
import { STRING_TO_SIGN } from '../stages/string-to-sign.ts';
import type { Claim } from './claim.ts';

/** The inputs from which a key is derived, except the secret. */
export type KeyRequest = Omit<SigningContext, 'secretAccessKey'>;

/** Returns the key with which a claim must have been signed, or `null` if the secret is unknown. */
export type KeySource = (question: KeyRequest, record: Recorder) => SigningKey | null;

export interface Verification {
  /** `unknown` if there is no key for verifying the signature. */
  readonly signature: 'right' | 'wrong' | 'unknown';
  readonly key: SigningKey | null;
  readonly stringToSign: Bytes;
  /** The canonical request; `null` for a policy, which has no canonical request. */
  readonly canonicalRequest: Bytes | null;
  /** Starts the verification of signed chunks; `null` if there is no key. */
  readonly startChain: ((record: Recorder) => CheckingChain) | null;
}

/** Verifies a claim. The comparison takes the same time no matter where the signatures differ. */
export function verify(claim: Claim, keySource: KeySource, rules: Rules, record: Recorder): Verification {
  const { algorithm, scope, timestamp, accessKeyId, signature } = claim;
  const scopeBytes = credentialScope(scope, algorithm, record);
  const question = { algorithm, scope, timestamp, accessKeyId, credentialScope: scopeBytes };
  const key = keySource(question, record);
  const { stringToSign, canonicalRequest } = toSign(claim, question, rules, record);
  return {
    key,
    stringToSign,
    canonicalRequest,
    signature: key === null ? 'unknown' : key.accepts(stringToSign, signature.octets) ? 'right' : 'wrong',
    startChain:
      key &&
      ((recordOfChain) =>
        checkingChain({ algorithm, key, timestamp, credentialScope: scopeBytes, seed: signature }, recordOfChain)),
  };
}

function toSign(
  { signed }: Claim,
  question: KeyRequest,
  rules: Rules,
  record: Recorder,
): Pick<Verification, 'stringToSign' | 'canonicalRequest'> {
  if (signed.kind === 'request') {
    const { request, signedHeaderNames, hashedPayload } = signed;
    return requestToSign(question, { request, signedHeaderNames, hashedPayload, rules }, record);
  }
  return { stringToSign: record(STRING_TO_SIGN, signed.policy), canonicalRequest: null };
}
