/** Determines the verdict on a request and describes it in words. */

import { MAX_ALLOWED_SKEW } from '../aws/s3-errors.ts';
import type { Problem } from '../bytes/problem.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { isPolicyFault, readPolicy } from '../sigv4/claims/policy-document.ts';
import type { Scheme } from '../trace/trace.ts';
import { type Comparison, firstDifference, type Standing } from './comparison/comparison.ts';
import { momentInWords, spanInWords } from './moments.ts';
import type { Notice } from './notice.ts';

export type Verdict =
  | { readonly kind: 'match' }
  /** `at` is the first value that differs from the value that a server computes. */
  | { readonly kind: 'mismatch'; readonly at: Comparison; readonly lapse?: Lapse }
  /** `signature` is `same` if the signature is right. Times are in milliseconds since 1970. */
  | { readonly kind: 'expired'; readonly until: number; readonly now: number; readonly signature: Standing }
  | { readonly kind: 'not-yet-valid'; readonly from: number; readonly now: number; readonly signature: Standing }
  | { readonly kind: 'malformed'; readonly problem: Problem }
  | { readonly kind: 'signature-version-2'; readonly problem: Problem }
  /** There is no signature of AWS. The problem says whether there is one of another vendor. */
  | { readonly kind: 'unsigned'; readonly problem: Problem }
  /** No value is known to be wrong, but the secret or the signature is missing. */
  | { readonly kind: 'unknown'; readonly says: string };

/** Why a request would be refused at this time, even with the right signature. Times are in milliseconds since 1970. */
export type Lapse =
  | { readonly kind: 'expired'; readonly until: number; readonly now: number }
  | { readonly kind: 'not-yet-valid'; readonly from: number; readonly now: number };

/** Returns the verdict on a request whose claim cannot be read. */
export function verdictOfProblem(problem: Problem): Verdict {
  switch (problem.code) {
    case 'unsigned':
    case 'signature-version-2':
      return { kind: problem.code, problem };
    case 'other-scheme':
      return { kind: 'unsigned', problem };
    default:
      return { kind: 'malformed', problem };
  }
}

/**
 * Returns the verdict. A wrong signature takes precedence over an expired time, because users ask about the signature.
 */
export function verdictOf(
  comparisons: readonly Comparison[],
  bodyProblem: Problem | null,
  validity: Validity,
  now: number,
): Verdict {
  const at = firstDifference(comparisons);
  const lapse = lapseOf(validity, now);
  if (at) return { kind: 'mismatch', at, ...(lapse && { lapse }) };
  if (bodyProblem) return { kind: 'malformed', problem: bodyProblem };
  const { standing = 'unknown', says = '' } = comparisons.find(({ id }) => id === 'signature') ?? {};
  if (lapse) return { ...lapse, signature: standing };
  return standing === 'same' ? { kind: 'match' } : { kind: 'unknown', says };
}

function lapseOf({ from, until }: Validity, now: number): Lapse | null {
  if (now < from) return { kind: 'not-yet-valid', from, now };
  return until !== null && now >= until ? { kind: 'expired', until, now } : null;
}

/** Describes the verdict in the first line of a report. */
export function verdictInWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'match':
    case 'expired':
      return verdict.kind;
    case 'unsigned':
      return verdict.problem.code === 'other-scheme' ? 'signed for another vendor' : verdict.kind;
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

/** Everything known about a request besides the verdict. */
export interface Findings {
  readonly comparisons: readonly Comparison[];
  readonly notices: readonly Notice[];
  /** The location of the signature; `null` if the request has no claim. */
  readonly scheme: Scheme | null;
}

/** Says how to get a signature that is valid now. */
function renewalInWords(scheme: Scheme | null): string {
  if (scheme === 'query') return 'Create a new URL.';
  return scheme === 'policy' ? 'Create a new form.' : 'Sign the request again.';
}

/**
 * Explains the verdict in one or two sentences. `clock` is what the reader calls the option or the argument that sets the
 * time, for a request that is not valid yet.
 */
export function verdictExplained(verdict: Verdict, findings: Findings, clock = '--at'): string {
  const setClock = `Give another time with ${clock}.`;
  switch (verdict.kind) {
    case 'match':
      return matchExplained(findings);
    case 'mismatch':
      return `${verdict.at.says}${besidesInWords(verdict.lapse, findings.scheme, setClock)}`;
    case 'expired':
      return `${signatureInWords(verdict.signature)} ${lapseInWords(verdict)}. ${renewalInWords(findings.scheme)}`;
    case 'not-yet-valid':
      return `${signatureInWords(verdict.signature)} ${lapseInWords(verdict)}. ${setClock}`;
    case 'malformed':
    case 'signature-version-2':
    case 'unsigned':
      return `${verdict.problem.says} ${verdict.problem.fix}`;
    case 'unknown':
      return `Nothing is known to be wrong. ${verdict.says}`;
  }
}

/** Says when a signature was or will be valid, compared with the time at which the request is verified. */
const lapseInWords = (lapse: Lapse): string =>
  lapse.kind === 'expired'
    ? `it was valid until ${momentInWords(lapse.until)}, ${spanInWords(lapse.now - lapse.until)} before the time of this check`
    : `it is not valid until ${momentInWords(lapse.from)}, which is ${spanInWords(lapse.from - lapse.now)} after the time of this check`;

/** Says that a request with a wrong signature would be refused anyway at this time, and what to do about that. */
function besidesInWords(lapse: Lapse | undefined, scheme: Scheme | null, setClock: string): string {
  if (lapse === undefined) return '';
  const fix = lapse.kind === 'expired' ? renewalInWords(scheme) : setClock;
  return ` Also, ${lapseInWords(lapse)}, so even a correct signature would be refused. ${fix}`;
}

/** Explains that the signature is right. Other parts of the request may still be wrong. */
function matchExplained({ comparisons, notices, scheme }: Findings): string {
  const refusal = notices.find(({ weight }) => weight === 'refused');
  const unknown = comparisons.find(({ standing }) => standing === 'unknown');
  if (refusal) return `The signature is right, but the server refuses the request anyway. ${refusal.says}`;
  if (unknown) return `The signature is right, but not everything can be compared. ${unknown.says}`;
  if (scheme === 'policy')
    return 'The signature is right. Whether the policy allows the fields of the form is not checked.';
  return 'The signature is right, and so is everything else that the request claims.';
}

const signatureInWords = (standing: Standing) =>
  standing === 'same'
    ? 'The signature is right, but'
    : 'Without the secret access key, the signature cannot be checked, and';

/** The period in which a signature is valid. Times are in milliseconds since 1970. */
export interface Validity {
  readonly from: number;
  /** The first time at which the signature is no longer valid; `null` if there is no limit. */
  readonly until: number | null;
}

/** The validity of a signature that has no time. */
export const ALWAYS_VALID: Validity = { from: Number.NEGATIVE_INFINITY, until: null };

/**
 * Computes when a signature is valid. A request is valid from 15 minutes before to 15 minutes after the time of
 * signing. A presigned URL is valid from 15 minutes before that time until it expires. A form is valid until its policy
 * expires.
 */
export function validityOf({ scheme, moment, expires, signed }: Claim): Validity {
  const from = moment - MAX_ALLOWED_SKEW;
  if (scheme === 'query') return { from, until: moment + Number(expires?.octets ?? 0) * 1000 };
  if (signed.kind === 'policy') {
    const policy = readPolicy(signed.policy.octets);
    // S3 still accepts the form at the exact expiration time.
    return { from: Number.NEGATIVE_INFINITY, until: isPolicyFault(policy) ? null : policy.expiration + 1 };
  }
  return { from, until: moment + MAX_ALLOWED_SKEW + 1 };
}
