/**
 * The mistake by its name: each one that is known is made of the right answer again, on every case, and what comes out
 * is held against what the program gave. One mistake has to explain what is right as well: there it changes nothing.
 */
import { type Octets, octetsFromHex } from '../bytes/octets.ts';
import type { Cause } from '../diagnosis/cause.ts';
import { CAUSES } from '../diagnosis/causes/table.ts';
import { type Draft, replay } from '../diagnosis/draft.ts';
import type { Mutation } from '../diagnosis/mutation.ts';
import type { CaseResult } from './compare-answer.ts';
import type { Model, Values } from './graded-case.ts';

/** A mistake that makes what the program gave. */
export interface NamedMistake {
  readonly cause: Cause;
  readonly mutation: Mutation;
  /** The wrong cases that are exactly as it makes them, by id. */
  readonly explains: readonly string[];
  /** The right ones of which it would have made something else. */
  readonly contradicts: readonly string[];
  /** Others that make exactly the same of every case: nothing here can tell them apart. */
  readonly twins: readonly Candidate[];
}

export interface Candidate {
  readonly cause: Cause;
  readonly mutation: Mutation;
}

export interface Naming {
  /** The one that explains most comes first; each of the others explains what those before it do not. */
  readonly mistakes: readonly NamedMistake[];
  /** Wrong cases that none of them explains, by id. */
  readonly unknown: readonly string[];
}

/** All mistakes of whoever signs, in the order in which causes are named. */
const CANDIDATES: readonly Candidate[] = CAUSES.flatMap((cause) =>
  cause.mutations.filter(({ side }) => side === 'client').map((mutation) => ({ cause, mutation })),
);

/** A case that mistakes can be made of, with what the program made of it. */
interface Comparable {
  readonly id: string;
  readonly model: Model;
  readonly right: Values;
  readonly given: Values;
  readonly isSignatureRight: boolean;
}

export function nameMistakes(results: readonly CaseResult[]): Naming {
  const all = results.flatMap(comparableOf);
  const wrong = all.filter(({ isSignatureRight }) => !isSignatureRight);
  const tried = triedOn(wrong, all);
  const mistakes: NamedMistake[] = [];
  const left = new Set(wrong.map(({ id }) => id));
  for (let best = bestOf(tried, left); best && mistakes.length < MOST_NAMED; best = bestOf(tried, left)) {
    mistakes.push(withTwins(best, tried));
    for (const id of best.explains) left.delete(id);
  }
  return { mistakes, unknown: [...left] };
}

/** Nobody mends more than so many at a time. */
const MOST_NAMED = 5;

function comparableOf({ graded, answer }: CaseResult): Comparable[] {
  const { id, expected } = graded;
  if (expected.kind !== 'values' || answer.kind !== 'values') return [];
  const { values: right, model } = expected;
  const { values: given } = answer;
  return [{ id, model, right, given, isSignatureRight: given.signature === right.signature }];
}

interface Tried extends Candidate {
  readonly explains: readonly string[];
  readonly contradicts: readonly string[];
}

/** Every candidate that explains a wrong case, tried on all cases. */
function triedOn(wrong: readonly Comparable[], all: readonly Comparable[]): Tried[] {
  const tried = new Map<Candidate, Tried>();
  const explained = new Set<string>();
  for (const one of wrong) {
    // What explains this one, and nothing that is left, has been tried already.
    if (explained.has(one.id)) continue;
    for (const candidate of CANDIDATES) {
      if (tried.has(candidate) || outcomeOf(candidate.mutation, one) !== 'explains') continue;
      const found = tryOn(candidate, all);
      tried.set(candidate, found);
      for (const id of found.explains) explained.add(id);
    }
  }
  return CANDIDATES.flatMap((candidate) => tried.get(candidate) ?? []);
}

function tryOn(candidate: Candidate, all: readonly Comparable[]): Tried {
  const outcomes = all.map((one) => [one.id, outcomeOf(candidate.mutation, one)] as const);
  const withOutcome = (wanted: Outcome) => outcomes.filter(([, outcome]) => outcome === wanted).map(([id]) => id);
  return { ...candidate, explains: withOutcome('explains'), contradicts: withOutcome('contradicts') };
}

/** `fits`: it changes nothing of a case that is right, or nothing can be said; `fails`: it leaves a wrong one unexplained. */
type Outcome = 'explains' | 'contradicts' | 'fits' | 'fails';

function outcomeOf({ change }: Mutation, one: Comparable): Outcome {
  const { draft, around } = one.model;
  const made = change(draft, around);
  if (!one.isSignatureRight) return made.some((changed) => isAsGiven(changed, one)) ? 'explains' : 'fails';
  // Where a mistake can be made in several ways, one of them may be what changes nothing here.
  const [only, ...others] = made;
  if (only === undefined || others.length > 0) return 'fits';
  return replay(only).signature() === one.right.signature ? 'fits' : 'contradicts';
}

/** By the signature; behind a further mistake by the first value that is wrong, and all before it. */
function isAsGiven(changed: Draft, { given, right }: Comparable): boolean {
  const made = replay(changed);
  if (made.signature() === given.signature) return true;
  const firstWrong = BEFORE_SIGNATURE.findIndex((name) => given[name] !== undefined && given[name] !== right[name]);
  const isAs = (name: (typeof BEFORE_SIGNATURE)[number]) =>
    name === 'signingKeyHex' ? keyOf(changed) === octetsOfHex(given[name]) : made[name] === given[name];
  return (
    firstWrong >= 0 &&
    BEFORE_SIGNATURE.slice(0, firstWrong + 1).every((name) => given[name] === undefined || isAs(name))
  );
}

const BEFORE_SIGNATURE = ['canonicalRequest', 'stringToSign', 'signingKeyHex'] as const;

const keyOf = (draft: Draft): Octets | null =>
  draft.secretAccessKey === null ? null : draft.steps.signingKey(draft, draft.secretAccessKey);

const octetsOfHex = (digits: Octets | undefined): Octets | null =>
  digits !== undefined && /^(?:[\da-f]{2})+$/i.test(digits) ? octetsFromHex(digits) : null;

/** The one that explains most of what is left; of several the one that contradicts least, then the first. */
function bestOf(tried: readonly Tried[], left: ReadonlySet<string>): Tried | null {
  const scored = tried
    .map((one) => ({ one, explained: one.explains.filter((id) => left.has(id)).length }))
    .filter(({ explained }) => explained > 0);
  const [first, ...others] = scored;
  if (!first) return null;
  const isBetter = (other: (typeof scored)[number], than: typeof other) =>
    other.explained > than.explained ||
    (other.explained === than.explained && other.one.contradicts.length < than.one.contradicts.length);
  return others.reduce((best, other) => (isBetter(other, best) ? other : best), first).one;
}

function withTwins(best: Tried, tried: readonly Tried[]): NamedMistake {
  const name = ({ explains, contradicts }: Tried) => [...explains, '', ...contradicts].join('\n');
  const twins = tried.filter((other) => other !== best && name(other) === name(best));
  return { ...best, twins: twins.map(({ cause, mutation }) => ({ cause, mutation })) };
}
