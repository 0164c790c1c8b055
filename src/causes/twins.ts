/**
 * Lists pairs of mistakes that always, or nearly always, produce the same bytes, so that the signed text cannot tell
 * them apart.
 */

export interface MistakeName {
  readonly id: string;
  readonly variant: string;
}

export interface Twins {
  /** The mistake that is reported, which comes first in the table of causes. */
  readonly named: MistakeName;
  readonly twin: MistakeName;
  /**
   * How often the mistakes can be told apart: `never`, or `rarely`, which means that they produce the same bytes in
   * nearly every request.
   */
  readonly apart: 'never' | 'rarely';
  /** An explanation of why the mistakes are twins and how to distinguish them. */
  readonly says: string;
}

const mistake = (id: string, variant: string): MistakeName => ({ id, variant });

export const TWINS: readonly Twins[] = [
  {
    named: mistake('authorization-header-malformed', 'algorithm'),
    twin: mistake('string-to-sign-misbuilt', 'other-algorithm'),
    apart: 'never',
    says: 'Both write a different name on the first line of the string to sign. The signature does not show whether the Authorization header has it too.',
  },
  {
    named: mistake('session-token-not-signed', 'header'),
    twin: mistake('session-token-not-signed', 'listed-header'),
    apart: 'never',
    says: 'Both leave the header out of the canonical request. The signature does not show whether the list that is sent includes it.',
  },
  {
    named: mistake('query-reserved-not-encoded', 'slash'),
    twin: mistake('query-reserved-not-encoded', 'some-of-them'),
    apart: 'never',
    says: 'The slash is one of the characters that may have been left unencoded.',
  },
  {
    named: mistake('content-type-added-or-changed', 'signed-without-charset'),
    twin: mistake('content-type-added-or-changed', 'signed-another'),
    apart: 'never',
    says: 'The type without its charset is one of the types that may be signed instead of the one that is sent.',
  },
  {
    named: mistake('header-name-not-lowercased', 'lines-and-list'),
    twin: mistake('header-name-not-lowercased', 'sorted-by-capitals'),
    apart: 'rarely',
    says: 'Names with uppercase letters sort in the same order as lowercase names, unless some of them begin with a lowercase letter.',
  },
  {
    named: mistake('presign-needs-unsigned-payload', 'hash-of-nothing'),
    twin: mistake('presign-needs-unsigned-payload', 'hash-of-body'),
    apart: 'rarely',
    says: 'A URL is rarely presigned with a body, and without a body both hashes are the hash of an empty payload.',
  },
];

const isNamed = (one: MistakeName, other: MistakeName) => one.id === other.id && one.variant === other.variant;

export function twinsOf(one: MistakeName): readonly MistakeName[] {
  return TWINS.flatMap(({ named, twin }) => (isNamed(one, named) ? [twin] : isNamed(one, twin) ? [named] : []));
}

/** Explains why two mistakes, given in either order, are twins. Returns `null` if the pair is not in the table. */
export function whyTwins(one: MistakeName, other: MistakeName): string | null {
  const found = TWINS.find(
    ({ named, twin }) => (isNamed(one, named) && isNamed(other, twin)) || (isNamed(one, twin) && isNamed(other, named)),
  );
  return found?.says ?? null;
}
