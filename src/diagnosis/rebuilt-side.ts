/**
 * Uses a proven mistake to rebuild the text of a side that did not quote its text. The result is exactly the side's
 * text, because the side reported the same signature or hash.
 */
import type { Octets } from '../bytes/octets.ts';
import { madeInTurn, type Replayed } from '../drafts/mutation.ts';
import { type Replay, replay } from '../drafts/replay.ts';
import type { Finding } from '../search/finding.ts';
import type { SideName } from '../sides/difference/byte-alignment.ts';
import type { Side, Sides } from '../sides/sides.ts';

/** The side whose texts were rebuilt, and the proof that the texts are right. */
export interface RebuiltSide {
  readonly side: SideName;
  /**
   * For `signature`, signing the text produces exactly the signature that was sent. For `hash`, the text has the stated
   * hash.
   */
  readonly by: 'signature' | 'hash';
  /** The signature or the hash. */
  readonly proof: Octets;
}

/** The sides, including any rebuilt texts; `rebuilt` is `null` if nothing could be rebuilt. */
export interface ComparedSides {
  readonly sides: Sides;
  readonly rebuilt: RebuiltSide | null;
  /** Whether a proved mistake gives the signature that was sent only with the secret that is known. */
  readonly isSecretProved: boolean;
}

/**
 * Replaces a text that is missing, or that was only computed from the request, with the text that a proven mistake
 * produces, or the mistakes of the signer together.
 */
export function comparedSides(sides: Sides, findings: readonly Finding[]): ComparedSides {
  const isSecretProved = isSecretProvedBy(findings, sides);
  const alone = findings.flatMap(({ replayed, certainty }) =>
    certainty.kind === 'proved' && replayed ? [replayed] : [],
  );
  for (const { mutation, made: draft } of [...togetherIn(findings), ...alone]) {
    const side = mutation.side === 'client' ? 'client' : 'server';
    if (isQuoted(sides[side])) continue;
    const made = replay(draft);
    const proof = proofOf(made, side, sides);
    if (proof) return { sides: withTexts(sides, side, made), rebuilt: { side, ...proof }, isSecretProved };
  }
  return { sides, rebuilt: null, isSecretProved };
}

/** Returns the mistakes of the signer that were made together, as one; empty if there is only one. */
function togetherIn(findings: readonly Finding[]): readonly Replayed[] {
  const several = findings.flatMap(({ replayed, oneOf }) =>
    oneOf !== null && replayed?.mutation.side === 'client' ? [replayed] : [],
  );
  const [first, ...others] = several;
  return first === undefined || others.length === 0 ? [] : [{ ...first, made: madeInTurn(first.base, several) }];
}

/** A mistake that changes the secret, alone or as one of several, says nothing about the secret that is known. */
function isSecretProvedBy(findings: readonly Finding[], { secretAccessKey }: Sides): boolean {
  const proved = findings.filter(
    ({ certainty, replayed }) => certainty.kind === 'proved' && certainty.by === 'signature' && replayed !== null,
  );
  const [first] = proved;
  const together = first?.oneOf ? proved.filter(({ oneOf }) => oneOf !== null) : proved.slice(0, 1);
  return first !== undefined && together.every(({ replayed }) => replayed?.made.secretAccessKey === secretAccessKey);
}

/** Returns whether this side itself reported its canonical request. */
const isQuoted = ({ known, canonicalRequest }: Side): boolean => known === 'quoted' && canonicalRequest !== null;

function proofOf(made: Replay, side: SideName, sides: Sides): Pick<RebuiltSide, 'by' | 'proof'> | null {
  const { signature } = sides;
  if (side === 'client' && signature !== null && made.signature() === signature)
    return { by: 'signature', proof: signature };
  const { hash, hashFrom } = sides[side];
  return hash !== null && hashFrom === 'stated' && made.hash === hash ? { by: 'hash', proof: hash } : null;
}

const withTexts = (sides: Sides, side: SideName, { canonicalRequest, stringToSign, hash }: Replay): Sides => ({
  ...sides,
  [side]: { ...sides[side], canonicalRequest, stringToSign, hash },
});
