/** The one word that is said of a request first. */

import { MAX_ALLOWED_SKEW } from '../aws/s3-errors.ts';
import type { Problem } from '../bytes/problem.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { isPolicyFault, readPolicy } from '../sigv4/claims/policy-document.ts';
import type { Scheme } from '../trace/trace.ts';
import { type Comparison, firstDifference, type Standing } from './comparison/comparison.ts';
import { momentInWords, spanInWords } from './moments.ts';
import type { Notice } from './notices.ts';

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

/** The first line of every report. */
export function verdictInWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'match':
    case 'expired':
    case 'unsigned':
      return verdict.kind;
    case 'mismatch':
      return `mismatch at ${verdict.at.name}`;
    case 'not-yet-valid':
      return 'not yet valid';
    case 'malformed':
      return `malformed at ${placeInWords(verdict.problem)}`;
    case 'signature-version-2':
      return 'Signature Version 2';
    case 'unknown':
      return 'unknown';
  }
}

function placeInWords({ where, code }: Problem): string {
  if (where) return `byte ${where.start} of the ${where.value}`;
  return code.replaceAll('-', ' ');
}

/** All that was found besides. */
export interface Findings {
  readonly comparisons: readonly Comparison[];
  readonly notices: readonly Notice[];
  /** In which form the request is signed; `null` where it has no claim. */
  readonly scheme: Scheme | null;
}

/** How a person at the command line sets the clock. */
const CLOCK_OPTION = 'Give another clock with --at.';

/** Says what the verdict means, in one or two sentences. `setClock` says how to verify at another time. */
export function verdictExplained(verdict: Verdict, findings: Findings, setClock = CLOCK_OPTION): string {
  switch (verdict.kind) {
    case 'match':
      return matchExplained(findings);
    case 'mismatch':
      return verdict.at.says;
    case 'expired':
      return `${signatureInWords(verdict.signature)} it was good until ${momentInWords(verdict.until)}, ${spanInWords(verdict.now - verdict.until)} before the clock of this server. ${setClock}`;
    case 'not-yet-valid':
      return `${signatureInWords(verdict.signature)} it is good only from ${momentInWords(verdict.from)} on, ${spanInWords(verdict.from - verdict.now)} after the clock of this server. ${setClock}`;
    case 'malformed':
    case 'signature-version-2':
    case 'unsigned':
      return `${verdict.problem.says} ${verdict.problem.fix}`;
    case 'unknown':
      return `Nothing is wrong as far as can be seen. ${verdict.says}`;
  }
}

/** A signature that is right is not all that a request needs. */
function matchExplained({ comparisons, notices, scheme }: Findings): string {
  const refusal = notices.find(({ weight }) => weight === 'refused');
  const unknown = comparisons.find(({ standing }) => standing === 'unknown');
  if (refusal) return `The signature is right, but S3 refuses the request all the same. ${refusal.says}`;
  if (unknown) return `The signature is right, but not everything can be compared. ${unknown.says}`;
  if (scheme === 'policy')
    return 'The signature is right. Whether the policy allows what the form says is not looked at.';
  return 'The signature is right, and so is everything else that is claimed.';
}

const signatureInWords = (standing: Standing) =>
  standing === 'same'
    ? 'The signature is right, but'
    : 'Whether the signature is right nobody can tell without the secret access key, and';

/** Milliseconds since 1970. */
export interface Validity {
  readonly from: number;
  /** The first moment at which it is not good any more; `null` where nothing says so. */
  readonly until: number | null;
}

/** Where nothing says until when. */
export const ALWAYS_VALID: Validity = { from: Number.NEGATIVE_INFINITY, until: null };

/**
 * A request is good for a quarter of an hour before and after it was signed, a presigned URL from a quarter of an hour
 * before it until it expires, the policy of a form until it says.
 */
export function validityOf({ scheme, moment, expires, signed }: Claim): Validity {
  const from = moment - MAX_ALLOWED_SKEW;
  if (scheme === 'query') return { from, until: moment + Number(expires?.octets ?? 0) * 1000 };
  if (signed.kind === 'policy') {
    const policy = readPolicy(signed.policy.octets);
    // S3 takes it until the very moment.
    return { from: Number.NEGATIVE_INFINITY, until: isPolicyFault(policy) ? null : policy.expiration + 1 };
  }
  return { from, until: moment + MAX_ALLOWED_SKEW + 1 };
}
