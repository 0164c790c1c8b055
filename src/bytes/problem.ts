/** What is wrong, as data: something to show, not something to throw. */

export interface Problem {
  readonly kind: 'problem';
  /** Stable and short, for programs: `header-without-colon`. */
  readonly code: string;
  /** Who has to fix it: the person here, or the other side of the wire. */
  readonly fault: 'ours' | 'theirs';
  /** One sentence for a person: what is wrong and where. */
  readonly says: string;
  /** One sentence: how to fix it. */
  readonly fix: string;
  /** The value or the input (`InputId`), and the bytes of it that are at fault, where they are known. */
  readonly where: { readonly value: string; readonly start: number; readonly end: number } | null;
  /** The AWS page or RFC section that decides it. */
  readonly see: string | null;
  /** Where `says` ends with a place: the same without it, for a reader who knows the place by another name. */
  readonly unplaced?: string;
}

type Details = Partial<Pick<Problem, 'where' | 'see' | 'fault' | 'unplaced'>>;

/** A problem; `fault` is `ours` unless told. */
export function problem(code: string, says: string, fix: string, details: Details = {}): Problem {
  return { kind: 'problem', code, fault: 'ours', says, fix, where: null, see: null, ...details };
}

/** Ends a sentence with the place that it is about: "A line is too long (byte 5 of the body)." */
export const withPlace = (sentence: string, place: string): string => `${sentence.slice(0, -1)} (${place}).`;

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}
