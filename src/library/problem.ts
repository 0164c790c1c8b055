/** What is wrong, as data: every function of the library returns it in the place of its result. */

/** What is wrong with what a function was given, or why it could not do what it was asked. It quotes no secret. */
export interface Problem {
  readonly kind: 'problem';
  /** Stable and short, for programs: `member`, `url`, `no-evidence`. */
  readonly code: string;
  /** One sentence for a person: what is wrong, and where. */
  readonly says: string;
  /** One sentence: how to fix it. */
  readonly fix: string;
  /** The member of the input that is at fault: `headers[2]`, `credentials.sessionToken`. `null` where it is not one alone. */
  readonly path: string | null;
  /** The bytes that are at fault, `start` to `end` (not included), and the value that they are of. `null` where there are none. */
  readonly where: { readonly value: string; readonly start: number; readonly end: number } | null;
  /** The AWS page or the RFC section that decides it. `null` where there is none. */
  readonly see: string | null;
}

/** Tells a problem from a result. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}
