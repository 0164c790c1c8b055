/** Says how much two signatures differ. */
import { SIGNATURE_BITS } from '../../trace/changes.ts';

export const differenceInWords = (flipped: number): string =>
  flipped === 0 ? 'same' : `${flipped} of ${SIGNATURE_BITS} bits differ`;

const CELLS = 32;

/** Draws the fraction of bits that differ. A good hash flips half of the bits on average. */
export function differenceBar(flipped: number): string {
  const full = Math.round((flipped / SIGNATURE_BITS) * CELLS);
  return `${'▮'.repeat(full)}${'▯'.repeat(CELLS - full)}`;
}
