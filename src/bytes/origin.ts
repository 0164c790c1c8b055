/** Describes where bytes come from, in the terms that every explanation uses. */
import type { Input } from './input.ts';

/** A requirement in a specification, and the page that contains it. */
export interface Rule {
  readonly id: string;
  /** The rule as a clause that follows "because", such as "a newline ends each part". */
  readonly says: string;
  /** The URL of the AWS page or RFC section. */
  readonly see: string;
}

export interface Transform {
  readonly id: string;
  /** A past participle, such as "converted to lowercase". */
  readonly done: string;
  /**
   * `hides` means that the input cannot be computed from the output, as with a hash. `keeps` means that the input can
   * be computed from the output, so the redactor masks the output if the input is secret.
   */
  readonly secrecy: 'hides' | 'keeps';
  /** The role of each source if there is more than one, such as the key and the message of an HMAC. */
  readonly roles?: readonly string[];
  /** The page that prescribes the transform, if it differs from the stage's page. */
  readonly see?: string;
}

/** Bytes `start` to `end` (exclusive) of an input from outside the trace. */
export interface Given {
  readonly kind: 'given';
  readonly input: Input;
  readonly start: number;
  readonly end: number;
}

/** Bytes that a rule prescribes, which are the same for every input. */
export interface Fixed {
  readonly kind: 'fixed';
  readonly rule: Rule;
}

/** Bytes that are copied: bytes `start` to `end` (exclusive) of another value of the trace. */
export interface Copy {
  readonly kind: 'copy';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export type Source = Given | Fixed | Copy;

/**
 * A source of derived bytes, and the transforms that were applied to the source, in order. Each source has its own
 * history.
 */
export interface Ingredient {
  readonly source: Source;
  readonly by: readonly Transform[];
}

/**
 * Bytes computed from ingredients, such as the key and the message of an HMAC. `by` lists every transform of any
 * ingredient.
 */
interface Derived {
  readonly kind: 'derived';
  readonly by: readonly Transform[];
  readonly from: readonly Ingredient[];
}

export type Origin = Source | Derived;

/** Bytes `start` to `end` (exclusive) of a value, which share one origin. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** Returns the origin of part of a span: bytes `start` to `end` (exclusive). */
export function sliceOrigin(origin: Origin, start: number, end: number): Origin {
  switch (origin.kind) {
    // Each property is written out because spread objects take twice the memory, and there are thousands of these.
    case 'given':
      return { kind: 'given', input: origin.input, start: origin.start + start, end: origin.start + end };
    case 'copy':
      return { kind: 'copy', value: origin.value, start: origin.start + start, end: origin.start + end };
    case 'fixed':
    case 'derived':
      return origin;
  }
}

export const NOTHING_DONE: readonly Transform[] = [];

const LONGER_HISTORIES = new WeakMap<readonly Transform[], WeakMap<Transform, readonly Transform[]>>();

/**
 * Appends a transform to a history. To save memory, returns the same array for the same arguments. A request may have
 * as many spans as bytes, but they share only a few histories.
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

/** Returns the origin of the bytes that result when `transform` is applied to bytes with this origin. */
export function transformOrigin(origin: Origin, transform: Transform): Derived {
  const by = origin.kind === 'derived' ? origin.by : NOTHING_DONE;
  return { kind: 'derived', by: withTransform(by, transform), from: furtherIngredients(origin, transform) };
}

/** Returns the ingredients of the bytes that result when `transform` is applied to bytes with this origin. */
export function furtherIngredients(origin: Origin, transform: Transform): Ingredient[] {
  return ingredientsOf(origin).map(({ source, by }) => ({ source, by: withTransform(by, transform) }));
}

/** Returns the ingredients of bytes with this origin. Bytes that were not transformed are their own only ingredient. */
export function ingredientsOf(origin: Origin): readonly Ingredient[] {
  return origin.kind === 'derived' ? origin.from : [{ source: origin, by: NOTHING_DONE }];
}

/** Returns the sources of bytes with this origin. */
export function sourcesOf(origin: Origin): readonly Source[] {
  return ingredientsOf(origin).map(({ source }) => source);
}

/** Returns whether the second of two neighboring origins continues the first, so that one span can cover both. */
export function continues(first: Origin, second: Origin): boolean {
  if (first.kind === 'copy' && second.kind === 'copy') {
    return first.value === second.value && first.end === second.start;
  }
  if (first.kind === 'given' && second.kind === 'given') {
    return first.input === second.input && first.end === second.start;
  }
  return first.kind === 'fixed' && second.kind === 'fixed' && first.rule === second.rule;
}
