/** Defines the result of `verify`: the verdict on a request, and the reasons for it. */

import type { Notice } from '../verification/notice.ts';
import type { Claim, Comparison } from '../views/documents/types/claim.ts';
import type { Problem } from './problem.ts';

/**
 * `match`: the signature is right. `mismatch`: a value differs from what a server computes, and `firstDifference` names
 * it. `expired` and `not-yet-valid`: no value differs, but the request is too late or too early. `malformed`: the
 * signature cannot be read. `signature-version-2` and `unsigned`: the request has no Signature Version 4. `unknown`: no
 * value differs, but the signature cannot be checked without the secret.
 */
export type Verdict =
  | 'match'
  | 'mismatch'
  | 'expired'
  | 'not-yet-valid'
  | 'malformed'
  | 'signature-version-2'
  | 'unsigned'
  | 'unknown';

/**
 * The verdict on a request. Do not send it to clients, because `comparisons` and `stringToSign` can reveal the right
 * signature.
 */
export interface Verification {
  readonly verdict: Verdict;
  /** An explanation of the verdict, in one or two sentences. */
  readonly says: string;
  /** The first value that differs, in the order of computation; `null` unless the verdict is `mismatch`. */
  readonly firstDifference: { readonly id: string; readonly name: string; readonly stage: string } | null;
  /** The time when the request becomes valid, in ISO 8601; `null` unless the verdict is `not-yet-valid`. */
  readonly from: string | null;
  /** The time when the request expired, in ISO 8601; `null` unless the verdict is `expired`. */
  readonly until: string | null;
  /**
   * The reason that the request is malformed, unsigned, or signed with Signature Version 2; `null` for any other
   * verdict.
   */
  readonly problem: Problem | null;
  /** The request's claim about its signature; `null` if the claim cannot be read. */
  readonly claim: Claim | null;
  readonly comparisons: readonly Comparison[];
  readonly notices: readonly Notice[];
  /** Sentences about input that was not read literally. */
  readonly remarks: readonly string[];
  /** The canonical request that a server computes; `null` if there is no readable claim, or for a browser upload. */
  readonly canonicalRequest: string | null;
  readonly stringToSign: string | null;
}
