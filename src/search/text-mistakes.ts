/** Explains the difference between two known texts as multiple mistakes. */
import { EMPTY } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type Draft, linesOf } from '../drafts/draft.ts';
import { type Replay, replay } from '../drafts/replay.ts';
import type { Sides } from '../sides/sides.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { BY_HASH, EXPLAINS } from './certainty/hit.ts';
import { type Found, isPossibleIn, type SearchContext } from './found.ts';
import { pairOfKinds } from './pairs.ts';
import { coverOf } from './part-by-part.ts';
import { hasStep, isOfKey } from './slots.ts';

/** Explains the difference between the text that the server computed and the text that the client signed. */
export function textMistakes(context: SearchContext): readonly Found[] {
  const { server, client } = context.sides;
  const base = server.draft;
  if (base === null || client.canonicalRequest === null) return [];
  if (client.draft === null) return unreadableText(context, base);
  const built = misbuiltString(context, client.draft);
  // One mistake explains the whole string, so the parts of the string need no mistakes of their own.
  const isOfServersScope = built.some(({ candidate }) => candidate.base !== client.draft);
  const known = isOfServersScope ? withStringOf(client.draft, base) : client.draft;
  const { mistakes, left } = coverOf({ server: base, client: known }, context);
  const isExact = left.length === 0 && mistakes.every(({ mutation }) => !mutation.isPlain);
  const whole = isExact ? [] : misbuilt(context, base, 'canonicalRequest', () => mistakes);
  if (whole.length > 0) return [...foundIn(context, whole), ...built];
  // A plain difference would explain anything, so it confirms nothing.
  const isPart = !isExact;
  // If two mistakes are in the same place, the second one may hide the effect of the first.
  const isEachAlone = mistakes.every((one) => one.base === base || one.base === known);
  const certainty = !isPart && isConfirmed(context.sides) && isEachAlone ? BY_HASH : EXPLAINS;
  return [...mistakes.map((candidate) => ({ candidate, certainty, isPart })), ...built];
}

/** Returns a draft with the parts of the string to sign of another one, if that one has them. */
export function withStringOf(draft: Draft, other: Draft | null): Draft {
  if (other === null || other.timestamp === '') return draft;
  const { algorithm, timestamp, scope } = other;
  return { ...draft, algorithm, timestamp, scope };
}

/** Returns whether at least one side states the hash of its text, and every stated hash equals the text's hash. */
function isConfirmed({ server, client }: Pick<Sides, 'server' | 'client'>): boolean {
  const stated = [server, client].filter(({ hashFrom }) => hashFrom === 'stated');
  return (
    stated.length > 0 && stated.every(({ hash, canonicalRequest: text }) => text !== null && sha256Hex(text) === hash)
  );
}

/**
 * Explains a client's canonical request that cannot be parsed: the mistakes that produce the whole text are enough. The
 * explanation of the string to sign starts from the result of a single one.
 */
function unreadableText(context: SearchContext, base: Draft): readonly Found[] {
  const made = misbuilt(context, base, 'canonicalRequest');
  const [alone, ...others] = made;
  const built = alone && others.length === 0 ? misbuiltString(context, alone.draft) : [];
  return [...foundIn(context, made), ...built];
}

const foundIn = ({ sides }: SearchContext, made: readonly Candidate[]): readonly Found[] => {
  // A paste may have damaged a line of a text that cannot be parsed, so two lines that fit two mistakes are no proof.
  const isProof = made.length === 1 || made.some(({ slots }) => hasStep(slots));
  const certainty = isProof && isConfirmed(sides) ? BY_HASH : EXPLAINS;
  return made.map((candidate) => ({ candidate, certainty, isPart: false }));
};

/**
 * Returns the mistake that produces a whole text of the client, or two mistakes: one in assembling the text and one in a
 * part of it, or each in lines of its own. Returns an empty list if there are none. `partsOf` chooses among the mistakes in
 * parts.
 */
function misbuilt(
  context: SearchContext,
  base: Draft,
  text: 'canonicalRequest' | 'stringToSign',
  partsOf: (parts: readonly Candidate[]) => readonly Candidate[] = (parts) => parts,
): readonly Candidate[] {
  const goal = context.sides.client[text];
  const right = replay(base)[text];
  const candidates = candidatesOf(context.causes, { base, side: 'client', around: context.aroundOf(null) }).filter(
    ({ slots, mutation, draft }) => !isOfKey(slots) && !mutation.isPlain && replay(draft)[text] !== right,
  );
  const isStep = ({ slots }: Candidate) => slots.includes(`step/${text}`);
  const parts = partsOf(candidates.filter((one) => !isStep(one)));
  const steps = candidates.filter(isStep);
  const isPossible = isPossibleIn(context.sides);
  const isReached = (made: Replay) => made[text] === goal;
  const known = new Set([...steps, ...parts]);
  const alone = candidates.find((one) => known.has(one) && isReached(replay(one.draft)) && isPossible([one]));
  if (alone) return [alone];
  const lines = new Set([right, goal ?? EMPTY].flatMap(linesOf));
  const inLines = parts.filter(({ draft }) => linesOf(replay(draft)[text]).every((line) => lines.has(line)));
  const toReach = { isReached, isPossible };
  return pairOfKinds(inLines, inLines, toReach) ?? pairOfKinds(steps, parts, toReach) ?? [];
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
    const made = misbuilt(context, base, 'stringToSign', (parts) =>
      parts.filter(({ draft }) => stringToSign.includes(replay(draft).hash)),
    );
    if (made.length > 0) return made.map((candidate) => ({ candidate, certainty: EXPLAINS, isPart: false }));
  }
  return [];
}
