/** Defines the result of `verify`: the verdict on a request, and the reasons for it. */
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

/** The bytes of a value, as `text` if they are valid UTF-8 and as `hex` otherwise. */
export type Content =
  | { readonly text: string; readonly hex?: undefined }
  | { readonly hex: string; readonly text?: undefined };

/** A value that the request claims, and the value that a server computes. */
export interface Comparison {
  /** A stable ID, such as `hashed-payload`, `scope-date`, `signature`, or `chunk-3`. */
  readonly id: string;
  /** The name in the AWS documentation, such as "Hashed payload". */
  readonly name: string;
  /** The ID of the signing stage to which the value belongs. */
  readonly stage: string;
  readonly standing: 'same' | 'differs' | 'unknown';
  /** The value in the request; `null` if the value is missing. */
  readonly claimed: Content | null;
  /**
   * The computed value; `null` if it cannot be computed: the secret or the body is missing, or the value is a SigV4A
   * signature, which is different each time.
   */
  readonly computed: Content | null;
  /**
   * The position of the first byte that differs, counted from 0; `null` if the values are equal or one of them is
   * missing.
   */
  readonly differsFrom: number | null;
  /**
   * One sentence that explains the difference or says why the computed value is unknown; `null` if the values are
   * equal.
   */
  readonly says: string | null;
}

/** A request's claim about its signature. */
export interface Claim {
  /**
   * The location of the signature: the Authorization `header`, the `query` of a presigned URL, or a form with a signed
   * `policy` (a browser upload).
   */
  readonly form: 'header' | 'query' | 'policy' | 'chunks';
  readonly algorithm: string;
  readonly accessKeyId: string;
  /** The date in the credential scope, in the format YYYYMMDD. */
  readonly date: string;
  /** The Region in the credential scope. Omitted for SigV4A, which has `regionSet` instead. */
  readonly region?: string;
  readonly regionSet?: string;
  readonly service: string;
  readonly timestamp: string;
  readonly signature: string;
  /** The time when the signature becomes valid, in ISO 8601; `null` if there is no limit. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** A noteworthy fact about a request, apart from whether its signature is right. */
export interface Notice {
  /**
   * For `refused`, S3 refuses the request even if its signature is right. For `hint`, S3 does not refuse the request.
   */
  readonly weight: 'refused' | 'hint';
  /** A stable ID, such as `header-not-signed`. */
  readonly id: string;
  readonly says: string;
  readonly see: string;
}

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
