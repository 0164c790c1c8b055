/** The one word that is said of a request first. */
import type { Problem } from '../bytes/problem.ts';
import { type Comparison, firstDifference, type Standing } from './comparison/comparison.ts';
import type { Validity } from './times.ts';

export type Verdict =
  | { readonly kind: 'match' }
  /** `at` is the first value that is not what a server computes. */
  | { readonly kind: 'mismatch'; readonly at: Comparison }
  /** `signature` is `same` where it is right; times are milliseconds since 1970. */
  | { readonly kind: 'expired'; readonly until: number; readonly now: number; readonly signature: Standing }
  | { readonly kind: 'not-yet-valid'; readonly from: number; readonly now: number; readonly signature: Standing }
  | { readonly kind: 'malformed'; readonly problem: Problem }
  | { readonly kind: 'signature-version-2'; readonly problem: Problem }
  | { readonly kind: 'unsigned'; readonly problem: Problem }
  /** Nothing is wrong as far as can be seen, which is not far enough: there is no secret, or no signature. */
  | { readonly kind: 'unknown'; readonly says: string };

/** Of a request without a claim. */
export function verdictOfProblem(problem: Problem): Verdict {
  switch (problem.code) {
    case 'unsigned':
    case 'signature-version-2':
      return { kind: problem.code, problem };
    default:
      return { kind: 'malformed', problem };
  }
}

/** A signature that is wrong is said before a time that is over: the person came for it. */
export function verdictOf(
  comparisons: readonly Comparison[],
  bodyProblem: Problem | null,
  { from, until }: Validity,
  now: number,
): Verdict {
  const at = firstDifference(comparisons);
  if (at) return { kind: 'mismatch', at };
  if (bodyProblem) return { kind: 'malformed', problem: bodyProblem };
  const { standing = 'unknown', says = '' } = comparisons.find(({ id }) => id === 'signature') ?? {};
  if (now < from) return { kind: 'not-yet-valid', from, now, signature: standing };
  if (until !== null && now >= until) return { kind: 'expired', until, now, signature: standing };
  return standing === 'same' ? { kind: 'match' } : { kind: 'unknown', says };
}
