/** Problems as data. Every function of the library can return one instead of its result. */

/** What is wrong with the input of a function, or why it failed. Never contains a secret. */
export interface Problem {
  readonly kind: 'problem';
  /** A stable code for programs, such as `member`, `url`, or `no-evidence`. */
  readonly code: string;
  /** What is wrong, and where, in one sentence. */
  readonly says: string;
  /** How to fix it, in one sentence. */
  readonly fix: string;
  /**
   * The wrong member of the input, such as `headers[2]` or `credentials.sessionToken`; `null` if no single member is at
   * fault.
   */
  readonly path: string | null;
  /** The wrong bytes, from `start` to `end` (not included), and the value that contains them. */
  readonly where: { readonly value: string; readonly start: number; readonly end: number } | null;
  /** The AWS page or the RFC section about it. */
  readonly see: string | null;
}

/** Tells whether a value is a problem. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}
