/** Chooses which of the findings are worth saying: each cause once, and nothing beside a proof that says less. */
import { unmetNeed } from '../causes/needs.ts';
import { replay } from '../drafts/replay.ts';
import { brokenParts, type Violation } from '../evidence/invariants.ts';
import { seenRequest } from '../sides/seen/seen-request.ts';
import type { Sides } from '../sides/sides.ts';
import { EXPLAINS } from './certainty/hit.ts';
import { areSameBytes } from './certainty/place.ts';
import type { Finding } from './finding.ts';

/** Returns the findings of all searches without those that say nothing more than another one, in the same order. */
export const withoutRepeats = (found: readonly Finding[], sides: Sides): readonly Finding[] =>
  withoutIdleProofs(exactOf(onceEach(withoutMadeParts(found))), sides);

/**
 * Drops a proof of bytes whose story needs another form of request, if another proof of the same bytes has a story that
 * fits this form: the bytes are proved once, and the second proof adds nothing.
 */
function withoutIdleProofs(found: readonly Finding[], sides: Sides): readonly Finding[] {
  const proofs = found.filter(isReplayedProof);
  if (proofs.length < 2) return found;
  const seen = seenRequest(sides);
  const isIdle = ({ cause }: Finding) => unmetNeed(cause, seen, sides) === 'other-form';
  const isProvedOtherwise = (one: Finding) =>
    proofs.some(
      (other) => !isIdle(other) && one.replayed && other.replayed && areSameBytes(one.replayed, other.replayed),
    );
  return found.filter((finding) => !isReplayedProof(finding) || !isIdle(finding) || !isProvedOtherwise(finding));
}

/**
 * Drops a part that no right signature has, if a known mistake of the signer makes exactly this part: one broken rule is
 * one finding, and belongs to the mistake that produces its bytes.
 */
function withoutMadeParts(found: readonly Finding[]): readonly Finding[] {
  const made = found.flatMap((finding) =>
    isExact(finding) && finding.replayed?.mutation.side === 'client'
      ? [brokenParts(replay(finding.replayed.made))]
      : [],
  );
  const isMade = ({ id, part }: Violation) => made.some((parts) => parts.get(id) === part);
  return found.filter(({ violation }) => violation === undefined || !isMade(violation));
}

/**
 * Keeps one entry for each cause. For a simultaneous cause, the entry has the cause's mistakes, because such a cause
 * may also be suspected on its own. For any other cause, the entry is its most certain finding.
 */
function onceEach(found: readonly Finding[]): readonly Finding[] {
  const kept = new Map(
    [...Map.groupBy(found, ({ cause }) => cause.id)].map(([id, same]) => {
      const several = same.filter(({ oneOf }) => oneOf !== null);
      return [id, several.length > 0 ? several : bestOf(same)];
    }),
  );
  return found.filter((finding) => kept.get(finding.cause.id)?.includes(finding));
}

/**
 * Drops the weaker findings: that the sides differ, if anything says why; mere possibilities if anything is proved; and
 * everything unproved if a signature matches, except the defects that the request shows by itself.
 * A reproduced and proved mistake makes any suspicion about the same difference superfluous.
 */
export function worthSaying(all: readonly Finding[]): Finding[] {
  const isOther = ({ role, certainty }: Finding) => role !== 'difference' && certainty.kind !== 'possible';
  const found = all.filter(({ role }) => role !== 'difference' || !all.some(isOther));
  const least = found.some(isBySignature) ? RANKS.proved : found.some(isProved) ? RANKS.explains : RANKS.possible;
  const isWeaker = (finding: Finding) => finding.replayed === null && !isProved(finding) && found.some(isReplayedProof);
  return withDefects(found).filter(
    (finding) => finding.oneOf !== null || (rank(finding) <= least && !isWeaker(finding)),
  );
}

/**
 * Counts the defects that the request shows by itself as mistakes of their own, if another mistake produces the signature:
 * the signature is that of the request with its defects, so that they are certain too, and have to be fixed as well.
 */
function withDefects(found: readonly Finding[]): readonly Finding[] {
  const defects = new Set(found.filter(({ role }) => role === 'defect'));
  const proof = found.find(isBySignature);
  if (defects.size === 0 || proof === undefined) return found;
  const made = proof.oneOf === null ? [proof] : found.filter(({ oneOf }) => oneOf !== null);
  const all = [...made, ...defects];
  return found.map((finding) => {
    const index = all.indexOf(finding);
    const oneOf = index < 0 ? finding.oneOf : { number: index + 1, count: all.length };
    return { ...finding, oneOf, certainty: defects.has(finding) ? EXPLAINS : finding.certainty };
  });
}

/** Removes plain differences if a more specific mistake explains as much. */
function exactOf(found: readonly Finding[]): readonly Finding[] {
  const best = Math.min(...found.filter((finding) => !isPlain(finding) && finding.replayed).map(rank));
  return found.filter((finding) => !isPlain(finding) || finding.oneOf !== null || rank(finding) < best);
}

export const isReplayed = ({ replayed, certainty }: Finding): boolean =>
  replayed !== null && certainty.kind !== 'possible';

/** Returns whether a known mistake, and not just a plain difference, was reproduced and fits. */
export const isExact = (finding: Finding): boolean => isReplayed(finding) && !isPlain(finding);

export const isPlain = ({ replayed }: Finding): boolean => replayed?.mutation.isPlain === true;

export const isBySignature = ({ certainty }: Finding): boolean =>
  certainty.kind === 'proved' && certainty.by === 'signature';

export const isProved = ({ certainty }: Finding): boolean => certainty.kind === 'proved';

const isReplayedProof = (finding: Finding): boolean => isProved(finding) && finding.replayed !== null;

const RANKS = { proved: 0, explains: 1, possible: 2 } as const;

export const rank = ({ certainty }: Finding): number => RANKS[certainty.kind];

/**
 * Returns the most certain finding, or the first of those that are equally certain. Returns an empty list if there are
 * no findings.
 */
export function bestOf(findings: readonly Finding[]): Finding[] {
  const [first, ...others] = findings;
  if (!first) return [];
  return [others.reduce((best, other) => (rank(other) < rank(best) ? other : best), first)];
}
