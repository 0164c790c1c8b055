/** A problem is data: it is returned and shown, not thrown. */

export interface Problem {
  readonly kind: 'problem';
  /** A short, stable name for programs: `header-without-colon`. */
  readonly code: string;
  /** The side that has to fix it: the user, or the other side of the connection. */
  readonly fault: 'ours' | 'theirs';
  /** One sentence on what is wrong and where. */
  readonly says: string;
  /** One sentence on how to fix it. */
  readonly fix: string;
  /** The value or input (`InputId`) and its bytes at fault, if known. */
  readonly where: { readonly value: string; readonly start: number; readonly end: number } | null;
  /** The URL of the AWS page or RFC section that decides it. */
  readonly see: string | null;
  /** If `says` ends with a place, the same sentence without it, for a reader who knows the place by another name. */
  readonly unplaced?: string;
}

type Details = Partial<Pick<Problem, 'where' | 'see' | 'fault' | 'unplaced'>>;

/** Makes a problem; `fault` is `ours` by default. */
export function problem(code: string, says: string, fix: string, details: Details = {}): Problem {
  return { kind: 'problem', code, fault: 'ours', says, fix, where: null, see: null, ...details };
}

/** Adds a place to the end of a sentence: "A line is too long (byte 5 of the body)." */
export const withPlace = (sentence: string, place: string): string => `${sentence.slice(0, -1)} (${place}).`;

/** Returns whether a value is a problem. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}
