/** Computing what the signature of a claim should be, by the very stages that sign, and comparing. */
import { type Bytes, plain } from '../../bytes/bytes.ts';
import type { Recorder } from '../../trace/trace.ts';
import { deriveKey, type Signable, type SigningContext, signableRequest } from '../core.ts';
import type { Rules } from '../rules.ts';
import { type CheckingChain, checkingChain } from '../schemes/chain.ts';
import { credentialScope } from '../stages/credential-scope.ts';
import { STRING_TO_SIGN } from '../stages/string-to-sign.ts';
import type { Claim } from './claim.ts';

export interface Verification {
  readonly matches: boolean;
  readonly stringToSign: Bytes;
  /** `null` for a policy, which has none. */
  readonly canonicalRequest: Bytes | null;
  /** What the chunks of the payload have to be, if it comes in signed chunks. */
  readonly startChain: () => CheckingChain;
}

/** The comparison takes the same time wherever the signatures differ. */
export function verify(claim: Claim, secretAccessKey: Bytes, rules: Rules, record: Recorder): Verification {
  const { algorithm, scope, timestamp, accessKeyId, signature } = claim;
  const scopeBytes = credentialScope(scope, algorithm.boundTo, record);
  const context = { algorithm, scope, timestamp, accessKeyId, secretAccessKey, credentialScope: scopeBytes };
  const { key, stringToSign, canonicalRequest } = signableOf(claim, context, rules, record);
  const seed = plain(signature.octets);
  return {
    matches: key.accepts(stringToSign, signature.octets),
    stringToSign,
    canonicalRequest,
    startChain: () => checkingChain({ algorithm, key, timestamp, credentialScope: scopeBytes, seed }),
  };
}

interface SignableClaim extends Signable {
  readonly canonicalRequest: Bytes | null;
}

function signableOf({ signed }: Claim, context: SigningContext, rules: Rules, record: Recorder): SignableClaim {
  if (signed.kind === 'request') return signableRequest({ ...context, ...signed, rules }, record);
  const key = deriveKey(context, record);
  return { key, stringToSign: record(STRING_TO_SIGN, signed.policy), canonicalRequest: null };
}
