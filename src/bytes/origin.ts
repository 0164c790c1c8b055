/** Where bytes come from: the vocabulary that every explanation is made of. */

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
}

/** From outside the trace: an argument, a file, an example; `start` and `end` are bytes of that source. */
export interface Given {
  readonly kind: 'given';
  readonly by: string;
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

/** Computed by transforms, in the order they were applied, from these sources (an HMAC has two: key, message). */
export interface Derived {
  readonly kind: 'derived';
  readonly by: readonly Transform[];
  readonly from: readonly Source[];
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
    case 'given':
    case 'copy':
      return { ...origin, start: origin.start + start, end: origin.start + end };
    case 'fixed':
    case 'derived':
      return origin;
  }
}

/** The origin of what `transform` makes from bytes of this origin. */
export function transformOrigin(origin: Origin, transform: Transform): Derived {
  return origin.kind === 'derived'
    ? { kind: 'derived', by: [...origin.by, transform], from: origin.from }
    : { kind: 'derived', by: [transform], from: [origin] };
}

/** The sources at the bottom of an origin. */
export function sourcesOf(origin: Origin): readonly Source[] {
  return origin.kind === 'derived' ? origin.from : [origin];
}

/** One span in place of two neighbours, where the second simply goes on with the first. */
export function continues(first: Origin, second: Origin): boolean {
  if (first.kind === 'copy' && second.kind === 'copy') {
    return first.value === second.value && first.end === second.start;
  }
  if (first.kind === 'given' && second.kind === 'given') {
    return first.by === second.by && first.end === second.start;
  }
  return first.kind === 'fixed' && second.kind === 'fixed' && first.rule === second.rule;
}
