/** Defines problems as data. Any function of the library can return a problem instead of its result. */

/**
 * A description of a problem with the input of a function, or of the reason that the function failed. A problem never
 * contains a secret.
 */
export interface Problem {
  readonly kind: 'problem';
  /** A stable code for use in programs, such as `member`, `url`, or `no-evidence`. */
  readonly code: string;
  /** One sentence that describes the problem and its location. */
  readonly says: string;
  /** How to fix it, in one sentence. */
  readonly fix: string;
  /**
   * The invalid member of the input, such as `headers[2]` or `credentials.sessionToken`; `null` if the problem is not
   * about a single member.
   */
  readonly path: string | null;
  /**
   * The range of invalid bytes, where `end` is exclusive, and the name of the value that contains them; `null` if the
   * problem has no position.
   */
  readonly where: { readonly value: string; readonly start: number; readonly end: number } | null;
  /** The URL of the AWS page or RFC section about the problem; `null` if there is no such page. */
  readonly see: string | null;
}

/** Returns whether a value is a `Problem`. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}
