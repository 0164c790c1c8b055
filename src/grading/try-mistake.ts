/** One mistake, made of the right answer to one case, beside what the program gave. */
import { type Octets, octetsFromHex } from '../bytes/octets.ts';
import { type Draft, secretBytes } from '../diagnosis/draft/draft.ts';
import { replay } from '../diagnosis/draft/steps.ts';
import type { Mutation } from '../diagnosis/mutation.ts';
import { draftOfText } from '../diagnosis/sides.ts';
import type { Model, Values } from './cases/graded-case.ts';
import type { CaseResult } from './compare-answer.ts';

/** A case that mistakes can be made of, with what the program made of it. */
export interface Comparable {
  readonly id: string;
  readonly model: Model;
  /** The same, beside the canonical request that the program gave, taken apart; `null` where it gave no wrong one. */
  readonly guided: Model | null;
  readonly right: Values;
  readonly given: Values;
  readonly isSignatureRight: boolean;
}

/** None for a case without values on either side. */
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
 * `makes`: the very signature that was given; `explains`: the first value that is wrong. `fits`: it changes nothing of a
 * case that is right, or nothing can be said; `fails`: it leaves a wrong one unexplained.
 */
export type Outcome = 'makes' | 'explains' | 'contradicts' | 'fits' | 'fails';

/** With `guided`, what the program gave says which of all orders or spellings the mistake makes. */
export function outcomeOf({ change }: Mutation, one: Comparable, isGuided: boolean): Outcome {
  const model = isGuided && !one.isSignatureRight ? one.guided : one.model;
  if (model === null) return 'fails';
  const made = change(model.draft, model.around);
  if (!one.isSignatureRight) {
    const asGiven = made.filter((changed) => isAsGiven(changed, one));
    if (asGiven.length === 0) return 'fails';
    return asGiven.some((changed) => replay(changed).signature() === one.given.signature) ? 'makes' : 'explains';
  }
  // Where a mistake can be made in several ways, one of them may be what changes nothing here.
  const [only, ...others] = made;
  if (only === undefined || others.length > 0) return 'fits';
  return replay(only).signature() === one.right.signature ? 'fits' : 'contradicts';
}

/**
 * Everything that is given has to come out, up to the first value that is wrong: behind it there may be a further mistake.
 * Signatures cost the most, and are made last.
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

function keyOf(draft: Draft): Octets | null {
  const secret = secretBytes(draft);
  return secret && draft.steps.signingKey(draft, secret).octets;
}

const octetsOfHex = (digits: Octets | undefined): Octets | null =>
  digits !== undefined && /^(?:[\da-f]{2})+$/i.test(digits) ? octetsFromHex(digits) : null;
