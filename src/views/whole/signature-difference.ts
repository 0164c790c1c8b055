/** Says in words how much two signatures differ. */
import { SIGNATURE_BITS } from '../../trace/changes.ts';

export const differenceInWords = (flipped: number): string =>
  flipped === 0 ? 'same' : `${flipped} of ${SIGNATURE_BITS} bits differ`;
