/** The result of `verify`: the verdict on a request, and its reasons. */
import type { Problem } from './problem.ts';

/**
 * `match`: the signature is right. `mismatch`: a value differs from what a server computes; `firstDifference` names it.
 * `expired` and `not-yet-valid`: nothing differs, but the request is too late or too early. `malformed`: the signature
 * cannot be read. `signature-version-2` and `unsigned`: there is no signature of Version 4. `unknown`: nothing differs, but
 * the signature cannot be computed without the secret.
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

/** The bytes of a value: `text` if they are UTF-8, and `hex` otherwise. */
export type Content =
  | { readonly text: string; readonly hex?: undefined }
  | { readonly hex: string; readonly text?: undefined };

/** A value that the request claims, beside the value that a server computes. */
export interface Comparison {
  /** Stable: `hashed-payload`, `scope-date`, `signature`, `chunk-3`. */
  readonly id: string;
  /** AWS's term: "Hashed payload". */
  readonly name: string;
  /** The id of the value's stage of signing. */
  readonly stage: string;
  readonly standing: 'same' | 'differs' | 'unknown';
  /** `null` if it is missing from the request. */
  readonly claimed: Content | null;
  /**
   * `null` if it cannot be computed, because the secret or the body is missing, or because signatures of SigV4A are
   * random.
   */
  readonly computed: Content | null;
  /** The first byte where they differ, counted from 0. */
  readonly differsFrom: number | null;
  /** One sentence on what the difference means, or why nothing is known; `null` if the values are equal. */
  readonly says: string | null;
}

/** What a request states about its signature. */
export interface Claim {
  /** `policy` for a browser upload, whose policy is signed. */
  readonly form: 'header' | 'query' | 'policy' | 'chunks';
  readonly algorithm: string;
  readonly accessKeyId: string;
  /** YYYYMMDD. */
  readonly date: string;
  /** Missing for SigV4A, which has `regionSet`. */
  readonly region?: string;
  readonly regionSet?: string;
  readonly service: string;
  readonly timestamp: string;
  readonly signature: string;
  /** ISO 8601; `null` if there is no limit. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** Something to know about a request besides its signature. */
export interface Notice {
  /** `refused`: S3 refuses the request even if its signature is right. */
  readonly weight: 'refused' | 'hint';
  /** Stable: `header-not-signed`. */
  readonly id: string;
  readonly says: string;
  readonly see: string;
}

/**
 * The verdict on a request. Keep it on the server, because `comparisons` and `stringToSign` reveal the right signature.
 */
export interface Verification {
  readonly verdict: Verdict;
  /** What the verdict means, in one or two sentences. */
  readonly says: string;
  /** The first value that differs, in the order of computation. */
  readonly firstDifference: { readonly id: string; readonly name: string; readonly stage: string } | null;
  /** When a request becomes valid, if it is not yet valid; ISO 8601. */
  readonly from: string | null;
  /** When an expired request stopped being valid; ISO 8601. */
  readonly until: string | null;
  /** Why it is malformed, unsigned, or signed with Signature Version 2. */
  readonly problem: Problem | null;
  /** `null` if the request has no readable claim. */
  readonly claim: Claim | null;
  readonly comparisons: readonly Comparison[];
  readonly notices: readonly Notice[];
  /** Sentences about anything that was read differently from how it is written. */
  readonly remarks: readonly string[];
  /** The canonical request that a server computes; `null` if there is no claim, or for a browser upload. */
  readonly canonicalRequest: string | null;
  readonly stringToSign: string | null;
}
