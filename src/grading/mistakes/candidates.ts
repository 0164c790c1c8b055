/** Tries every known mistake on every case. */

import { type Octets, octetsFromHex } from '../../bytes/octets.ts';
import type { Cause } from '../../causes/cause.ts';
import { CAUSES } from '../../causes/table.ts';
import { type Draft, secretBytes } from '../../drafts/draft.ts';
import { draftOfText } from '../../drafts/draft-of-text.ts';
import type { Mutation } from '../../drafts/mutation.ts';
import { replay } from '../../drafts/replay.ts';
import type { Model, Values } from '../cases/graded-case.ts';
import type { CaseResult } from '../compare-answer.ts';

export interface Candidate {
  readonly cause: Cause;
  readonly mutation: Mutation;
}

/**
 * All mistakes that signers make, in the order of the causes. Mistakes that fit any answer or need a long search are
 * omitted.
 */
const CANDIDATES: readonly Candidate[] = CAUSES.flatMap((cause) =>
  cause.mutations
    .filter(({ side, isWide, isPlain }) => side === 'client' && !isWide && !isPlain)
    .map((mutation) => ({ cause, mutation })),
);

export interface Trying {
  readonly isGuided: boolean;
  /** Another mistake that is applied first; `null` if there is no such mistake. */
  readonly besides: Candidate | null;
}

export interface Tried extends Candidate, Trying {
  /** The IDs of the wrong cases whose first wrong value the mistake produces. */
  readonly explains: readonly string[];
  /** The IDs of the cases in `explains` for which the mistake also produces the signature. */
  readonly makes: readonly string[];
  /** The IDs of the correct cases that the mistake would make wrong. */
  readonly contradicts: readonly string[];
}

/**
 * Finds the mistakes that explain at least one wrong case, and tries each of them on all cases. `more` are mistakes that
 * are tried after the ones that are known of every signer.
 */
export function tryCandidates(
  wrong: readonly Comparable[],
  all: readonly Comparable[],
  trying: Trying,
  more: readonly Candidate[],
): Tried[] {
  const candidates = [...CANDIDATES, ...more];
  const tried = new Map<Candidate, Tried>();
  const explained = new Set<string>();
  for (const one of wrong) {
    // If a case is explained by a mistake that was already found, it needs no further search, because every mistake has
    // already been tried on it.
    if (explained.has(one.id)) continue;
    for (const candidate of candidates) {
      if (tried.has(candidate) || !EXPLAINING.includes(outcomeWith(candidate, one, trying))) continue;
      const found = tryOn(candidate, all, trying);
      tried.set(candidate, found);
      for (const id of found.explains) explained.add(id);
    }
  }
  return candidates.flatMap((candidate) => tried.get(candidate) ?? []);
}

function tryOn(candidate: Candidate, all: readonly Comparable[], trying: Trying): Tried {
  const outcomes = all.map((one) => [one.id, outcomeWith(candidate, one, trying)] as const);
  const having = (wanted: readonly Outcome[]) => outcomes.filter(([, one]) => wanted.includes(one)).map(([id]) => id);
  return {
    ...candidate,
    ...trying,
    explains: having(EXPLAINING),
    makes: having(['makes']),
    contradicts: having(['contradicts']),
  };
}

const EXPLAINING: readonly Outcome[] = ['makes', 'explains'];

const outcomeWith = (candidate: Candidate, one: Comparable, trying: Trying): Outcome =>
  outcomeOf(changeWith(candidate, trying), one, trying.isGuided);

/** Returns the change that a mistake makes after the one that was also made, if there is one. */
function changeWith({ mutation }: Candidate, { besides }: Trying): Mutation['change'] {
  if (besides === null) return mutation.change;
  return (draft, around) => besides.mutation.change(draft, around).flatMap((made) => mutation.change(made, around));
}

/** A case to which mistakes can be applied, and the program's answer to the case. */
export interface Comparable {
  readonly id: string;
  readonly model: Model;
  /**
   * The model with the program's own wrong canonical request; `null` if the program did not give a canonical request.
   */
  readonly guided: Model | null;
  readonly right: Values;
  readonly given: Values;
  readonly isSignatureRight: boolean;
}

/** Prepares a case. Returns nothing if the correct answer or the program's answer has no values. */
export function comparableOf({ graded, answer }: CaseResult): Comparable[] {
  const { id, expected } = graded;
  if (expected.kind !== 'values' || answer.kind !== 'values') return [];
  const { values: right, model } = expected;
  const { values: given } = answer;
  const isSignatureRight = given.signature === right.signature;
  return [{ id, model, right, given, isSignatureRight, guided: guidedModel(model, right, given) }];
}

function guidedModel({ draft, around }: Model, right: Values, { canonicalRequest }: Values): Model | null {
  if (canonicalRequest === undefined || canonicalRequest === right.canonicalRequest) return null;
  const { accessKeyId, secretAccessKey } = draft;
  const other = draftOfText(canonicalRequest, null, { accessKeyId, secretAccessKey, like: draft });
  return other && { draft, around: { ...around, other } };
}

/**
 * The effect of a mistake on a case. In a wrong case, the mistake `makes` exactly the given signature, `explains` the
 * first wrong value, or `fails`. In a correct case, the mistake `fits` if it changes nothing or can be made in more
 * than one way; otherwise, the mistake `contradicts` the answer.
 */
export type Outcome = 'makes' | 'explains' | 'contradicts' | 'fits' | 'fails';

/**
 * Tries a mistake on a case. In a guided try, the program's answer selects which order or spelling the mistake uses.
 */
function outcomeOf(change: Mutation['change'], one: Comparable, isGuided: boolean): Outcome {
  const model = isGuided && !one.isSignatureRight ? one.guided : one.model;
  if (model === null) return 'fails';
  const made = change(model.draft, model.around);
  if (!one.isSignatureRight) {
    const asGiven = made.filter((changed) => isAsGiven(changed, one));
    if (asGiven.length === 0) return 'fails';
    return asGiven.some((changed) => replay(changed).signature() === one.given.signature) ? 'makes' : 'explains';
  }
  // If a mistake can be made in more than one way, some of these ways may have no effect here.
  const [only, ...others] = made;
  if (only === undefined || others.length > 0) return 'fits';
  return replay(only).signature() === one.right.signature ? 'fits' : 'contradicts';
}

/**
 * Returns whether a changed request produces everything that the program gave, up to and including the first wrong
 * value. Later values may be affected by another mistake. Signatures are computed last because they take the longest.
 */
function isAsGiven(changed: Draft, { given, right }: Comparable): boolean {
  const { canonicalRequest, stringToSign, signingKeyHex } = given;
  if (canonicalRequest !== undefined) {
    if (changed.steps.canonicalRequest(changed).octets !== canonicalRequest) return false;
    if (canonicalRequest !== right.canonicalRequest) return true;
  }
  const made = replay(changed);
  if (stringToSign !== undefined) {
    if (made.stringToSign !== stringToSign) return false;
    if (stringToSign !== right.stringToSign) return true;
  }
  if (made.signature() === given.signature) return true;
  const isKeyWrong = signingKeyHex !== undefined && signingKeyHex !== right.signingKeyHex;
  return isKeyWrong && keyOf(changed) === octetsOfHex(signingKeyHex);
}

/** Returns the signing key of a draft, as bytes; `null` if the secret is unknown. */
function keyOf(draft: Draft): Octets | null {
  const secret = secretBytes(draft);
  return secret && draft.steps.signingKey(draft, secret).octets;
}

const octetsOfHex = (digits: Octets | undefined): Octets | null =>
  digits !== undefined && /^(?:[\da-f]{2})+$/i.test(digits) ? octetsFromHex(digits) : null;
