/** Defines parts of the result of `verify`, which `sigv4 verify --json` also prints. */

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
  /** The date in the credential scope, as it is written there: YYYYMMDD for AWS. */
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
