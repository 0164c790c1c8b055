/** Where bytes come from: the vocabulary that every explanation is made of. */
import type { Input } from './input.ts';

/** Something a specification fixes, with the page that says so. */
export interface Rule {
  readonly id: string;
  /** What it says, as a clause that can follow "because": "a newline ends each part". */
  readonly says: string;
  /** The AWS page or RFC section. */
  readonly see: string;
}

/** What was done to bytes on their way, as a past participle: "lower-cased". */
export interface Transform {
  readonly id: string;
  readonly done: string;
  /**
   * `hides` when nobody can compute the input from the output (a hash), `keeps` when anybody can.
   * The redactor masks what `keeps` makes from a secret.
   */
  readonly secrecy: 'hides' | 'keeps';
  /** What each source is for, where there are several: key and message of an HMAC. */
  readonly roles?: readonly string[];
  /** The page that fixes it, where that is not the one of the stage in which it is done: a form of input, a transport. */
  readonly see?: string;
}

/** From outside the trace; `start` and `end` are bytes of that input. */
export interface Given {
  readonly kind: 'given';
  readonly input: Input;
  readonly start: number;
  readonly end: number;
}

/** Put there by a rule, whatever the input is. */
export interface Fixed {
  readonly kind: 'fixed';
  readonly rule: Rule;
}

/** The same bytes as bytes `start` to `end` (not included) of another value of the trace. */
export interface Copy {
  readonly kind: 'copy';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export type Source = Given | Fixed | Copy;

/** A source of derived bytes, and what was done to it, in order: two sources may have come different ways. */
export interface Ingredient {
  readonly source: Source;
  readonly by: readonly Transform[];
}

/** Computed from these ingredients (an HMAC has two: key, message); `by` is all that was done to any of them. */
interface Derived {
  readonly kind: 'derived';
  readonly by: readonly Transform[];
  readonly from: readonly Ingredient[];
}

export type Origin = Source | Derived;

/** Bytes `start` to `end` (not included) of a value, all of one origin. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** The part of an origin that bytes `start` to `end` of its span have. */
export function sliceOrigin(origin: Origin, start: number, end: number): Origin {
  switch (origin.kind) {
    // Written out, not spread: an object that is spread takes twice the memory, and there are thousands of these.
    case 'given':
      return { kind: 'given', input: origin.input, start: origin.start + start, end: origin.start + end };
    case 'copy':
      return { kind: 'copy', value: origin.value, start: origin.start + start, end: origin.start + end };
    case 'fixed':
    case 'derived':
      return origin;
  }
}

/** Nothing was done: the beginning of every history. */
export const NOTHING_DONE: readonly Transform[] = [];

const LONGER_HISTORIES = new WeakMap<readonly Transform[], WeakMap<Transform, readonly Transform[]>>();

/**
 * A history with one transform more. The same array each time it is asked for: the spans of a request have a few
 * histories among them, and may be as many as its bytes.
 */
export function withTransform(by: readonly Transform[], transform: Transform): readonly Transform[] {
  const known = LONGER_HISTORIES.get(by);
  const before = known?.get(transform);
  if (before) return before;
  const longer = [...by, transform];
  if (known) known.set(transform, longer);
  else LONGER_HISTORIES.set(by, new WeakMap([[transform, longer]]));
  return longer;
}

/** The origin of what `transform` makes from bytes of this origin. */
export function transformOrigin(origin: Origin, transform: Transform): Derived {
  const by = origin.kind === 'derived' ? origin.by : NOTHING_DONE;
  return { kind: 'derived', by: withTransform(by, transform), from: furtherIngredients(origin, transform) };
}

/** The ingredients of what `transform` makes from bytes of this origin. */
export function furtherIngredients(origin: Origin, transform: Transform): Ingredient[] {
  return ingredientsOf(origin).map(({ source, by }) => ({ source, by: withTransform(by, transform) }));
}

/** What bytes of this origin were made of; of themselves, where nothing was done to them. */
export function ingredientsOf(origin: Origin): readonly Ingredient[] {
  return origin.kind === 'derived' ? origin.from : [{ source: origin, by: NOTHING_DONE }];
}

/** The sources at the bottom of an origin. */
export function sourcesOf(origin: Origin): readonly Source[] {
  return ingredientsOf(origin).map(({ source }) => source);
}

/** One span in place of two neighbours, where the second simply goes on with the first. */
export function continues(first: Origin, second: Origin): boolean {
  if (first.kind === 'copy' && second.kind === 'copy') {
    return first.value === second.value && first.end === second.start;
  }
  if (first.kind === 'given' && second.kind === 'given') {
    return first.input === second.input && first.end === second.start;
  }
  return first.kind === 'fixed' && second.kind === 'fixed' && first.rule === second.rule;
}
