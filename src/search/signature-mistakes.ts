/** Finds mistakes in signing or in the key that only the signature shows. */
import { plain } from '../bytes/bytes.ts';
import type { Draft } from '../drafts/draft.ts';
import { replay } from '../drafts/replay.ts';
import { RIGHT_STEPS } from '../drafts/steps.ts';
import type { Sides } from '../sides/sides.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { BY_SIGNATURE, EXPLAINS } from './certainty/hit.ts';
import { type Found, isPossibleIn, type SearchContext } from './found.ts';
import { pairSigning } from './pairs.ts';
import type { Search } from './search.ts';
import { isAfterRequest, isOfKey, type Slot } from './slots.ts';

/** Finds mistakes between the client's text and the signature. */
export function* keyMistakes(context: SearchContext): Search<readonly Found[]> {
  const { client, rightFor } = context.sides;
  const base = keyBase(context.sides);
  if (base === null || rightFor.client === true) return [];
  const isOfText = client.stringToSign === null ? isAfterRequest : null;
  return yield* signatureMistakes(context, base, (slots) => (isOfText ? slots.every(isOfText) : isOfKey(slots)));
}

/** Returns a draft that signs the client's own string to sign, if that string is known; `null` if there is no draft. */
function keyBase({ client, server, sent }: Sides): Draft | null {
  if (client.stringToSign === null) return client.draft;
  const like = client.draft ?? client.signable ?? server.draft ?? sent?.draft ?? null;
  const text = plain(client.stringToSign);
  return like && { ...like, steps: { ...RIGHT_STEPS, stringToSign: () => text } };
}

/**
 * Finds mistakes in an unknown text, starting from the draft that the server computed or from the draft that was sent.
 */
export function* signerMistakes(context: SearchContext): Search<readonly Found[]> {
  for (const base of basesOf(context.sides)) {
    const found = yield* signatureMistakes(context, base, () => true);
    if (found.length > 0) return found;
  }
  return [];
}

/** Returns the known drafts, omitting any that produce the same text as another. */
function basesOf({ sent, server }: Sides): readonly Draft[] {
  const known = [server.draft ?? server.signable, sent && sent.basis !== 'assumed' ? sent.draft : null];
  const byText = known.flatMap((draft) => (draft ? [[replay(draft).stringToSign, draft] as const] : []));
  return [...new Map(byText.reverse()).values()].reverse();
}

/** Finds one or two mistakes in the requested places that produce the signature. */
export function* signatureMistakes(
  { sides, causes, aroundOf }: SearchContext,
  base: Draft,
  isAsked: (slots: readonly Slot[]) => boolean,
): Search<readonly Found[]> {
  const { signature } = sides;
  if (signature === null || base.secretAccessKey === null || base.timestamp === '') return [];
  // Mistakes of which one undoes the other explain nothing.
  if (replay(base).signature() === signature) return [];
  const around = aroundOf(null);
  const candidates = (isWide: boolean) =>
    candidatesOf(causes, { base, side: 'client', around, isWide }).filter(({ slots }) => isAsked(slots));
  const isPossible = isPossibleIn(sides);
  const isFound = (candidate: Candidate) =>
    replay(candidate.draft).signature() === signature && isPossible([candidate]);
  const usual = candidates(false);
  const one = usual.find(isFound);
  if (one) return [one].map(bySignature);
  // On the server's own draft, the mistakes with many variants were already tried on their own.
  const rare = base === (sides.server.draft ?? sides.server.signable) ? null : candidates(true).find(isFound);
  if (rare) return [rare].map(bySignature);
  // There are thousands of other secrets, too many to combine each of them with other mistakes.
  const wide = () => candidates(true).filter(({ slots }) => !slots.includes('secretAccessKey'));
  // If two mistakes are in the same place, the second one may hide the effect of the first.
  const pair = (yield* pairSigning({ usual, wide }, { signature, isPossible })) ?? [];
  const isEachAlone = pair.every((one) => one.base === base);
  return pair.map((candidate) => ({ candidate, certainty: isEachAlone ? BY_SIGNATURE : EXPLAINS, isPart: false }));
}

const bySignature = (candidate: Candidate): Found => ({ candidate, certainty: BY_SIGNATURE, isPart: false });
