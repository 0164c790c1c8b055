/** A verdict in words. */
import type { Problem } from '../bytes/problem.ts';
import type { Scheme } from '../trace/trace.ts';
import type { Comparison, Standing } from './comparison/comparison.ts';
import { momentInWords, spanInWords } from './moments.ts';
import type { Notice } from './notices.ts';
import type { Verdict } from './verdict.ts';

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
