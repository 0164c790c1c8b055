/**
 * Redacts diagnoses. Pages and files accept only a `ShownDiagnosis`, and only this file can create one. Secrets are
 * masked in every text and every sentence without any change to offsets.
 */
import type { Octets } from '../bytes/octets.ts';
import type { Cause } from '../causes/cause.ts';
import type { QuestionId } from '../causes/questions.ts';
import type { Mutation, MutationPoint, MutationSide } from '../drafts/mutation.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { areSameBytes, type Twin } from '../search/certainty/place.ts';
import { evidentCauses } from '../search/find-causes.ts';
import type { Finding, Suspected } from '../search/finding.ts';
import { type Difference, differenceBetween } from '../sides/difference/difference.ts';
import type { LinePair, SideLine } from '../sides/difference/line-difference.ts';
import { maskOfSides, type SideMask } from '../sides/mask-sides.ts';
import { type SecretLookup, sidesOf } from '../sides/sides.ts';
import type { Place } from '../sides/transit.ts';
import { type Answer, questionsFor } from '../suspects/questions.ts';
import type { Suspects } from '../suspects/suspects.ts';
import { type Diagnosis, isAboutSomethingElse } from './diagnosis.ts';
import { fixedRequest } from './fixed-request.ts';
import { comparedSides, type RebuiltSide } from './rebuilt-side.ts';
import { type ShownEvidence, shownEvidence } from './shown-evidence.ts';
import { type SidesInLines, sidesInLines } from './sides-in-lines.ts';
import { type PairedText, pairedTexts } from './traces/side-values.ts';

declare const brand: unique symbol;

export interface ShownDiagnosis extends Omit<Diagnosis, 'findings' | 'sides' | 'suspects'> {
  readonly [brand]: true;
  readonly findings: readonly ShownFinding[];
  /** The ranked suspects; `null` if suspects were not ranked. */
  readonly suspects: ShownSuspects | null;
  readonly read: ShownEvidence;
  /** The texts of both sides, to the extent that they are known or rebuilt. */
  readonly texts: readonly PairedText[];
  /** The side whose texts were rebuilt from a proved cause; `null` if nothing was rebuilt. */
  readonly rebuilt: RebuiltSide | null;
  /** The first difference between `texts`; `null` if the texts are equal, or if one side is unknown. */
  readonly compared: Difference | null;
  /** What both sides have, line by line; `null` if no text of either side is known. */
  readonly inLines: SidesInLines | null;
}

export interface ShownFinding
  extends Pick<
    Finding,
    | 'cause'
    | 'variant'
    | 'certainty'
    | 'says'
    | 'shownBy'
    | 'fix'
    | 'lines'
    | 'otherLines'
    | 'oneOf'
    | 'changes'
    | 'role'
  > {
  /** Where the fix begins; `null` if that is not a proxy, or if it is not known. */
  readonly fixIn: 'proxy' | null;
  /** Whether the first finding produces the same bytes, so that one proof is the proof of both. */
  readonly isSameBytes: boolean;
  /** Where the change happened; `null` if nothing shows it. */
  readonly place: Place | null;
  /** Other mistakes that produce the same bytes, at the other place. */
  readonly twins: readonly ShownTwin[];
  /** The side on which the mistake was made; `null` if the mistake was not reproduced. */
  readonly side: MutationSide | null;
  /** The point at which the sentence says that the mistake happened; `null` if the mistake was not reproduced. */
  readonly point: MutationPoint | null;
  /** The reasons for suspicion; `null` if suspects were not ranked. */
  readonly suspected: Suspected | null;
  /** Whether the fix is a right signature of a request that is known, so that it can be tried. */
  readonly canBeTried: boolean;
}

export interface ShownTwin extends Pick<ShownFinding, 'variant' | 'says' | 'fix' | 'fixIn' | 'lines'> {
  readonly id: string;
}

/** The results of ranking the suspects, other than findings. */
export interface ShownSuspects extends Pick<Suspects, 'other' | 'ruledOut'> {
  /** The questions that were answered, followed by the questions worth asking, the most informative first. */
  readonly questions: readonly { readonly id: QuestionId; readonly answer: Answer | null }[];
}

/** Masks the secrets of a diagnosis, and `others`, which the input does not show as secrets. */
export function shownDiagnosis(
  { verdict, notSignature, findings, difference, sides, suspects, stopped, next }: Diagnosis,
  others: readonly Octets[] = [],
): ShownDiagnosis {
  const mask = maskOfSides(sides, others);
  const both = comparedSides(sides, findings);
  const { sides: compared, rebuilt } = both;
  const between = differenceBetween(compared.server, compared.client);
  const shown: Omit<ShownDiagnosis, typeof brand> = {
    verdict,
    notSignature: notSignature && { ...notSignature, code: notSignature.code && mask.words(notSignature.code) },
    findings: findings.map((finding, index) => ({
      ...shownFinding(finding, mask, index > 0 && isSame(findings[0], finding)),
      canBeTried: fixedRequest(finding, sides, findings) !== null,
    })),
    difference: difference && shownDifference(difference, mask),
    suspects: suspects && shownSuspects(suspects),
    read: shownEvidence(sides, mask),
    texts: pairedTexts(compared, mask),
    rebuilt: rebuilt && { ...rebuilt, proof: mask.octets(rebuilt.proof) },
    stopped,
    compared: between && shownDifference(between, mask),
    inLines: sidesInLines(both, mask),
    next: next.map((step) => (step.id === 'client-text' ? { ...step, upstream: mask.words(step.upstream) } : step)),
  };
  return shown as ShownDiagnosis;
}

/** What is certain about a refusal without a search. */
export interface EvidentFindings {
  /** The causes that are certain, the first one first. */
  readonly findings: readonly ShownFinding[];
  /** Whether a search may name a cause if there are no findings. */
  readonly isWorthSearching: boolean;
}

/** Determines what is certain about a refusal without a search. `secretOf` is that of `sidesOf`. */
export function evidentFindings(evidence: Evidence, secretOf: SecretLookup): EvidentFindings {
  const sides = sidesOf(evidence, secretOf);
  const mask = maskOfSides(sides);
  const findings = evidentCauses(sides).map((finding) => shownFinding(finding, mask));
  return { findings, isWorthSearching: !isAboutSomethingElse(sides) };
}

/** Returns whether two mistakes that were each made alone produce the same bytes. */
const isSame = (one: Finding | undefined, other: Finding): boolean =>
  one?.replayed != null &&
  other.replayed !== null &&
  other.oneOf === null &&
  areSameBytes(one.replayed, other.replayed);

function shownFinding(
  {
    cause,
    variant,
    certainty,
    says,
    shownBy,
    fix,
    lines,
    otherLines,
    oneOf,
    changes,
    role,
    story,
    replayed,
    suspected,
  }: Finding,
  { octets, words }: SideMask,
  isSameBytes = false,
): ShownFinding {
  const masked = (value: Octets | null): Octets | null => value && octets(value);
  return {
    cause,
    variant,
    certainty,
    says: words(says),
    ...(shownBy ? { shownBy } : {}),
    fix: words(fix),
    fixIn: placeOfFix(cause, replayed?.mutation ?? null),
    lines,
    otherLines,
    role,
    isSameBytes,
    place: story.place,
    twins: story.twins.map((twin) => shownTwin(twin, words)),
    oneOf,
    changes: changes.map((change) => ({ ...change, from: masked(change.from), to: masked(change.to) })),
    side: replayed?.mutation.side ?? null,
    point: replayed?.mutation.point ?? null,
    canBeTried: false,
    suspected: suspected
      ? { ...suspected, signs: suspected.signs.map((sign) => ({ ...sign, quote: words(sign.quote) })) }
      : null,
  };
}

function shownTwin({ cause, mutation, lines }: Twin, words: SideMask['words']): ShownTwin {
  const { variant, says, fix = cause.fix } = mutation;
  const fixIn = placeOfFix(cause, mutation);
  return { id: cause.id, variant, says: words(says), fix: words(fix), fixIn, lines };
}

/** A fix of the mistake itself replaces the fix of its cause. */
function placeOfFix(cause: Cause, mutation: Mutation | null): 'proxy' | null {
  const fixed = mutation?.fix === undefined ? cause : mutation;
  return fixed.fixIn ?? null;
}

function shownSuspects({ other, ruledOut, inquiry }: Omit<Suspects, 'findings'>): ShownSuspects {
  const answered = [...inquiry.answers].map(([id, answer]) => ({ id, answer }));
  return { other, ruledOut, questions: [...answered, ...questionsFor(inquiry).map((id) => ({ id, answer: null }))] };
}

function shownDifference(difference: Difference, { octets }: SideMask): Difference {
  const shown = (line: SideLine | null): SideLine | null => line && { ...line, octets: octets(line.octets) };
  return {
    ...difference,
    pairs: difference.pairs.map(({ server, client }): LinePair => ({ server: shown(server), client: shown(client) })),
  };
}
