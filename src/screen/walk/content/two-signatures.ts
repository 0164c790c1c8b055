/** Finds the signatures that are drawn side by side: the two that a step compares, and those of a whole walk. */
import { SIGNATURE } from '../../../sigv4/stages/authorization.ts';
import { COMPARISON_STAGE, PROVIDED_SIGNATURE } from '../../../sigv4/stages/comparison.ts';
import { flippedBits, signatureBits } from '../../../trace/changes.ts';
import { findValue } from '../../../trace/trace.ts';
import { signatureCheck } from '../../../views/exchange-outcome.ts';
import type { WalkFacts } from '../../../views/facts.ts';
import type { View } from '../view.ts';
import type { WalkState } from '../walk-state.ts';

export interface NamedSignature {
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly digits: string;
}

/** Two signatures that are compared, and the number of bits in which they differ. */
export interface TwoSignatures {
  readonly signatures: readonly [NamedSignature, NamedSignature];
  readonly flipped: number;
}

/**
 * Returns the signature that was sent and the one that the server computes, on the step that compares them. Returns
 * `null` on any other step, if one of them is not known, and for SigV4A, whose signatures contain random numbers.
 */
export function comparedSignatures({ step, cursors }: WalkState, { facts }: View): TwoSignatures | null {
  if (facts.trace.stages[step]?.id === COMPARISON_STAGE.id) return twoSignatures(signaturesOf(facts));
  const own = digitsOf(facts, SIGNATURE);
  const isAnswer = step === cursors.length - 1;
  return isAnswer && knowsServers(facts)
    ? twoSignatures([named('you sent', own), named('server computed', own)])
    : null;
}

/**
 * Returns the signatures of a whole walk: the one that comes out and, in a verification, before it the one that the
 * request came with. Those that are not known are left out, and those of SigV4A, which have no 256 bits.
 */
export function signaturesOf(facts: WalkFacts): readonly NamedSignature[] {
  const came = named('it came with', digitsOf(facts, PROVIDED_SIGNATURE));
  const own = named(came.digits === '' ? 'its seal: these 256 bits' : 'computed', digitsOf(facts, SIGNATURE));
  return [came, own].filter(({ digits }) => signatureBits(digits) !== null);
}

/** Returns two signatures; `null` if they are not two, or have no bits to compare. */
function twoSignatures([one, other]: readonly NamedSignature[]): TwoSignatures | null {
  const flipped = one && other ? flippedBits(one.digits, other.digits) : null;
  return one && other && flipped !== null ? { signatures: [one, other], flipped } : null;
}

const named = (name: string, digits: string): NamedSignature => ({ name, digits });

export const digitsOf = ({ trace }: Pick<WalkFacts, 'trace'>, { id }: { readonly id: string }): string =>
  findValue(trace, id)?.bytes.octets ?? '';

/** Returns whether the server is known to have computed the signature that was sent. */
export const knowsServers = ({ exchange, destination, trace }: WalkFacts): boolean =>
  exchange !== null && trace.purpose === 'sign' && signatureCheck(exchange, destination.goesTo) === 'passed';
