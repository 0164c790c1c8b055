/**
 * Determines where a change happened. A hash or a signature proves bytes: what was signed, and what arrived. It does not
 * prove who changed them. That is shown only by the request itself, seen between the signer and the server.
 */
import type { Cause } from '../../causes/cause.ts';
import { fixLinesFor, type LinesOfFix } from '../../causes/fix-lines.ts';
import type { Mutation, Replayed } from '../../drafts/mutation.ts';
import { type Change, changesBetween, headerValueId } from '../../sides/difference/changes.ts';
import type { Sides } from '../../sides/sides.ts';
import { isChangedInTransit, type Place } from '../../sides/transit.ts';
import {
  CANONICAL_QUERY_STRING,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  HTTP_METHOD,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { candidatesOf, mutationContextOf, replayedOf } from '../candidates.ts';
import { areSame } from '../slots.ts';

/** Another mistake, at the other place, that produces the same bytes. */
export interface Twin extends LinesOfFix {
  readonly cause: Cause;
  readonly mutation: Mutation;
}

/** What is known about who made a change. It is a certainty of its own: the bytes may be proved and the place unknown. */
export interface Story {
  /** Where the change happened; `null` if nothing shows it. */
  readonly place: Place | null;
  /**
   * The first mistake of each cause that produces the same bytes at the other place, the same cause first. Empty if the
   * place is known, and for a URL, because its causes say that another program uses it.
   */
  readonly twins: readonly Twin[];
}

export const UNKNOWN_PLACE: Story = { place: null, twins: [] };

const SENT: ReadonlySet<string> = new Set([
  HTTP_METHOD.id,
  CANONICAL_URI.id,
  CANONICAL_QUERY_STRING.id,
  HASHED_PAYLOAD.id,
]);

/**
 * Returns whether a change is to a value that is sent with the request, so that something in transit can make it. White
 * space is not sent as it is signed: a server collapses it, and only a signer can get it wrong.
 */
const isSent = ({ value, from, to }: Change): boolean =>
  (SENT.has(value) || value.startsWith(headerValueId(''))) && withoutSpace(from) !== withoutSpace(to);

const withoutSpace = (octets: Change['from']): string | undefined => octets?.replace(/[\t-\r ]+/g, '');

/** Returns whether two mistakes produce the same bytes, on the same side or on both sides of what was signed. */
export const areSameBytes = (one: Replayed, other: Replayed): boolean =>
  one.mutation.side === other.mutation.side
    ? areSame(one.made, other.made)
    : areSame(one.made, other.base) && areSame(one.base, other.made);

/** Returns what is known about where the reproduced mistake of a cause was made. */
export function storyOf(cause: Cause, replayed: Replayed, sides: Sides, causes: readonly Cause[]): Story {
  const place = placeOf(replayed, sides);
  const isOpen = place === null && sides.scheme === 'header';
  return { place, twins: isOpen ? twinsOf(replayed, sides, [cause, ...causes]) : [] };
}

function placeOf({ base, made, mutation }: Replayed, sides: Sides): Place | null {
  const values = changesBetween(base, made)
    .filter(isSent)
    .map(({ value }) => value);
  if (values.length === 0) return 'client';
  if (values.some((value) => isChangedInTransit(sides, value))) return 'transit';
  const { sent, request } = sides;
  if (sent === null || request === null || !values.every(sent.says)) return null;
  const [signed, arrived] = mutation.side === 'client' ? [made, base] : [base, made];
  const isSentAs = (draft: typeof base) => {
    const others = new Set(changesBetween(draft, sent.draft).map(({ value }) => value));
    return !values.some((value) => others.has(value));
  };
  if (isSentAs(signed)) return 'transit';
  // What a server or a tap saw may have been changed before.
  return isSentAs(arrived) && request.seenBy === 'client' ? 'client' : null;
}

/** Returns the mistakes at the other place that turn one text into the other. */
function twinsOf({ base, made, mutation }: Replayed, sides: Sides, causes: readonly Cause[]): readonly Twin[] {
  const side = mutation.side === 'client' ? 'way' : 'client';
  const twins = candidatesOf(causes, { base: made, side, around: mutationContextOf(sides, base) }).filter(
    (candidate) => candidate.mutation.isPlain !== true && areSame(candidate.draft, base),
  );
  const firsts = [...Map.groupBy(twins, ({ cause }) => cause).values()].flatMap(([first]) => first ?? []);
  return firsts.map((twin) => ({
    cause: twin.cause,
    mutation: twin.mutation,
    ...fixLinesFor(twin.cause.lines ?? {}, replayedOf(twin), sides),
  }));
}
