/** What `verify` gives: the verdict on a request, and what it rests on. */
import type { Problem } from './problem.ts';

/**
 * `match`: the signature is right. `mismatch`: a value is not what a server computes; `firstDifference` says which.
 * `expired` and `not-yet-valid`: nothing differs, but the time is over or has not come. `malformed`: it has a signature that
 * cannot be read. `signature-version-2` and `unsigned`: it has none of Signature Version 4. `unknown`: nothing differs, but
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

/** The bytes of a value: `text` where they are UTF-8, `hex` where they are not. */
export type Content =
  | { readonly text: string; readonly hex?: undefined }
  | { readonly hex: string; readonly text?: undefined };

/** A value as the request claims it, beside the one that a server computes. */
export interface Comparison {
  /** Stable: `hashed-payload`, `scope-date`, `signature`, `chunk-3`. */
  readonly id: string;
  /** AWS's term: "Hashed payload". */
  readonly name: string;
  /** The id of the step of signing that it belongs to. */
  readonly stage: string;
  readonly standing: 'same' | 'differs' | 'unknown';
  /** `null` where it is missing in the request. */
  readonly claimed: Content | null;
  /** `null` where it cannot be computed: without the secret or the body, or because no two signatures are alike (SigV4A). */
  readonly computed: Content | null;
  /** The first byte in which they differ, counted from 0. */
  readonly differsFrom: number | null;
  /** One sentence: what the difference means, or why nothing is known; `null` where they are the same. */
  readonly says: string | null;
}

/** What a request says of its signature. */
export interface Claim {
  /** `policy`: a browser upload; its policy is signed. */
  readonly form: 'header' | 'query' | 'policy' | 'chunks';
  readonly algorithm: string;
  readonly accessKeyId: string;
  /** YYYYMMDD. */
  readonly date: string;
  /** Left out for SigV4A, which has `regionSet`. */
  readonly region?: string;
  readonly regionSet?: string;
  readonly service: string;
  readonly timestamp: string;
  readonly signature: string;
  /** ISO 8601; `null` where there is no limit. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** What to know of a request besides its signature. */
export interface Notice {
  /** `refused`: S3 does not take such a request, even if its signature is right. */
  readonly weight: 'refused' | 'hint';
  /** Stable: `header-not-signed`. */
  readonly id: string;
  readonly says: string;
  readonly see: string;
}

/** The verdict on a request. Keep it on the server: `comparisons` and `stringToSign` say what the right signature is. */
export interface Verification {
  readonly verdict: Verdict;
  /** One or two sentences: what the verdict means. */
  readonly says: string;
  /** The first value that differs, in the order in which the values are made. */
  readonly firstDifference: { readonly id: string; readonly name: string; readonly stage: string } | null;
  /** From when it is good, where it is not yet; ISO 8601. */
  readonly from: string | null;
  /** Until when it was good, where it is not any more; ISO 8601. */
  readonly until: string | null;
  /** Why it is malformed, unsigned, or signed with Signature Version 2. */
  readonly problem: Problem | null;
  /** `null` where none can be read. */
  readonly claim: Claim | null;
  readonly comparisons: readonly Comparison[];
  readonly notices: readonly Notice[];
  /** Sentences on how the request was read, where that is not as it was given. */
  readonly remarks: readonly string[];
  /** What a server makes of the request; `null` where it has no claim, or is a browser upload. */
  readonly canonicalRequest: string | null;
  readonly stringToSign: string | null;
}
