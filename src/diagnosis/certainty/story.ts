/**
 * Whether the request that was given contradicts what a mistake says happened. A hash or a signature proves bytes; that a
 * header was never sent is a story, and it is false where the request has the header.
 */
import { HTTP_METHOD } from '../../sigv4/stages/canonical-request.ts';
import { changesBetween, headerValueId } from '../difference/changes.ts';
import type { Draft } from '../draft/draft.ts';
import type { MutationPoint, Replayed } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import type { KnownRequest, SaysValue } from './known-request.ts';

/** Of the values that the mistake changed, those that the request says. */
interface Compared {
  readonly values: readonly string[];
  /** Whether the request has another value than before the mistake, or than after it. */
  readonly isOtherThanBase: (value: string) => boolean;
  readonly isOtherThanMade: (value: string) => boolean;
}

/** For each point, whether the request as it was sent shows that this did not happen there. */
const CONTRADICTIONS: Readonly<Record<MutationPoint, (compared: Compared) => boolean>> = {
  // The signer is said to have made something else of what was sent, and that is not what was sent.
  signing: ({ values, isOtherThanBase }) => values.some(isOtherThanBase),
  sending: ({ values, isOtherThanBase }) => values.some((value) => !isOtherThanBase(value)),
  transit: ({ values, isOtherThanMade }) => values.some((value) => !isOtherThanMade(value)),
  either: () => false,
};

/** What a request shows as it is. Other values are computed by the rules of the server, which may not be known. */
const isShown = (value: string): boolean => value === HTTP_METHOD.id || value.startsWith(headerValueId(''));

/** Returns whether the request, as far as it says anything of what was changed, shows that it was not so. */
export function isContradicted({ base, made, mutation }: Replayed, { sent, request }: Sides): boolean {
  if (sent === null || request === null || request.seenBy === 'server') return false;
  const values = changedValues(base, made).filter((value) => isShown(value) && sent.says(value));
  return CONTRADICTIONS[mutation.point]({
    values,
    isOtherThanBase: otherValues(base, sent),
    isOtherThanMade: otherValues(made, sent),
  });
}

/** Returns whether a mistake that was made of the request itself changes what that does not say, and was only assumed. */
export function isAboutUnsaid({ base, made }: Replayed, { sent }: Sides): boolean {
  if (sent === null || base !== sent.draft) return false;
  return changedValues(base, made).some((value) => !sent.says(value));
}

const changedValues = (from: Draft, to: Draft): readonly string[] => changesBetween(from, to).map(({ value }) => value);

function otherValues(draft: Draft, sent: KnownRequest): SaysValue {
  const others = new Set(changedValues(draft, sent.draft));
  return (value) => others.has(value);
}
