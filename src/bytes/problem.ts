/** A problem is data that is returned and shown, not thrown. */

export interface Problem {
  readonly kind: 'problem';
  /** A short, stable name for programs, such as `header-without-colon`. */
  readonly code: string;
  /** The side that has to fix the problem: the user, or the other side of the connection. */
  readonly fault: 'ours' | 'theirs';
  /** One sentence that describes the problem and its location. */
  readonly says: string;
  /** One sentence that says how to fix it. */
  readonly fix: string;
  /** The value or input (`InputId`) at fault and a range of its bytes; `null` if unknown. */
  readonly where: { readonly value: string; readonly start: number; readonly end: number } | null;
  /** The URL of the AWS page or RFC section that applies; `null` if there is no such page. */
  readonly see: string | null;
  /**
   * The sentence in `says` without the place at its end, for use where the place has another name. This sentence is
   * missing if `says` does not end with a place.
   */
  readonly unplaced?: string;
}

type Details = Partial<Pick<Problem, 'where' | 'see' | 'fault' | 'unplaced'>>;

/** Creates a problem. `fault` is `ours` by default. */
export function problem(code: string, says: string, fix: string, details: Details = {}): Problem {
  return { kind: 'problem', code, fault: 'ours', says, fix, where: null, see: null, ...details };
}

/** Adds a place to the end of a sentence, as in "A line is too long (byte 5 of the body)." */
export const withPlace = (sentence: string, place: string): string => `${sentence.slice(0, -1)} (${place}).`;

/** Returns whether a value is a problem. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && (value as { readonly kind?: unknown }).kind === 'problem';
}
