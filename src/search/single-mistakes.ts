/** Reproduces each known mistake, one at a time, and compares the result with the actual one. */
import type { Octets } from '../bytes/octets.ts';
import type { Cause } from '../causes/cause.ts';
import { sha256Hex } from '../crypto/digests.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Mutation, MutationContext, MutationSide, Replayed } from '../drafts/mutation.ts';
import { type Replay, replay } from '../drafts/replay.ts';
import { hashesAsUsual, hasKeyOf, signsAsUsual } from '../drafts/steps.ts';
import { changesBetween } from '../sides/difference/changes.ts';
import type { Side, Sides } from '../sides/sides.ts';
import { areDifferent, type Texts, textsOf } from '../sides/texts.ts';
import { mutationContextOf } from './candidates.ts';
import { type Certainty, EXPLAINS, hitOfSigner, hitOfWay } from './certainty/hit.ts';
import { isAboutUnsaid, isContradicted } from './certainty/story.ts';
import { type Finding, findingOf } from './finding.ts';
import { areSame } from './slots.ts';

/** The draft on which one side's mistakes are tried. */
interface Start {
  readonly base: Draft;
  readonly right: Replay;
  readonly rightTexts: Texts;
  readonly around: MutationContext;
}

/** The starting point for each side; `null` for a side that has no draft. */
export type Starts = Readonly<Record<MutationSide, Start | null>>;

export const startsOf = (sides: Sides): Starts => ({ client: startOf('client', sides), way: startOf('way', sides) });

function startOf(side: MutationSide, sides: Sides): Start | null {
  const { base, other } = basesOf(side, sides);
  if (base === null) return null;
  const right = replay(base);
  return { base, right, rightTexts: textsOf(base, right), around: mutationContextOf(sides, other) };
}

function basesOf(side: MutationSide, { server, client }: Sides): { base: Draft | null; other: Draft | null } {
  const isQuoted = client.known === 'quoted';
  return side === 'client'
    ? { base: server.draft ?? server.signable, other: isQuoted ? client.draft : null }
    : { base: client.draft, other: isText(server) ? server.draft : null };
}

/** Returns whether the text of a side is known: it was quoted, or it follows from the given request. */
const isText = ({ known }: Side): boolean => known === 'quoted' || known === 'computed';

/** One way to make one mistake, and its result. */
interface Attempt {
  readonly draft: Draft;
  readonly made: Replay;
  /** The index of the draft among the mutation's drafts, starting at 0. */
  readonly way: number;
}

/** Returns the attempts for a mistake. Drafts that the mistake left as they were are omitted: they show nothing. */
function attemptsOf({ change }: Mutation, { base, right, around }: Start): readonly Attempt[] {
  const attempts: Attempt[] = [];
  let way = 0;
  for (const draft of change(base, around)) {
    if (!areSame(draft, base)) attempts.push({ draft, made: replay(draft, right), way });
    way++;
  }
  return attempts;
}

/** One mistake, and all ways to make it. */
interface TriedMistake {
  readonly cause: Cause;
  readonly mutation: Mutation;
  readonly start: Start;
  readonly attempts: readonly Attempt[];
}

/** Returns the findings for the usual mistakes, for each cause in the order of its mutations. */
export function usualMistakes(
  causes: readonly Cause[],
  sides: Sides,
  starts: Starts,
): ReadonlyMap<Cause, readonly Finding[]> {
  const tried = tryUsual(causes, openStarts(sides, starts));
  const signed = signedString(sides) ?? (starts.client && stringOfMistake(tried, starts.client.base, sides));
  const found = tried.flatMap((one) => findingsOfAttempts(one, signed, sides));
  return Map.groupBy(found, ({ cause }) => cause);
}

/** Makes each usual mistake on the start of its side. */
function tryUsual(causes: readonly Cause[], starts: Starts): readonly TriedMistake[] {
  const tried: TriedMistake[] = [];
  for (const cause of causes) {
    for (const mutation of cause.mutations) {
      const start = starts[mutation.side];
      if (start === null || mutation.isWide) continue;
      const attempts = attemptsOf(mutation, start);
      if (attempts.length > 0) tried.push({ cause, mutation, start, attempts });
    }
  }
  return tried;
}

/** The string that was signed. */
interface SignedString {
  readonly string: Octets;
  /** The canonical request that has the hash in the string; `null` if unknown. */
  readonly canonicalRequest: Octets | null;
}

/**
 * Returns the string to sign that the signature is right for; `null` if there is no such string, or if it is unknown.
 */
function signedString({ rightFor, sent, client }: Sides): SignedString | null {
  if (rightFor.request === true && sent !== null) return stringOf(sent.draft, replay(sent.draft));
  const { stringToSign, canonicalRequest } = client;
  if (rightFor.client !== true || stringToSign === null) return null;
  const isOfString = canonicalRequest !== null && stringToSign.endsWith(`\n${sha256Hex(canonicalRequest)}`);
  return { string: stringToSign, canonicalRequest: isOfString ? canonicalRequest : null };
}

const stringOf = (draft: Draft, made: Replay): SignedString => ({
  string: made.stringToSign,
  canonicalRequest: hashesAsUsual(draft) ? made.canonicalRequest : null,
});

/**
 * Returns whether an attempt signs this string. Two canonical requests never have the same hash, so most attempts are
 * dismissed without computing the hash.
 */
function isSigned({ draft, made }: Attempt, { string, canonicalRequest }: SignedString): boolean {
  const isOther = canonicalRequest !== null && hashesAsUsual(draft) && made.canonicalRequest !== canonicalRequest;
  return !isOther && made.stringToSign === string;
}

/**
 * Returns the string for which some mistake, using the correct key, produces the signature; `null` if no mistake does.
 * These mistakes are tried first, because each costs only one HMAC. If one of them produces the signature, no keys need
 * to be derived for mistakes that sign another string.
 */
function stringOfMistake(
  tried: readonly TriedMistake[],
  base: Draft,
  { signature, secretAccessKey }: Sides,
): SignedString | null {
  if (signature === null || secretAccessKey === null) return null;
  for (const { mutation, attempts } of tried) {
    if (mutation.side !== 'client') continue;
    for (const { draft, made } of attempts)
      if (hasKeyOf(draft, base) && made.signature() === signature) return stringOf(draft, made);
  }
  return null;
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
  return findingsOfAttempts({ cause, mutation, start, attempts }, signedString(sides), sides);
}

/**
 * Returns a finding for the first way of making the mistake that fits, or an empty list. `signed` is the string that
 * was signed; `null` if the string is unknown.
 */
function findingsOfAttempts(
  { cause, mutation, start, attempts }: TriedMistake,
  signed: SignedString | null,
  sides: Sides,
): readonly Finding[] {
  const { base, right, rightTexts, around } = start;
  for (const attempt of attempts) {
    const { draft, made, way } = attempt;
    const mayBeSigned = signed === null || !signsAsUsual(draft) || isSigned(attempt, signed);
    const hit =
      mutation.side === 'client'
        ? hitOfSigner({ made, right, rightTexts, mayBeSigned }, sides)
        : hitOfWay(made, right, mutation.point, sides);
    if (hit === null) continue;
    const replayed = { base, made: draft, mutation, around, way };
    if (isContradicted(replayed, sides)) continue;
    const sure = mutation.isPlain ? EXPLAINS : hit;
    return [replayedFinding(cause, isAboutUnsaid(replayed, sides) ? POSSIBLE : sure, replayed, sides)];
  }
  return [];
}

const POSSIBLE: Certainty = { kind: 'possible' };

/** Describes a mistake that was reproduced. */
export function replayedFinding(cause: Cause, certainty: Certainty, replayed: Replayed, sides: Sides): Finding {
  const { base, made, mutation } = replayed;
  return findingOf(cause, certainty, sides, {
    variant: mutation.variant,
    says: mutation.saysOf?.(base, made) ?? mutation.says,
    fix: mutation.fixOf?.(base) ?? mutation.fix ?? cause.fix,
    ...(mutation.isOnlyInCode ? { lines: {} } : {}),
    changes: changesBetween(base, made),
    replayed,
  });
}

/**
 * Returns the starts of the sides where reproducing mistakes can reveal anything. A signer's mistake changes the signed
 * text, so no signer's mistake is possible if the signature is right and no text known from both sides differs. A change
 * in transit affects the text that the server saw, so no such change is possible if both sides have the same hash.
 */
function openStarts({ server, client, signature, secretAccessKey }: Sides, starts: Starts): Starts {
  const start = starts.client;
  const isSignatureOther = signature !== null && secretAccessKey !== null && start?.right.signature() !== signature;
  const isTextOther = client.known === 'quoted' && start !== null && areDifferent(client, start.rightTexts);
  return {
    client: isSignatureOther || isTextOther ? start : null,
    way: isText(server) && server.hash !== client.hash ? starts.way : null,
  };
}
