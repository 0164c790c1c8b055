/**
 * Finds the causes of a refusal. Each known mistake is reproduced, and the result is compared with what both sides
 * reported.
 */

import type { Octets } from '../bytes/octets.ts';
import type { Cause, Statement } from '../causes/cause.ts';
import { isOfKey } from '../causes/stages.ts';
import { CAUSES } from '../causes/table.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type Mutation, madeInTurn } from '../drafts/mutation.ts';
import { replay } from '../drafts/replay.ts';
import { splitTarget } from '../http/target.ts';
import { statedHashes } from '../sides/answers/answers.ts';
import { mayBeMismatch } from '../sides/answers/mismatch.ts';
import { saysMismatch } from '../sides/answers/says-mismatch.ts';
import { changesOfPayload } from '../sides/difference/changes.ts';
import { isSignedRight } from '../sides/right-signature.ts';
import { isOnlyKeyWrong } from '../sides/secrets.ts';
import type { Side, Sides } from '../sides/sides.ts';
import { areDifferent, isOther } from '../sides/texts.ts';
import { mutationContextOf, replayedOf } from './candidates.ts';
import { BY_SIGNATURE, type Certainty, EXPLAINS } from './certainty/hit.ts';
import { areSameBytes, storyOf } from './certainty/place.ts';
import { type Finding, findingOf } from './finding.ts';
import type { Found } from './found.ts';
import { finished, type Search } from './search.ts';
import { type Explained, severalMistakes } from './several.ts';
import { findingsOfMutation, replayedFinding, type Starts, startsOf, usualMistakes } from './single-mistakes.ts';
import { withStringOf } from './text-mistakes.ts';
import {
  bestOf,
  isBySignature,
  isExact,
  isPlain,
  isProved,
  isReplayed,
  rank,
  withoutRepeats,
  worthSaying,
} from './worth-saying.ts';

/** Returns all causes that fit, the most certain first. */
export const findCauses = (sides: Sides, causes: readonly Cause[] = CAUSES): readonly Finding[] =>
  finished(searchCauses(sides, causes));

/**
 * Returns the causes that are certain without trying any mistake, the most certain first. Returns an empty list if a
 * mistake may explain more: if the server says that the signature does not match, or if it does not state why it refused
 * a request that has a signature.
 */
export function evidentCauses(sides: Sides): readonly Finding[] {
  const isStatement = CAUSES.some((cause) => statedOf(cause, sides).length > 0);
  if (saysMismatch(sides.answer) || (!isStatement && sides.signature !== null)) return [];
  const found = worthSaying(usualFindings(CAUSES, sides, new Map()));
  return found.filter(({ certainty }) => certainty.kind !== 'possible').sort((one, other) => rank(one) - rank(other));
}

/**
 * Searches for all causes that fit, the most certain first. The usual mistakes take milliseconds; after them, the search
 * can be stopped for the first time. Only the search for multiple mistakes takes a long time.
 */
export function* searchCauses(sides: Sides, causes: readonly Cause[] = CAUSES): Search<readonly Finding[]> {
  if (sides.refusedLink !== null) return causesInBody(causes, sides);
  const starts = startsOf(sides);
  const usual = usualFindings(causes, sides, usualMistakes(causes, sides, starts));
  const goesOn: boolean = areEnough(usual, sides) || (yield { tried: 0 });
  const single = goesOn ? [...usual, ...foundBySearch(sides, causes, { starts, usual })] : usual;
  const several = goesOn ? yield* severalAtOnce(sides, causes, single) : [];
  const found = withoutRepeats([...several, ...single], sides);
  const shown = worthSaying(found).map((finding) => withStory(finding, sides, causes));
  return shown.sort((one, other) => rank(one) - rank(other) || asSentFirst(sides, one, other));
}

/**
 * Orders two proofs of the same bytes. If the request shows that the path was sent just as it was signed, a change after
 * signing comes first: a mistake of the signer says that the path was sent in another way.
 */
function asSentFirst({ request }: Sides, { replayed: one }: Finding, { replayed: other }: Finding): number {
  if (!request || request.unsaid.includes('target') || !one || !other || !areSameBytes(one, other)) return 0;
  const { base, made } = one;
  const signed = one.mutation.side === 'client' ? made : base;
  const isAsSent = signed.canonicalUri === splitTarget(request.head.target).path.octets;
  if (!isAsSent || base.canonicalUri === made.canonicalUri) return 0;
  return Number(one.mutation.side === 'client') - Number(other.mutation.side === 'client');
}

/** Adds what is known about who made the change. A statement may know more than the bytes do. */
const withStory = (finding: Finding, sides: Sides, causes: readonly Cause[]): Finding =>
  finding.replayed === null ? finding : { ...finding, story: storyOf(finding.cause, finding.replayed, sides, causes) };

/** Returns the causes of a refused chunk. The server accepted the signature of the request, so nothing is searched in it. */
function causesInBody(causes: readonly Cause[], sides: Sides): readonly Finding[] {
  const ofBody = causes.filter(({ stage }) => stage === 'hashed-payload');
  const found = ofBody.flatMap((cause) => bestOf([...statedOf(cause, sides), ...suspectedOf(cause, sides)]));
  return worthSaying(found).sort((one, other) => rank(one) - rank(other));
}

/**
 * Tries the mistakes with many variants, but only if no usual mistake explains the signing. If the text that was signed is
 * known, a usual mistake must produce that text; otherwise, it must produce the signature.
 */
function foundBySearch(
  sides: Sides,
  causes: readonly Cause[],
  { starts, usual }: { readonly starts: Starts; readonly usual: readonly Finding[] },
): readonly Finding[] {
  const isTextKnown = sides.client.known === 'quoted' || sides.rightFor.request === true;
  const isTextAsked = isTextKnown && areDifferent(sides.client, sides.server) && !usual.some(isExact);
  if (!mayBeMismatch(sides) || usual.some(isProved) || (isSignatureExplained(usual, sides) && !isTextAsked)) return [];
  const isTried = ({ isWide, needsSecret }: Mutation) =>
    isWide === true && (sides.secretAccessKey !== null || needsSecret === false);
  for (const cause of causes) {
    const [found] = cause.mutations
      .filter(isTried)
      .flatMap((mutation) => findingsOfMutation(cause, mutation, { sides, starts }));
    if (found !== undefined && (found.certainty === BY_SIGNATURE || (isTextAsked && isExact(found)))) return [found];
  }
  return [];
}

/** Returns whether these single mistakes leave nothing to explain with several. */
function areEnough(single: readonly Finding[], sides: Sides): boolean {
  if (!mayBeMismatch(sides) || single.some(isStated)) return true;
  const explained = explainedBy(single, sides);
  return explained.texts && explained.signature;
}

/**
 * Finds multiple simultaneous mistakes if no single mistake is enough. The result can also be a single mistake that
 * explains only part of the problem.
 */
function* severalAtOnce(
  sides: Sides,
  causes: readonly Cause[],
  single: readonly Finding[],
): Search<readonly Finding[]> {
  if (areEnough(single, sides)) return [];
  const explained = explainedBy(single, sides);
  const found = yield* severalMistakes(
    { sides, causes, aroundOf: (other) => mutationContextOf(sides, other) },
    explained,
  );
  if (found.length === 0) return [];
  const isFoundAgain = (one: Finding) => found.some((other) => isSame(one, foundFinding(other, sides)));
  const whole = explained.texts ? single.filter(isReplayed) : [];
  const isSignedWith = (text: Finding) => signatureWith(text, found) === sides.signature;
  const texts = whole.some(isFoundAgain) ? [] : [whole.find(isSignedWith) ?? whole.slice(0, 1)].flat();
  const count = texts.length + found.length;
  // If the last mistake produces the signature, then all of the mistakes together produce it, unless the client's
  // string to sign has the hash of a different text, or a mistake in the text changes the key too.
  const isSigned =
    found.some(({ certainty }) => certainty === BY_SIGNATURE) &&
    isTextOfString(sides.client) &&
    texts.every(isSignedWith);
  const certaintyOf = (finding: Finding): Certainty =>
    isPlain(finding) ? EXPLAINS : isSigned && isWhole(found) ? BY_SIGNATURE : finding.certainty;
  return plainLast([...texts, ...found.map((one) => foundFinding(one, sides))]).map((finding, index) => ({
    ...finding,
    certainty: certaintyOf(finding),
    oneOf: count === 1 ? null : { number: index + 1, count },
  }));
}

/** Returns the signature of the text that a mistake made, if the others that were found are made after it. */
function signatureWith({ replayed }: Finding, found: readonly Found[]): Octets | null {
  if (replayed === null) return null;
  const signed = replayed.mutation.side === 'client' ? replayed.made : replayed.base;
  const others = found.map(({ candidate }) => replayedOf(candidate));
  return replay(madeInTurn(signed, others)).signature();
}

/** Returns whether a side's canonical request, if known, has the hash that the side's string to sign states. */
const isTextOfString = ({ canonicalRequest: text, hash, hashFrom }: Side): boolean =>
  text === null || hashFrom !== 'stated' || sha256Hex(text) === hash;

const isSame = (one: Finding, other: Finding): boolean => one.cause === other.cause && one.variant === other.variant;

/** Puts plain differences last, because a known mistake says more. */
const plainLast = (findings: readonly Finding[]): readonly Finding[] => [
  ...findings.filter((finding) => !isPlain(finding)),
  ...findings.filter(isPlain),
];

const isWhole = (found: readonly Found[]): boolean => found.every(({ isPart }) => !isPart);

const isStated = ({ certainty }: Finding): boolean => certainty.kind === 'proved' && certainty.by === 'statement';

function isSignatureExplained(single: readonly Finding[], sides: Sides): boolean {
  const { client, server, signature, rightFor } = sides;
  // A signature that is right for a string to sign does not show whose canonical request the hash in the string is
  // from.
  const isTextKnown = client.canonicalRequest !== null || !areDifferent(client, server);
  const isClientsRight = client.known === 'quoted' && rightFor.client === true && isTextKnown;
  return signature === null || single.some(isBySignature) || isSignedRight(sides) || isClientsRight;
}

function explainedBy(single: readonly Finding[], sides: Sides): Explained {
  const { server, client } = sides;
  return {
    texts: single.some(isBySignature) || single.some((one) => isWholeText(one, sides)) || !areDifferent(client, server),
    signature: sides.secretAccessKey === null || isSignatureExplained(single, sides),
  };
}

/**
 * Returns whether a mistake produces everything that was signed. If a mistake produces only the canonical request, and
 * the signature is right for another string to sign, there must be a second mistake. After a change in transit, the
 * string has to follow from what the client signed, with the time and the scope that the server read.
 */
function isWholeText(finding: Finding, { client, server, rightFor }: Sides): boolean {
  const { replayed } = finding;
  if (replayed === null || !isReplayed(finding)) return false;
  const { base, made, mutation } = replayed;
  const signed = mutation.side === 'client' ? made : withStringOf(base, server.draft);
  return rightFor.client !== true || !isOther(client.stringToSign, replay(signed).stringToSign);
}

function foundFinding({ candidate, certainty }: Found, sides: Sides): Finding {
  return replayedFinding(candidate.cause, certainty, replayedOf(candidate), sides);
}

/**
 * Returns the most certain finding of each cause: what the server states, a mistake that was reproduced, or a suspicion.
 * If a mistake produces the signature, no suspicion is worth saying but a defect of the request, which is another mistake.
 * A defect that explains what the server did not find takes its place.
 */
function usualFindings(
  causes: readonly Cause[],
  sides: Sides,
  made: ReadonlyMap<Cause, readonly Finding[]>,
): readonly Finding[] {
  const sure = causes.map((cause) => bestOf([...statedOf(cause, sides), ...(made.get(cause) ?? [])]));
  const isMade = sure.flat().some(isBySignature);
  const isAsked = ({ role }: Finding) => !isMade || role === 'defect';
  const found = causes.map((cause, index) => [...(sure[index] ?? []), ...suspectedOf(cause, sides).filter(isAsked)]);
  const isExplained = found.flat().some(({ role, certainty }) => role === 'defect' && certainty.kind === 'explains');
  return found.flatMap((ofCause) => bestOf(ofCause.filter(({ role }) => !isExplained || role !== 'symptom')));
}

function statedOf(cause: Cause, sides: Sides): readonly Finding[] {
  const stated = sides.answer && cause.states?.(sides.answer, sides);
  if (!sides.answer || !stated) return [];
  const hashes = statedHashes(sides.answer);
  const changes = hashes ? changesOfPayload(hashes.server as Octets, hashes.client as Octets) : [];
  return [{ ...told(cause, { kind: 'proved', by: 'statement' }, stated, sides), changes }];
}

/** Returns the cause's own suspicion. It is void if it is about the text that was signed, and only the key can be wrong. */
function suspectedOf(cause: Cause, sides: Sides): readonly Finding[] {
  const suspected = cause.suspects?.(sides);
  if (suspected?.certainty === 'possible' && !isOfKey(cause.stage) && isOnlyKeyWrong(sides)) return [];
  if (!suspected) return [];
  const { certainty, ...stated } = suspected;
  return [told(cause, { kind: certainty }, stated, sides)];
}

const told = (cause: Cause, certainty: Certainty, { place, ...stated }: Statement, sides: Sides): Finding =>
  findingOf(cause, certainty, sides, { ...stated, story: { place: place ?? null, twins: [] } });
