/** Explains the difference between two known texts as multiple mistakes. */
import type { Octets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { Draft } from '../drafts/draft.ts';
import { replay } from '../drafts/replay.ts';
import type { Sides } from '../sides/sides.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { BY_HASH, EXPLAINS } from './certainty/hit.ts';
import { type Found, isPossibleIn, type SearchContext } from './found.ts';
import { pairOfKinds } from './pairs.ts';
import { coverOf } from './part-by-part.ts';
import { isAfterRequest, isOfKey, type Slot } from './slots.ts';

/** Explains the difference between the text that the server computed and the text that the client signed. */
export function textMistakes(context: SearchContext): readonly Found[] {
  const { server, client } = context.sides;
  const base = server.draft;
  if (base === null || client.canonicalRequest === null) return [];
  if (client.draft === null) return unreadableText(context, base, client.canonicalRequest);
  const built = misbuiltString(context, client.draft);
  // One mistake explains the whole string, so the parts of the string need no mistakes of their own.
  const isOfServersScope = built.some(({ candidate }) => candidate.base !== client.draft);
  const known = isOfServersScope ? withStringOf(client.draft, base) : client.draft;
  const { mistakes, left } = coverOf({ server: base, client: known }, context);
  const isExact = left.length === 0 && mistakes.every(({ mutation }) => !mutation.isPlain);
  const misbuilt = isExact ? [] : misbuiltText(context, base, client.canonicalRequest, mistakes);
  if (misbuilt.length > 0) return [...misbuilt, ...built];
  // A plain difference would explain anything, so it confirms nothing.
  const isPart = !isExact;
  // If two mistakes are in the same place, the second one may hide the effect of the first.
  const isEachAlone = mistakes.every((one) => one.base === base || one.base === known);
  const standing = !isPart && isConfirmed(context.sides) && isEachAlone ? BY_HASH : EXPLAINS;
  return [...mistakes.map((candidate) => ({ candidate, standing, isPart })), ...built];
}

/** Returns a draft with the parts of the string to sign of another one, if that one has them. */
export const withStringOf = (draft: Draft, other: Draft | null): Draft =>
  other === null || other.timestamp === '' ? draft : { ...draft, ...partsOfString(other) };

const partsOfString = ({ algorithm, timestamp, scope }: Draft): Pick<Draft, 'algorithm' | 'timestamp' | 'scope'> => ({
  algorithm,
  timestamp,
  scope,
});

/** Returns whether at least one side states the hash of its text, and every stated hash equals the text's hash. */
function isConfirmed({ server, client }: Pick<Sides, 'server' | 'client'>): boolean {
  const stated = [server, client].filter(({ hashFrom }) => hashFrom === 'stated');
  return (
    stated.length > 0 && stated.every(({ hash, canonicalRequest: text }) => text !== null && sha256Hex(text) === hash)
  );
}

/**
 * Explains a client's canonical request that cannot be parsed. If one mistake produces the whole text, that mistake is
 * enough, and the explanation of the string to sign starts from its result.
 */
function unreadableText(context: SearchContext, base: Draft, text: Octets): readonly Found[] {
  const isPossible = isPossibleIn(context.sides);
  const alone = candidatesOf(context.causes, { base, side: 'client', around: context.aroundOf(null) })
    .filter(({ slots, mutation }) => !slots.every(isAfterRequest) && mutation.isPlain !== true)
    .find((candidate) => replay(candidate.draft).canonicalRequest === text && isPossible([candidate]));
  if (alone === undefined) return misbuiltText(context, base, text);
  const standing = isConfirmed(context.sides) ? BY_HASH : EXPLAINS;
  return [{ candidate: alone, standing, isPart: false }, ...misbuiltString(context, alone.draft)];
}

/**
 * Explains a client's canonical request as one mistake in assembling the request and a second mistake in one of its
 * parts. `known` limits the mistakes in the parts; `null` allows all of them.
 */
function misbuiltText(
  context: SearchContext,
  base: Draft,
  text: Octets,
  known: readonly Candidate[] | null = null,
): readonly Found[] {
  const candidates = candidatesOf(context.causes, { base, side: 'client', around: context.aroundOf(null) });
  const ofRequest = candidates.filter(({ slots }) => !slots.every(isAfterRequest));
  const steps = ofRequest.filter(({ slots }) => slots.includes('step/canonicalRequest'));
  const parts = known ?? ofRequest.filter(({ slots }) => !slots.includes('step/canonicalRequest'));
  const found = pairOfKinds(steps, parts, {
    isReached: ({ canonicalRequest }) => canonicalRequest === text,
    isPossible: isPossibleIn(context.sides),
  });
  const standing = isConfirmed(context.sides) ? BY_HASH : EXPLAINS;
  return (found ?? []).map((candidate) => ({ candidate, standing, isPart: false }));
}

/**
 * Explains a string to sign that does not follow from the client's own canonical request, whose line ends a paste may have
 * changed. The signer's time and scope are assumed to equal the server's, unless the string itself shows otherwise.
 */
function misbuiltString(context: SearchContext, draft: Draft): readonly Found[] {
  const { server, client } = context.sides;
  const { stringToSign } = client;
  if (stringToSign === null) return [];
  for (const base of [draft, withStringOf(draft, server.draft)]) {
    if (replay(base).stringToSign === stringToSign) continue;
    const found = candidatesOf(context.causes, { base, side: 'client', around: context.aroundOf(null) })
      .filter(({ slots }) => slots.every(isOfString) && !isOfKey(slots))
      .find((candidate) => isMade(candidate, stringToSign) && isPossibleIn(context.sides)([candidate]));
    if (found) return [{ candidate: found, standing: EXPLAINS, isPart: false }];
  }
  return [];
}

/** Returns whether a change in this place is in the string to sign: the string has the hash of the text that was assembled. */
const isOfString = (slot: Slot): boolean => isAfterRequest(slot) || slot === 'step/canonicalRequest';

const isMade = ({ draft }: Candidate, stringToSign: Octets): boolean => replay(draft).stringToSign === stringToSign;
