/** Combines everything known about a failed request: its causes, the first difference, and what to check next. */

import type { Evidence } from '../evidence/evidence.ts';
import { searchCauses } from '../search/find-causes.ts';
import type { Finding } from '../search/finding.ts';
import { finished, noteStop, type Search, type SearchProgress, until } from '../search/search.ts';
import { type NotSignature, notSignatureOf } from '../sides/answers/not-signature.ts';
import { type Difference, differenceOf } from '../sides/difference/difference.ts';
import { type SecretLookup, type Sides, sidesToTry } from '../sides/sides.ts';
import { type Answers, NO_ANSWERS } from '../suspects/questions.ts';
import { type Suspects, suspectsOf } from '../suspects/suspects.ts';
import { type NextStep, nextSteps, type SecretInput, WITHOUT_REASON } from './next-steps.ts';
import { type Verdict, verdictOf } from './verdict.ts';

export interface Diagnosis {
  /** The verdict of the signature itself; `null` if the signature shows nothing. */
  readonly verdict: Verdict | null;
  /**
   * The reason that the refusal is not about the signature; `null` if the refusal may be about the signature, or if a
   * cause was found.
   */
  readonly notSignature: NotSignature | null;
  /** The findings, the most certain first. */
  readonly findings: readonly Finding[];
  /**
   * The first difference between the text that the server computed and the text that the client signed; `null` if there
   * is no difference, or if one side is unknown.
   */
  readonly difference: Difference | null;
  readonly sides: Sides;
  /**
   * The results of ranking the suspects, other than findings; `null` if nothing was ranked, because a cause is more
   * than possible or the refusal is not about the signature.
   */
  readonly suspects: Omit<Suspects, 'findings'> | null;
  /** The progress at which the search for two mistakes was stopped; `null` if the search ended. */
  readonly stopped: SearchProgress | null;
  /** What additional information would help, the one that decides first. */
  readonly next: readonly NextStep[];
}

/** Information that is available in addition to the evidence. */
export interface DiagnosisChoices {
  /** Where the secret would be given; the default is `program`. */
  readonly secretTo?: SecretInput;
  /** The user's answers to questions about previous attempts. */
  readonly answers?: Answers;
  /** The mistakes left to try: only the `usual` ones if an earlier search has tried all others, and none explains anything. */
  readonly mistakes?: 'all' | 'usual';
}

/** Diagnoses a failed request. */
export const diagnose = (evidence: Evidence, secretOf: SecretLookup, choices: DiagnosisChoices = {}): Diagnosis =>
  finished(searchDiagnosis(evidence, secretOf, choices));

/**
 * Diagnoses like `diagnose`, but as a search that can be watched and stopped. The diagnosis reports any mistakes that
 * were not tried. If multiple secrets are known and none is right, the mistakes are tried with each of them.
 */
export function* searchDiagnosis(
  evidence: Evidence,
  secretOf: SecretLookup,
  choices: DiagnosisChoices = {},
): Search<Diagnosis> {
  const [first, ...others] = sidesToTry(evidence, secretOf);
  const found = yield* searchSides(first, choices);
  let diagnosis = found;
  for (const sides of others) {
    if (isBySignature(diagnosis)) return diagnosis;
    diagnosis = yield* searchSides(sides, choices);
  }
  return isBySignature(diagnosis) ? diagnosis : found;
}

const isBySignature = ({ findings: [first] }: Diagnosis): boolean =>
  first?.certainty.kind === 'proved' && first.certainty.by === 'signature';

function* searchSides(
  sides: Sides,
  { secretTo = 'program', answers = NO_ANSWERS, mistakes = 'all' }: DiagnosisChoices,
): Search<Diagnosis> {
  const notSignature = notSignatureOf(sides);
  const { result: found, stopped } =
    mistakes === 'all'
      ? yield* noteStop(searchCauses(sides))
      : { result: until(searchCauses(sides), () => true), stopped: null };
  const possible = notSignature === null ? found : found.filter((finding) => isStronger(finding, notSignature));
  const suspects = notSignature === null ? suspectsOf(sides, possible, answers) : null;
  const findings = suspects?.findings ?? possible;
  return {
    verdict: verdictOf(sides),
    notSignature: findings.length > 0 ? null : notSignature,
    findings,
    difference: differenceOf(sides),
    sides,
    suspects,
    stopped,
    next: nextSteps(sides, { notSignature, findings, stopped }, secretTo),
  };
}

/**
 * Returns whether a cause still applies even though the refusal does not seem to be about the signature. A cause that
 * the server states always applies. A refusal without a reason may mean that no usable signature arrived.
 */
function isStronger({ certainty, cause }: Finding, { id }: NotSignature): boolean {
  if (certainty.kind === 'proved' && certainty.by === 'statement') return true;
  return WITHOUT_REASON.has(id) && (certainty.kind === 'explains' || cause.stage === 'authorization');
}

/** Returns whether no search can name a cause, because the refusal is not about the signature and says what it is about. */
export function isAboutSomethingElse(sides: Sides): boolean {
  const notSignature = notSignatureOf(sides);
  return notSignature !== null && !WITHOUT_REASON.has(notSignature.id);
}

/**
 * Ranks the suspects of a diagnosis again, based on the user's answers about previous attempts. The search is not
 * repeated.
 */
export function withAnswers(diagnosis: Diagnosis, answers: Answers): Diagnosis {
  const suspects = diagnosis.suspects && suspectsOf(diagnosis.sides, diagnosis.suspects.found, answers);
  return suspects === null ? diagnosis : { ...diagnosis, suspects, findings: suspects.findings };
}

/** Returns whether the first cause is more than a possibility. */
export function isNamed({ findings }: Pick<Diagnosis, 'findings'>): boolean {
  const [first] = findings;
  return first !== undefined && first.certainty.kind !== 'possible';
}
