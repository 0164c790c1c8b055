/** Defines how a cause is written: its sentences, its mistakes by name, and what in a refusal suggests it. */

import { putBytes, withPart } from '../drafts/draft.ts';
import type { Mutation, MutationPoint, MutationSide } from '../drafts/mutation.ts';
import { type InvariantId, violationOf } from '../evidence/invariants.ts';
import { mayBeSignersMistake } from '../sides/answers/mismatch.ts';
import type { Sides } from '../sides/sides.ts';
import type { Cause, Statement, Suspicion } from './cause.ts';
import { inOrder } from './needs.ts';
import { suspicionOfSeenPath } from './seen-path.ts';
import { CAUSE_STAGES, type CauseStage, type StageOfCauses } from './stages.ts';
import { quoted } from './words.ts';

/** A mistake without its name, which is its key in `Mistakes`. */
export type Mistake = (variant: string) => Mutation;

/** The ways to make a mistake by their names, such as `hex-text`, the most likely first. */
export type Mistakes = Readonly<Record<string, Mistake>>;

/** Returns the drafts that a mistake produces, one for each way of making it. */
export type Change = Mutation['change'];

/** What else may be said of a mistake, such as a fix of its own. */
export type MoreOfMutation = Partial<Omit<Mutation, 'variant' | 'side' | 'point' | 'says' | 'change'>>;

const mistakeAt =
  (side: MutationSide, point: MutationPoint) =>
  (says: string, change: Change, more: MoreOfMutation = {}): Mistake =>
  (variant) => ({ variant, side, point, says, change, ...more });

/** Creates a mistake of the signer. */
export const signing = mistakeAt('client', 'signing');

/** Creates a mistake for a signed value that differs from the one that the server saw, regardless of where it changed. */
export const seenOtherwise = mistakeAt('client', 'either');

/** Creates a mistake for a change between signing and the server, regardless of where it happened. */
export const traveling = mistakeAt('way', 'either');

/** Creates a mistake for a change that is already visible in the request as it was sent. */
export const sending = mistakeAt('way', 'sending');

/** Creates a mistake for a change that is not yet visible in the request as it was sent. */
export const inTransit = mistakeAt('way', 'transit');

/** Creates a mistake of the signer with so many ways to make it that they are tried only when nothing else fits. */
export const wide = (says: string, change: Change, more: MoreOfMutation = {}): Mistake =>
  signing(says, change, { ...more, isWide: true });

/** The change of a plain difference, and its sentences in both directions. */
interface PlainDifference {
  readonly signed: string;
  readonly arrived: string;
  readonly fix?: string;
  readonly change: Change;
}

/**
 * Creates the mistakes of a value that differs between the two sides without a specific mistake as the explanation, in
 * both directions. They are reported only if nothing more specific is found.
 */
export function plainDifference(part: string, { signed, arrived, change, ...fix }: PlainDifference): Mistakes {
  const more = { isPlain: true, ...fix };
  return {
    [`signed-another-${part}`]: seenOtherwise(signed, change, more),
    [`another-${part}-arrived`]: traveling(arrived, change, more),
  };
}

/** Creates a change that copies a part of the other side's draft. */
export const copied =
  (part: 'method' | 'canonicalUri' | 'canonicalQueryString'): Change =>
  (draft, { other }) =>
    other === null || other[part] === draft[part] ? [] : [withPart(draft, part, putBytes(draft, other[part]))];

/** Creates a mistake for each of these items, each under the name of its variant. */
export const forEach = <Item>(
  items: readonly Item[],
  make: (item: Item, index: number) => readonly [variant: string, mistake: Mistake],
): Mistakes => Object.fromEntries(items.map(make));

/** Creates a suspicion of a cause that fits everything that is known. */
export const explains = (says: string, more: Omit<Statement, 'says'> = {}): Suspicion => ({
  certainty: 'explains',
  says,
  ...more,
});

/** Creates a suspicion of a cause even though another one may fit as well. */
export const possible = (says: string, more: Omit<Statement, 'says'> = {}): Suspicion => ({
  certainty: 'possible',
  says,
  ...more,
});

/** What an entry says of a cause. What it leaves out is that of its stage, or nothing. */
interface Description
  extends Partial<Omit<Cause, 'id' | 'stage' | 'says' | 'symptom' | 'fix' | 'threads' | 'mutations'>> {
  readonly says: string;
  readonly symptom: string;
  readonly fix: string;
  /** The paths of threads on GitHub, such as `aws/aws-sdk-js/issues/86`, separated by white space. */
  readonly threads?: string;
  readonly mutations?: Mistakes;
  /** Whether the cause occurs in Signature Version 2 too. */
  readonly inVersion2?: boolean;
  /** Set if one of the mistakes may turn the signed path into the path that the server says it saw. */
  readonly seenInPath?: Suspicion['certainty'];
  /**
   * Returns a fault that is visible in the request itself, without the secret or the other side's text. It is used if
   * it explains more than `suspects` does, and if there is a response or it is a defect.
   */
  readonly visible?: (sides: Sides) => Suspicion | null;
  /** What this mistake breaks of what is true of every right signature, and the sentence about the part that breaks it. */
  readonly breaks?: Breaks;
}

type Breaks = Readonly<Partial<Record<InvariantId, (part: string) => string>>>;

/** Creates a cause from what its file says of it. */
export function cause(id: string, stage: CauseStage, description: Description): Cause {
  const {
    mutations: named = {},
    threads = '',
    needs = [],
    inVersion2,
    seenInPath,
    visible,
    breaks,
    ...own
  } = description;
  const { see, lesson, test, places = [] }: StageOfCauses = CAUSE_STAGES[stage];
  const mutations = Object.entries(named).map(([variant, mistake]) => mistake(variant));
  const needed = inOrder(inVersion2 ? needs : [...needs, 'version-4']);
  const suspects = suspicionsOf(description, mutations);
  return {
    see,
    lesson,
    test,
    places,
    features: [],
    yes: {},
    answers: {},
    twins: [],
    ...own,
    id,
    stage,
    threads: github(threads),
    needs: needed,
    mutations,
    ...(suspects ? { suspects } : {}),
  };
}

const github = (paths: string): readonly string[] =>
  paths
    .split(/\s+/)
    .filter((path) => path !== '')
    .map((path) => `https://github.com/${path}`);

/**
 * Suspects a mistake that the client's text shows by itself. If a paste may have damaged the text, the mistake is only
 * possible.
 */
function suspicionOfBroken(breaks: Breaks, sides: Sides): Suspicion | null {
  if (!mayBeSignersMistake(sides)) return null;
  for (const [id, says] of Object.entries(breaks) as [InvariantId, (part: string) => string][]) {
    const violation = violationOf(sides, id);
    if (violation)
      return {
        certainty: violation.isCertain ? 'explains' : 'possible',
        says: says(quoted(violation.part)),
        violation,
      };
  }
  return null;
}

/** Joins what may suggest a cause. The path that the server saw comes first, then the cause's own suspicion. */
function suspicionsOf(
  { suspects, seenInPath, visible, breaks }: Description,
  mutations: readonly Mutation[],
): Cause['suspects'] {
  const bySeenPath = (sides: Sides) => (seenInPath ? suspicionOfSeenPath(mutations, sides, seenInPath) : null);
  const own = (sides: Sides) =>
    bySeenPath(sides) ?? (breaks ? suspicionOfBroken(breaks, sides) : null) ?? suspects?.(sides) ?? null;
  if (!visible) return seenInPath || suspects || breaks ? own : undefined;
  return (sides) => {
    const found = own(sides);
    if (found?.certainty === 'explains') return found;
    const seen = visible(sides);
    // Before an answer, a defect is only what a server may refuse.
    if (sides.answer === null) return found ?? (seen?.role === 'defect' ? { ...seen, certainty: 'possible' } : null);
    return seen?.certainty === 'explains' ? seen : (found ?? seen);
  };
}
