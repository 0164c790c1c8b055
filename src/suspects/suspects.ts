/**
 * Ranks the suspects for a refused request when nothing is proved. The result includes each suspect's signs in the
 * request and the causes that are ruled out.
 */

import type { Cause } from '../causes/cause.ts';
import type { RuledOutBy } from '../causes/needs.ts';
import { CAUSES } from '../causes/table.ts';
import { readPartsOf } from '../evidence/read-parts.ts';
import { type Finding, findingOf, type SeenFeature } from '../search/finding.ts';
import { mayBeMismatch } from '../sides/answers/mismatch.ts';
import { isSecretDoubted, isSecretPublished } from '../sides/secrets.ts';
import type { Sides } from '../sides/sides.ts';
import { COUNTS } from './counts.ts';
import { type Likelihoods, likelihoodsOf, signsFor } from './likelihood.ts';
import { type Observation, observe } from './observation.ts';
import { type Answers, answer, type Inquiry } from './questions.ts';
import { unfitQuestions } from './unfit-questions.ts';

export interface Suspects {
  /** The three most likely causes, and all causes that were found to be possible, the most likely first. */
  readonly findings: readonly Finding[];
  /** The remaining likelihood, for reasons that are not listed. */
  readonly other: number;
  readonly ruledOut: readonly { readonly id: string; readonly by: RuledOutBy }[];
  readonly inquiry: Inquiry;
  /** The causes that were found to be possible, before the ranking. */
  readonly found: readonly Finding[];
}

/** The number of suspects that are named even if nothing else points to them. */
const NAMED = 3;

/**
 * Returns the suspects. `found` are the causes that are possible. Returns `null` if a cause is more than possible, or
 * if the refusal is not about the signature.
 */
export function suspectsOf(sides: Sides, found: readonly Finding[], answers: Answers): Suspects | null {
  if (found.some(({ certainty }) => certainty.kind !== 'possible') || !mayBeMismatch(sides)) return null;
  const stories = found.filter(({ role }) => role !== 'difference');
  const observation = observe(sides, CAUSES, new Set(stories.map(({ cause }) => cause.id)));
  const { causes, other } = likelihoodsOf(observation, CAUSES, COUNTS);
  const likelihoods =
    isSecretPublished(sides) && !isSecretDoubted(sides) ? trustingSecret({ causes, other }) : { causes, other };
  const start: Inquiry = {
    likelihoods: likelihoods.causes,
    other: likelihoods.other,
    answers: new Map(),
    causes: CAUSES,
    unfit: unfitQuestions(sides),
  };
  const inquiry = [...answers].reduce((asked, [id, given]) => answer(asked, id, given), start);
  const named = namedOf(inquiry, stories, { sides, observation });
  const findings = withDifference(named, found, observation);
  const said = findings.reduce((sum, { suspected }) => sum + (suspected?.likelihood ?? 0), 0);
  return {
    findings,
    other: Math.max(0, 1 - said),
    ruledOut: [...observation.ruledOut].map(([id, by]) => ({ id, by })),
    inquiry,
    found,
  };
}

/**
 * Adds that the sides differ, if that is all that is found. It is the first thing to say if nothing points to any of the
 * suspects, and the last one otherwise.
 */
function withDifference(
  named: readonly Finding[],
  found: readonly Finding[],
  { suspected }: Observation,
): readonly Finding[] {
  const differences = found.filter(({ role }) => role === 'difference');
  const isStory = named.some(
    ({ cause, suspected: reasons }) => suspected.has(cause.id) || (reasons?.signs.length ?? 0) > 0,
  );
  return isStory ? [...named, ...differences] : [...differences, ...named];
}

/** The weight of a wrong secret if AWS publishes the secret of the key: it was probably copied from there. */
const DOUBT = 0.1;

const OF_SECRETS: ReadonlySet<string> = new Set(
  CAUSES.filter(({ stage }) => stage === 'credentials').map(({ id }) => id),
);

/** Lowers the likelihood that the secret is wrong. All likelihoods still add up to 1. */
function trustingSecret({ causes, other }: Likelihoods): Likelihoods {
  const weights = [...causes].map(
    ([id, likelihood]) => [id, OF_SECRETS.has(id) ? likelihood * DOUBT : likelihood] as const,
  );
  const sum = weights.reduce((total, [, weight]) => total + weight, other);
  const shares = weights.map(([id, weight]) => [id, weight / sum] as const);
  return { causes: new Map(shares.toSorted(([, one], [, another]) => another - one)), other: other / sum };
}

function namedOf(
  { likelihoods }: Inquiry,
  found: readonly Finding[],
  { sides, observation }: { readonly sides: Sides; readonly observation: Observation },
): readonly Finding[] {
  const byId = new Map(CAUSES.map((cause) => [cause.id, cause]));
  const looksAt = isRequestSeen(sides) ? ('request' as const) : ('nothing' as const);
  return [...likelihoods].flatMap(([id, likelihood], index) => {
    const own = found.filter((finding) => finding.cause.id === id);
    const cause = byId.get(id);
    if (cause === undefined || (index >= NAMED && own.length === 0)) return [];
    const doubt = observation.doubted.get(id) ?? null;
    const suspected = { likelihood, signs: signsOf(cause, observation), doubt, looksAt };
    const [first = findingOf(cause, { kind: 'possible' }, sides), ...others] = own;
    // A cause has a single likelihood, even if more than one of its variants was found.
    return [{ ...first, suspected }, ...others];
  });
}

/** Returns whether a part of the request was read, from any source. */
const isRequestSeen = ({ evidence }: Sides): boolean =>
  evidence.request !== null || Object.values(readPartsOf(evidence)).some((part) => part !== null);

const signsOf = (cause: Cause, observation: Observation): readonly SeenFeature[] =>
  signsFor(cause, observation).map(({ id }) => ({ id, quote: observation.features.get(id) ?? '' }));
