/** Lists the breaks: mistakes that can be made in a correct request on purpose, to see what they change. */
import { type Octets, octetAt } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import type { Cause } from '../causes/cause.ts';
import { CAUSES } from '../causes/table.ts';
import type { Mutation, MutationSide } from '../drafts/mutation.ts';

export interface Break {
  /** The ID of the cause and the variant, such as `signing-key-not-binary/hex-text`. */
  readonly id: string;
  readonly variant: string;
  readonly cause: Cause;
  readonly says: string;
  /** `client` for a mistake of the signer, and `way` for a change after signing. */
  readonly side: MutationSide;
  readonly change: BreakChange;
}

type BreakChange =
  | { readonly kind: 'draft'; readonly mutation: Mutation }
  /** A change to the body after signing. Returns the same body if the body cannot be changed. */
  | { readonly kind: 'body'; readonly change: (body: Octets) => Octets };

/**
 * All breaks in the order of the causes. Mistakes that have thousands of variants, such as typing errors in a secret,
 * and mistakes that only name a difference are excluded.
 */
export const BREAKS: readonly Break[] = CAUSES.flatMap((cause): Break[] => [
  ...cause.mutations
    .filter(({ isWide, isPlain }) => !isWide && !isPlain)
    .map((mutation) => ofMutation(cause, mutation)),
  ...(cause.inBody ? [bodyChanged(cause, cause.inBody)] : []),
]);

function ofMutation(cause: Cause, mutation: Mutation): Break {
  const { variant, says, side } = mutation;
  return { id: `${cause.id}/${variant}`, variant, cause, says, side, change: { kind: 'draft', mutation } };
}

function bodyChanged(cause: Cause, { variant, says }: NonNullable<Cause['inBody']>): Break {
  return {
    id: `${cause.id}/${variant}`,
    variant,
    cause,
    says,
    side: 'way',
    change: { kind: 'body', change: withOtherEnd },
  };
}

/** Flips the lowest bit of the last byte, so that the length of the body stays the same. */
function withOtherEnd(body: Octets): Octets {
  if (body.length === 0) return body;
  const at = body.length - 1;
  return `${body.slice(0, at)}${String.fromCharCode(octetAt(body, at) ^ 1)}` as Octets;
}

/**
 * Finds the breaks with this ID. The ID of a cause finds all of its variants, and an ID with a variant finds only that
 * one.
 */
export function breaksNamed(id: string): readonly Break[] | Problem {
  const found = BREAKS.filter((one) => one.id === id || one.cause.id === id);
  if (found.length > 0) return found;
  const cause = CAUSES.find((one) => id === one.id || id.startsWith(`${one.id}/`));
  const known = cause ? BREAKS.filter((one) => one.cause === cause).map((one) => one.id) : [];
  return problem(
    'break',
    known.length === 0 && cause
      ? `The cause ${cause.id} cannot be made on purpose: it is not a mistake in the signature.`
      : `There is no mistake ${JSON.stringify(id)}.`,
    known.length > 0 ? `Use one of ${known.join(', ')}.` : '--break list names those that change this request.',
  );
}
