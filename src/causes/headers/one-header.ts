/**
 * Makes the changes that can happen to one signed header: it is removed, changed, spelled differently, or signed and not
 * sent. Suspects them from what both sides say.
 */

import { headerOf } from '../../drafts/draft.ts';
import { mappedValues, namesOf, withOther, withUnsent, withValues } from '../../drafts/header-changes.ts';
import { mayBeMismatch } from '../../sides/answers/mismatch.ts';
import type { Sides } from '../../sides/sides.ts';
import { certaintyOfLost, differingValues, hasNoValue, isSilent, signedNames } from '../../sides/signs.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import { type Change, possible } from '../define-cause.ts';
import { quoted, withVerb } from '../words.ts';

/** The changes to a signed header. None of them changes a draft in which the header is not signed, except `unsent`. */
interface HeaderChanges {
  readonly removed: Change;
  /** Replaces the value with each of these values. */
  readonly to: (...values: readonly string[]) => Change;
  /** Replaces the value with each value that is made from it. */
  readonly by: (write: (value: string) => readonly string[]) => Change;
  /** Replaces the value with the one that the other side reports. */
  readonly toOther: Change;
  /** Adds the header with each of these values if the server received none. */
  readonly unsent: (...values: readonly string[]) => Change;
}

/** Returns the changes to the header with this lowercase name. */
export const header = (name: string): HeaderChanges => ({
  removed: (draft) => withValues(draft, name, ['']),
  to:
    (...values) =>
    (draft) =>
      withValues(draft, name, values),
  by: (write) => (draft) => withValues(draft, name, write(headerOf(draft, name) ?? '')),
  toOther: (draft, around) => withOther(draft, around, name),
  unsent:
    (...values) =>
    (draft) =>
      withUnsent(draft, name, values),
});

/** Changes each signed header that is meant, one at a time. */
export const eachHeader =
  (
    isMeant: (name: string, value: string) => boolean,
    change: (header: HeaderChanges, name: string) => Change,
  ): Change =>
  (draft, around) =>
    namesOf(draft)
      .filter((name) => isMeant(name, headerOf(draft, name) ?? ''))
      .flatMap((name) => change(header(name), name)(draft, around));

/** Removes the values of these headers: of all of them together, and of each on its own. */
export const removedTogether =
  (isMeant: (name: string) => boolean): Change =>
  (draft, around) => {
    const each = eachHeader(isMeant, ({ removed }) => removed)(draft, around);
    const all = mappedValues(draft, (_value, name) => (isMeant(name) ? '' : null));
    return namesOf(draft).filter(isMeant).length > 1 ? [...all, ...each] : each;
  };

/** Gives each of these headers that has no value the value that the other side reports. */
export const emptyToOther = (isMeant: (name: string) => boolean = () => true): Change =>
  eachHeader(
    (name, value) => value === '' && isMeant(name),
    ({ toOther }) => toOther,
  );

/** Suspects that these headers lost their values; returns `null` if there are none. */
export function suspectLost(
  sides: Sides,
  names: readonly string[],
  more: Omit<Statement, 'says'> = {},
): Suspicion | null {
  if (names.length === 0) return null;
  const says = `${withVerb(names, 'was', 'were')} signed, but the server received no value.`;
  return { certainty: certaintyOfLost(sides, ...names), says, ...more };
}

interface HeaderWords {
  /** The name of the header at the beginning of a sentence, if a value that differs on both sides suggests the cause. */
  readonly differs?: string;
  /** The sentence for a header whose value the server does not have. */
  readonly lost: string;
  /** The sentence for a header that is signed, if the server does not quote what it computed. */
  readonly listed?: (sides: Sides) => string;
}

/** Suspects a signed header whose value differs on both sides, or whose value the server does not have. */
export const suspectHeader =
  (name: string, { differs, lost, listed }: HeaderWords): NonNullable<Cause['suspects']> =>
  (sides) => {
    if (!mayBeMismatch(sides) || (listed && !signedNames(sides).includes(name))) return null;
    const [signed, seen = ''] = (differs !== undefined && differingValues(sides, name)) || [];
    if (signed !== undefined && seen !== '')
      return possible(`${differs} was signed as ${quoted(signed)} but arrived as ${quoted(seen)}.`);
    if (hasNoValue(sides, name)) return { certainty: certaintyOfLost(sides, name), variant: 'removed', says: lost };
    return listed && isSilent(sides) ? possible(listed(sides)) : null;
  };
