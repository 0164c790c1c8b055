/**
 * Checks whether the given request contradicts a mistake. A hash or a signature proves only bytes. A claim such as "the
 * header was never sent" is false if the request has the header.
 */

import type { Draft } from '../../drafts/draft.ts';
import type { MutationPoint, Replayed } from '../../drafts/mutation.ts';
import { changesBetween, headerValueId } from '../../sides/difference/changes.ts';
import type { KnownRequest, SaysValue } from '../../sides/known-request.ts';
import type { Sides } from '../../sides/sides.ts';
import { isOtherThanStated } from '../../sides/signs.ts';
import { HTTP_METHOD } from '../../sigv4/stages/canonical-request/canonical-request.ts';

/** The values that the mistake changed and that the request contains. */
interface Compared {
  readonly values: readonly string[];
  /**
   * Returns whether the request's value differs from the value before the mistake. `isOtherThanMade` compares it with
   * the value after the mistake.
   */
  readonly isOtherThanBase: (value: string) => boolean;
  readonly isOtherThanMade: (value: string) => boolean;
}

/**
 * The functions that determine, for each point, whether the sent request shows that the mistake did not happen there.
 */
const CONTRADICTIONS: Readonly<Record<MutationPoint, (compared: Compared) => boolean>> = {
  // A signer's mistake starts from the values that were sent, so the sent values must equal the values of the base.
  signing: ({ values, isOtherThanBase }) => values.some(isOtherThanBase),
  sending: ({ values, isOtherThanBase }) => values.some((value) => !isOtherThanBase(value)),
  transit: ({ values, isOtherThanMade }) => values.some((value) => !isOtherThanMade(value)),
  either: () => false,
};

/**
 * Returns whether a request shows this value directly. Other values depend on the server's rules, which may be unknown.
 */
const isShown = (value: string): boolean => value === HTTP_METHOD.id || value.startsWith(headerValueId(''));

/** Returns whether the values in the request show that the mistake did not happen. */
export function isContradicted({ base, made, mutation }: Replayed, sides: Sides): boolean {
  const { sent, request } = sides;
  if (mutation.point === 'signing' && isOtherThanStated(made, base, sides)) return true;
  if (sent === null || request === null || request.seenBy === 'server') return false;
  const values = changedValues(base, made).filter((value) => isShown(value) && sent.says(value));
  return CONTRADICTIONS[mutation.point]({
    values,
    isOtherThanBase: otherValues(base, sent),
    isOtherThanMade: otherValues(made, sent),
  });
}

/**
 * Returns whether the mistake was applied to the request itself and changes a value that the request does not contain.
 */
export function isAboutUnsaid({ base, made }: Replayed, { sent }: Sides): boolean {
  if (sent === null || base !== sent.draft) return false;
  return changedValues(base, made).some((value) => !sent.says(value));
}

const changedValues = (from: Draft, to: Draft): readonly string[] => changesBetween(from, to).map(({ value }) => value);

function otherValues(draft: Draft, sent: KnownRequest): SaysValue {
  const others = new Set(changedValues(draft, sent.draft));
  return (value) => others.has(value);
}
