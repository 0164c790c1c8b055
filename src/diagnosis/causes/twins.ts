/** Mistakes of which the same comes: what was signed tells them apart never, or in a rare request only. */

/** A mistake by its name. */
export interface MistakeName {
  /** Of its cause. */
  readonly id: string;
  readonly variant: string;
}

export interface Twins {
  /** The one that is named, which stands first in the table of causes. */
  readonly named: MistakeName;
  readonly twin: MistakeName;
  /**
   * `never`: whatever comes of the one that is named comes of its twin too, in every request. `rarely`: in nearly every
   * one.
   */
  readonly apart: 'never' | 'rarely';
  /** Why, and what would tell them apart. */
  readonly says: string;
}

const mistake = (id: string, variant: string): MistakeName => ({ id, variant });

export const TWINS: readonly Twins[] = [
  {
    named: mistake('authorization-header-malformed', 'algorithm'),
    twin: mistake('string-to-sign-misbuilt', 'other-algorithm'),
    apart: 'never',
    says: 'Both write another name on the first line of the string to sign; whether it stands in the Authorization header too, no signature says.',
  },
  {
    named: mistake('session-token-not-signed', 'header'),
    twin: mistake('session-token-not-signed', 'listed-header'),
    apart: 'never',
    says: 'Both leave the header out of what is signed; whether the list that is sent names it, no signature says.',
  },
  {
    named: mistake('query-reserved-not-encoded', 'slash'),
    twin: mistake('query-reserved-not-encoded', 'some-of-them'),
    apart: 'never',
    says: 'The slash is one of the characters of which any may be left as it is.',
  },
  {
    named: mistake('content-type-added-or-changed', 'signed-without-charset'),
    twin: mistake('content-type-added-or-changed', 'signed-another'),
    apart: 'never',
    says: 'The type without its charset is one of the types that may be signed in the place of the one that is sent.',
  },
  {
    named: mistake('header-name-not-lowercased', 'lines-and-list'),
    twin: mistake('header-name-not-lowercased', 'sorted-by-capitals'),
    apart: 'rarely',
    says: 'With capitals the names stand in the same order as without, unless some of them begin with a small letter.',
  },
  {
    named: mistake('presign-needs-unsigned-payload', 'hash-of-nothing'),
    twin: mistake('presign-needs-unsigned-payload', 'hash-of-body'),
    apart: 'rarely',
    says: 'A URL is seldom presigned with a body at hand, and the hash of none is that of nothing.',
  },
];

const isNamed = (one: MistakeName, other: MistakeName) => one.id === other.id && one.variant === other.variant;

/** Those of the table that are twins of this one, whichever of the two it is. */
export function twinsOf(one: MistakeName): readonly MistakeName[] {
  return TWINS.flatMap(({ named, twin }) => (isNamed(one, named) ? [twin] : isNamed(one, twin) ? [named] : []));
}

/** Why these two are twins, in whichever order; `null` where the table does not have them. */
export function whyTwins(one: MistakeName, other: MistakeName): string | null {
  const found = TWINS.find(
    ({ named, twin }) => (isNamed(one, named) && isNamed(other, twin)) || (isNamed(one, twin) && isNamed(other, named)),
  );
  return found?.says ?? null;
}
