/** Reproduces each known mistake, one at a time, and compares the result with the actual one. */
import type { Octets } from '../bytes/octets.ts';
import type { Cause } from '../causes/cause.ts';
import { fixLinesFor } from '../causes/fix-lines.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Mutation, MutationSide, Replayed, Surroundings } from '../drafts/mutation.ts';
import { hasKeyOf, type Replay, replay, signsAsUsual } from '../drafts/steps.ts';
import { changesBetween } from '../sides/difference/changes.ts';
import type { Sides } from '../sides/sides.ts';
import { areDifferent, type Texts, textsOf } from '../sides/texts.ts';
import { EXPLAINS, hitOfSigner, hitOfWay, type Standing } from './certainty/hit.ts';
import { isAboutUnsaid, isContradicted } from './certainty/story.ts';
import type { Finding } from './finding.ts';

/** The draft on which one side's mistakes are tried. */
interface Start {
  readonly base: Draft;
  readonly right: Replay;
  readonly rightTexts: Texts;
  readonly around: Surroundings;
}

/** The starting point for each side; `null` for a side that has no draft. */
export type Starts = Readonly<Record<MutationSide, Start | null>>;

export const startsOf = (sides: Sides): Starts => ({ client: startOf('client', sides), way: startOf('way', sides) });

function startOf(side: MutationSide, sides: Sides): Start | null {
  const { base, other } = basesOf(side, sides);
  if (base === null) return null;
  const right = replay(base);
  return { base, right, rightTexts: textsOf(base, right), around: surroundingsOf(sides, other) };
}

function basesOf(side: MutationSide, { server, client }: Sides): { base: Draft | null; other: Draft | null } {
  const isQuoted = client.known === 'quoted';
  return side === 'client'
    ? { base: server.draft ?? server.signable, other: isQuoted ? client.draft : null }
    : { base: client.draft, other: server.known === 'quoted' ? server.draft : null };
}

/** Returns the information that is available to a mistake in addition to the draft that the mistake changes. */
export function surroundingsOf({ request, scheme }: Sides, other: Draft | null): Surroundings {
  return { head: request?.head ?? null, body: request?.body ?? null, scheme, other };
}

/** One way to make one mistake, and its result. */
interface Attempt {
  readonly draft: Draft;
  readonly made: Replay;
  /** The index of the draft among the mutation's drafts, starting at 0. */
  readonly way: number;
}

const attemptsOf = ({ change }: Mutation, { base, around }: Start): readonly Attempt[] =>
  change(base, around).map((draft, way) => ({ draft, made: replay(draft), way }));

/** Returns the findings for the usual mistakes, for each cause in the order of its mutations. */
export function usualMistakes(
  causes: readonly Cause[],
  sides: Sides,
  starts: Starts,
): ReadonlyMap<Cause, readonly Finding[]> {
  const open = openQuestions(sides);
  const tried = causes.flatMap((cause) =>
    cause.mutations.flatMap((mutation) => {
      const start = starts[mutation.side];
      return open[mutation.side] && !mutation.isWide && start !== null
        ? [{ cause, mutation, start, attempts: attemptsOf(mutation, start) }]
        : [];
    }),
  );
  const ofSigner = tried.flatMap(({ mutation, attempts }) => (mutation.side === 'client' ? attempts : []));
  const signed = signedString(sides) ?? (starts.client && stringOfMistake(ofSigner, starts.client.base, sides));
  const found = tried.flatMap(({ cause, mutation, start, attempts }) =>
    findingsOfAttempts(cause, mutation, { start, attempts, signed, sides }),
  );
  return Map.groupBy(found, ({ cause }) => cause);
}

/**
 * Returns the string to sign that the signature is right for; `null` if there is no such string, or if it is unknown.
 */
function signedString({ rightFor, sent, client }: Sides): Octets | null {
  if (rightFor.request === true && sent !== null) return replay(sent.draft).stringToSign;
  return rightFor.client === true ? client.stringToSign : null;
}

/**
 * Returns the string for which some mistake, using the correct key, produces the signature; `null` if no mistake does.
 * These mistakes are tried first, because each costs only one HMAC. If one of them produces the signature, no keys need
 * to be derived for mistakes that sign another string.
 */
function stringOfMistake(
  attempts: readonly Attempt[],
  base: Draft,
  { signature, secretAccessKey }: Sides,
): Octets | null {
  if (signature === null || secretAccessKey === null) return null;
  const found = attempts.find(({ draft, made }) => hasKeyOf(draft, base) && made.signature() === signature);
  return found?.made.stringToSign ?? null;
}

/** Returns the findings for one mistake; the list may be empty. */
export function findingsOfMutation(
  cause: Cause,
  mutation: Mutation,
  { sides, starts }: { readonly sides: Sides; readonly starts: Starts },
): readonly Finding[] {
  const start = starts[mutation.side];
  if (start === null) return [];
  const attempts = attemptsOf(mutation, start);
  return findingsOfAttempts(cause, mutation, { start, attempts, signed: signedString(sides), sides });
}

interface Tried {
  readonly start: Start;
  readonly attempts: readonly Attempt[];
  /** The string that was signed; `null` if the string is unknown. */
  readonly signed: Octets | null;
  readonly sides: Sides;
}

/** Returns a finding for the first way of making the mistake that fits, or an empty list. */
function findingsOfAttempts(
  cause: Cause,
  mutation: Mutation,
  { start, attempts, signed, sides }: Tried,
): readonly Finding[] {
  const { base, right, rightTexts, around } = start;
  for (const { draft, made, way } of attempts) {
    const mayBeSigned = signed === null || made.stringToSign === signed || !signsAsUsual(draft);
    const hit =
      mutation.side === 'client'
        ? hitOfSigner({ made, right, rightTexts, mayBeSigned }, sides)
        : hitOfWay(made, right, sides);
    const replayed = { base, made: draft, mutation, around, way };
    if (hit === null || isContradicted(replayed, sides)) continue;
    const sure = mutation.isPlain ? EXPLAINS : hit;
    return [replayedFinding(cause, isAboutUnsaid(replayed, sides) ? POSSIBLE : sure, replayed, sides)];
  }
  return [];
}

const POSSIBLE: Standing = { kind: 'possible' };

/** Describes a mistake that was reproduced. */
export function replayedFinding(cause: Cause, standing: Standing, replayed: Replayed, sides: Sides): Finding {
  const { base, made, mutation } = replayed;
  return {
    cause,
    variant: mutation.variant,
    standing,
    says: mutation.says,
    fix: mutation.fix ?? cause.fix,
    lines: fixLinesFor(cause.lines ?? {}, replayed, sides),
    oneOf: null,
    changes: changesBetween(base, made),
    replayed,
  };
}

/** For each side, whether reproducing mistakes there can reveal anything. */
type OpenQuestions = Readonly<Record<MutationSide, boolean>>;

/**
 * Decides which sides to search. A signer's mistake changes the signed text, so no signer's mistake is possible if the
 * signature is right and no text known from both sides differs. A change in transit affects the text that the server
 * saw, so no such change is possible if both sides have the same hash.
 */
function openQuestions({ server, client, signature, secretAccessKey }: Sides): OpenQuestions {
  const base = server.draft ?? server.signable;
  const right = base && replay(base);
  const isSignatureOther = signature !== null && secretAccessKey !== null && right?.signature() !== signature;
  const isTextOther =
    client.known === 'quoted' && base !== null && right !== null && areDifferent(client, textsOf(base, right));
  return {
    client: right !== null && (isSignatureOther || isTextOther),
    way: server.known === 'quoted' && server.hash !== client.hash,
  };
}
