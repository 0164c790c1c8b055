/**
 * Finds several simultaneous mistakes if no single one explains what happened. If both sides are known, the difference
 * is explained part by part. What only the signature shows is searched for on the corrected text.
 */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { BY_HASH, BY_SIGNATURE, EXPLAINS, type Standing } from '../certainty/hit.ts';
import { isAboutUnsaid, isContradicted } from '../certainty/story.ts';
import type { Draft } from '../draft/draft.ts';
import { RIGHT_STEPS, replay } from '../draft/steps.ts';
import type { Side, Sides } from '../sides.ts';
import { type Candidate, candidatesOf, replayedOf } from './candidates.ts';
import { pairOfKinds, pairSigning } from './pairs.ts';
import { coverOf } from './part-by-part.ts';
import type { SearchContext } from './search-context.ts';
import { isOfKey, type Slot } from './slots.ts';

export interface Found {
  readonly candidate: Candidate;
  readonly standing: Standing;
  /** Whether something remains that no mistake explains. */
  readonly isPart: boolean;
}

/** What single mistakes already explain. */
export interface Explained {
  /** Whether the difference between the two texts is explained. */
  readonly texts: boolean;
  /** Whether the signature is explained. */
  readonly signature: boolean;
}

/** Returns the mistakes that explain the rest, or none if nothing does. */
export function severalMistakes(context: SearchContext, explained: Explained): readonly Found[] {
  const { sides } = context;
  const around = aroundSent(context);
  if (around.length > 0) return around;
  const texts = explained.texts ? [] : textMistakes(context);
  const isTextKnown = sides.client.known === 'quoted' || texts.length > 0;
  if (explained.signature) return texts;
  return [...texts, ...(isTextKnown ? keyMistakes(context) : signerMistakes(context))];
}

/**
 * Finds mistakes on both sides of a request that was given: something changed it in transit, and its signature was
 * wrong before. Returns none if only one of the two is explained.
 */
function aroundSent(context: SearchContext): readonly Found[] {
  const { sent, server, client, rightFor } = context.sides;
  if (sent === null || sent.standing === 'assumed' || server.known !== 'quoted' || server.draft === null) return [];
  if (rightFor.request !== false || replay(sent.draft).canonicalRequest === server.canonicalRequest) return [];
  const { mistakes, left } = coverOf({ server: server.draft, client: sent.draft }, { ...context, side: 'way' });
  if (left.length > 0 || mistakes.some(({ mutation }) => mutation.isPlain)) return [];
  const bySigner = client.draft === null ? signatureMistakes(context, sent.draft, () => true) : [];
  const onWay = mistakes.map((candidate) => ({ candidate, standing: BY_HASH, isPart: false }));
  return bySigner.length === 0 ? [] : [...bySigner, ...onWay];
}

/** Explains the difference between two known texts. */
function textMistakes(context: SearchContext): readonly Found[] {
  const { server, client } = context.sides;
  const base = server.draft;
  if (base === null || client.canonicalRequest === null) return [];
  if (client.draft === null) return misbuiltText(context, base, client.canonicalRequest);
  const { mistakes, left } = coverOf({ server: base, client: client.draft }, context);
  const isExact = left.length === 0 && mistakes.every(({ mutation }) => !mutation.isPlain);
  const misbuilt = isExact ? [] : misbuiltText(context, base, client.canonicalRequest, mistakes);
  if (misbuilt.length > 0) return misbuilt;
  // A plain difference would explain anything, so it confirms nothing.
  const isPart = !isExact;
  const isStated = server.hashFrom === 'stated' || client.hashFrom === 'stated';
  const standing = !isPart && isStated ? BY_HASH : EXPLAINS;
  return [...mistakes.map((candidate) => ({ candidate, standing, isPart })), ...misbuiltString(context, client)];
}

/**
 * Explains a client's canonical request as one mistake in building it and another in one of its parts. `known` limits
 * the mistakes in the parts; `null` allows all of them.
 */
function misbuiltText(
  context: SearchContext,
  base: Draft,
  text: Octets,
  known: readonly Candidate[] | null = null,
): readonly Found[] {
  const candidates = candidatesOf(context.causes, { base, side: 'client', around: context.aroundOf(null) });
  const ofRequest = candidates.filter(({ slots }) => !slots.every((slot) => AFTER_REQUEST.test(slot)));
  const steps = ofRequest.filter(({ slots }) => slots.includes('step/canonicalRequest'));
  const parts = known ?? ofRequest.filter(({ slots }) => !slots.includes('step/canonicalRequest'));
  const found = pairOfKinds(steps, parts, {
    isReached: ({ canonicalRequest }) => canonicalRequest === text,
    isPossible: isPossibleIn(context.sides),
  });
  const standing = context.sides.client.hashFrom === 'stated' ? BY_HASH : EXPLAINS;
  return (found ?? []).map((candidate) => ({ candidate, standing, isPart: false }));
}

/** Matches the places that do not affect the canonical request. */
const AFTER_REQUEST =
  /^(?:algorithm|timestamp|scope\/.*|secretAccessKey|step\/(?:hash|stringToSign|signingKey|signature))$/;
const isAfterRequest = (slot: Slot): boolean => AFTER_REQUEST.test(slot);

/** Explains a string to sign that does not follow from the client's own canonical request. */
function misbuiltString({ sides, causes, aroundOf }: SearchContext, { draft, stringToSign }: Side): readonly Found[] {
  if (draft === null || stringToSign === null || replay(draft).stringToSign === stringToSign) return [];
  const found = candidatesOf(causes, { base: draft, side: 'client', around: aroundOf(null) })
    .filter(({ slots }) => slots.every(isAfterRequest) && !isOfKey(slots))
    .find((candidate) => replay(candidate.draft).stringToSign === stringToSign && isPossibleIn(sides)([candidate]));
  return found ? [{ candidate: found, standing: EXPLAINS, isPart: false }] : [];
}

/** Finds mistakes between the client's text and the signature. */
function keyMistakes(context: SearchContext): readonly Found[] {
  const { client, rightFor } = context.sides;
  const base = keyBase(context.sides);
  if (base === null || rightFor.client === true) return [];
  const isOfText = client.stringToSign === null ? isAfterRequest : null;
  return signatureMistakes(context, base, (slots) => (isOfText ? slots.every(isOfText) : isOfKey(slots)));
}

/** Returns a draft that signs the client's own string to sign if it is known; `null` if there is no draft. */
function keyBase({ client, server, sent }: Sides): Draft | null {
  if (client.stringToSign === null) return client.draft;
  const like = client.draft ?? client.signable ?? server.draft ?? sent?.draft ?? null;
  const text = plain(client.stringToSign);
  return like && { ...like, steps: { ...RIGHT_STEPS, stringToSign: () => text } };
}

/** Finds mistakes in a text that is unknown, starting from what the server computed or what was sent. */
function signerMistakes(context: SearchContext): readonly Found[] {
  for (const base of basesOf(context.sides)) {
    const found = signatureMistakes(context, base, () => true);
    if (found.length > 0) return found;
  }
  return [];
}

/** Returns the known drafts, without those that produce the same text. */
function basesOf({ sent, server }: Sides): readonly Draft[] {
  const known = [server.draft ?? server.signable, sent && sent.standing !== 'assumed' ? sent.draft : null];
  const byText = known.flatMap((draft) => (draft ? [[replay(draft).stringToSign, draft] as const] : []));
  return [...new Map(byText.reverse()).values()].reverse();
}

/** Finds one or two mistakes that produce the signature. */
function signatureMistakes(
  { sides, causes, aroundOf }: SearchContext,
  base: Draft,
  isAsked: (slots: readonly Slot[]) => boolean,
): readonly Found[] {
  const { signature } = sides;
  if (signature === null || base.secretAccessKey === null || base.timestamp === '') return [];
  const source = { base, side: 'client', around: aroundOf(null) } as const;
  const candidates = candidatesOf(causes, source).filter(({ slots }) => isAsked(slots));
  const isPossible = isPossibleIn(sides);
  const isReached = ({ signature: made }: ReturnType<typeof replay>) => made() === signature;
  const one = candidates.find((candidate) => isReached(replay(candidate.draft)) && isPossible([candidate]));
  const goal = { isReached, isPossible };
  const inHeaders = (some: readonly Candidate[]) =>
    some.filter(({ slots }) => isAsked(slots) && slots.every((slot) => slot.startsWith('header/')));
  const found = one
    ? [one]
    : (pairSigning(candidates, { signature, isPossible }) ??
      pairOfKinds(inHeaders(candidatesOf(causes, { ...source, isWide: true })), inHeaders(candidates), goal));
  return (found ?? []).map((candidate) => ({ candidate, standing: BY_SIGNATURE, isPart: false }));
}

const isPossibleIn = (sides: Sides) => (candidates: readonly Candidate[]) =>
  candidates.every((candidate) => {
    const replayed = replayedOf(candidate);
    return !isContradicted(replayed, sides) && !isAboutUnsaid(replayed, sides);
  });
